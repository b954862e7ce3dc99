import { z } from 'zod'
import { type ProblemCode, problemCodes } from '#server/http/problem.ts'
import { daySchema, idSchema, timeSchema } from '#server/http/schemas.ts'
import { refusalCodes } from '#workflows/engine/requirement.ts'
import { warningCodes } from '#workflows/warnings/warning.ts'

/** What a route answers when it succeeds, by status. */
export type Answer = Readonly<Record<number, z.ZodType>>
/** By method and path, as in 'GET /actions/:id'. */
export type Answers = Readonly<Record<string, Answer>>

export const id = idSchema
export const idOrNull = id.nullable().meta({ id: 'IdOrNull' })
export const day = daySchema
export const dayOrNull = daySchema.nullable().meta({ id: 'DayOrNull' })
export const timeOrNull = timeSchema.nullable().meta({ id: 'TimeOfDayOrNull' })
export const moment = z.iso.datetime().meta({ id: 'Moment', description: 'An instant in UTC.' })
export const momentOrNull = moment.nullable().meta({ id: 'MomentOrNull' })
export const count = z.int().min(0).meta({ id: 'Count' })
export const version = z.int().min(1)
/** The answer of a request that leaves nothing to show. */
export const nothing = z.null()
/** A file, by its media type. */
export const wordFile = z.string().meta({ description: 'A Word file.' })
export const pdfFile = z.string().meta({ description: 'A PDF.' })
export const excelFile = z.string().meta({ description: 'An Excel workbook.' })
/** The media types of answers that are no JSON. */
export const mediaTypes = new Map<z.ZodType, string>([
  [wordFile, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  [excelFile, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  [pdfFile, 'application/pdf'],
])
export const named = z.strictObject({ id, name: z.string() }).meta({ id: 'Named' })
export const namedOrNull = named.nullable().meta({ id: 'NamedOrNull' })
export const titled = z.strictObject({ id, title: z.string() }).meta({ id: 'Titled' })
/** Another noun with the reference that people know it by. */
export const referred = z.strictObject({ id, ref: z.string(), title: z.string() }).meta({ id: 'Referred' })

const pageEnd = z
  .strictObject({
    next: z.string().nullable().meta({ description: 'To go on, as `after`; null at the end.' }),
  })
  .meta({ id: 'PageEnd' })

/** One page of a list, under the name of its items: `ActionPage` has items that are each an `Action`. */
export function listOf(item: z.ZodType) {
  const name = z.globalRegistry.get(item)?.id
  if (name === undefined) throw new Error('the items of a list have a name in the document')
  return z
    .strictObject({
      items: z.array(item),
      page: pageEnd,
      total: count.optional(),
    })
    .meta({ id: `${name}Page` })
}

/** What is unusual about a change that was made all the same. Left out where nothing is, and where something is read. */
export const warnings = z
  .array(
    z.strictObject({
      pointer: z.string().regex(/^\//),
      code: z.enum(warningCodes).meta({ id: 'WarningCode' }),
      detail: z.string().min(1),
    }),
  )
  .meta({ id: 'Warnings', description: 'What is unusual about the change, which was made.' })
  .optional()

export const refusalCode = z.enum(refusalCodes).meta({ id: 'RefusalCode' })
const otherCode = z
  .enum(Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]])
  .exclude([...refusalCodes])

/** Every answer of 400 and above (RFC 9457). Some say more, such as the state and what is allowed in it. */
export const problemSchema = z
  .looseObject({
    type: z.string().regex(/^urn:waymark:problem:\w+$/),
    title: z.string().min(1),
    status: z.int().min(400).max(599),
    detail: z.string().min(1),
    instance: z.string().min(1),
    code: z.union([otherCode, refusalCode]),
    errors: z.array(
      z.strictObject({
        pointer: z.string().regex(/^\//),
        code: z.string().min(1),
        detail: z.string().min(1),
      }),
    ),
    state: z.string().nullable().optional(),
    allowed: z.array(z.string()).optional(),
    missing: z.array(z.string()).optional(),
    version: version.optional(),
    subject: z.strictObject({ kind: z.string(), id }).optional(),
  })
  .meta({ id: 'Problem' })

/** The status with which a route succeeds, or null when it is not in the list. */
export function successStatusOf(answers: Answers, route: string): number | null {
  const [status] = Object.keys(answers[route] ?? {})
  return status === undefined ? null : Number(status)
}

/** The path at which the resource that a route answers with can be read by its id, or null when there is none. */
export function readingRouteOf(answers: Answers, route: string): string | null {
  const [answer] = Object.values(answers[route] ?? {})
  const found = Object.entries(answers).find(
    ([each, { 200: read }]) => /^GET \/[a-z-]+\/:id$/.test(each) && answer !== undefined && read === answer,
  )
  return found?.[0].slice('GET '.length) ?? null
}
