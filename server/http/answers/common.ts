import { z } from 'zod'
import { type ProblemCode, problemCodes } from '#server/http/problem.ts'

/** What a route answers when it succeeds, by status. */
export type Answer = Readonly<Record<number, z.ZodType>>
/** By method and path, as in 'GET /actions/:id'. */
export type Answers = Readonly<Record<string, Answer>>

export const id = z.uuid()
export const day = z.iso.date()
export const moment = z.iso.datetime()
export const count = z.int().min(0)
export const version = z.int().min(1)
/** The answer of a request that leaves nothing to show. */
export const nothing = z.null()
export const named = z.strictObject({ id, name: z.string() })

/** One page of a list. */
export function listOf(item: z.ZodType) {
  return z.strictObject({
    items: z.array(item),
    page: z.strictObject({ next: z.string().nullable() }),
    total: count.optional(),
  })
}

const codes = Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]]

/** Every answer of 400 and above (RFC 9457). Some say more, such as the state and what is allowed in it. */
export const problemSchema = z
  .looseObject({
    type: z.string().regex(/^urn:waymark:problem:\w+$/),
    title: z.string().min(1),
    status: z.int().min(400).max(599),
    detail: z.string().min(1),
    instance: z.string().min(1),
    code: z.enum(codes),
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
