import { z } from 'zod'
import { getTableColumns, type PgTable } from '#db/connection/drizzle.ts'
import { isWorkedOut } from '#db/connection/worked-out.ts'
import { type Part, partsOfWholePlan, WHOLE_PLAN, WHOLE_PLAN_VERSION } from './parts.ts'

type Row = Record<string, unknown>

/** The file of a whole plan, by the names of its parts. */
export type WholePlan = {
  exportedAt: string
  plan: Row & { id: string; title: string }
  people: {
    id: string
    name: string
    email: string
    post: string
    agencyId: string | null
    leftOn: string | null
  }[]
  agencies: { id: string; name: string }[]
} & Record<string, unknown>

type Column = ReturnType<typeof getTableColumns>[string]

/** What a column holds, by its type in the database. */
function valueOf(column: Column): z.ZodType {
  const type = column.getSQLType()
  const { enumValues } = column as { enumValues?: readonly string[] }
  const one = enumValues?.length
    ? z.enum(enumValues as [string, ...string[]])
    : ofType(type.replace(/\[\]$/, ''))
  const value = type.endsWith('[]') ? z.array(one) : one
  return column.notNull ? value : value.nullable()
}

function ofType(type: string): z.ZodType {
  if (type === 'uuid') return z.guid()
  if (type === 'date') return z.iso.date()
  if (type.startsWith('timestamp')) return z.iso.datetime()
  if (type === 'integer' || type === 'smallint') return z.int()
  if (type.startsWith('numeric')) return z.number()
  if (type === 'boolean') return z.boolean()
  return type === 'jsonb' ? z.unknown() : z.string()
}

function rowForm({
  table,
  leaveOut = [],
  toldOnly,
}: Pick<Part, 'table' | 'leaveOut' | 'toldOnly'>): z.ZodType {
  const columns = Object.entries(getTableColumns(table as PgTable)).filter(
    ([key]) => !isWorkedOut(key) && !leaveOut.includes(key) && key !== toldOnly,
  )
  const fields = Object.fromEntries(columns.map(([key, column]) => [key, valueOf(column)]))
  return z.strictObject({ ...fields, ...(toldOnly && { sha256: z.string().regex(/^[0-9a-f]{64}$/) }) })
}

const lists = Object.fromEntries(
  partsOfWholePlan.filter(({ name }) => name !== 'plan').map((part) => [part.name, z.array(rowForm(part))]),
)

/** The form of the file of a whole plan: that of the tables, so that the two cannot differ. */
export const wholePlanForm = z
  .strictObject({
    format: z.literal(WHOLE_PLAN),
    version: z.literal(WHOLE_PLAN_VERSION),
    exportedAt: z.iso.datetime(),
    agencies: z.array(z.strictObject({ id: z.guid(), name: z.string() })),
    people: z.array(
      z.strictObject({
        id: z.guid(),
        name: z.string(),
        email: z.string(),
        post: z.string(),
        agencyId: z.guid().nullable(),
        leftOn: z.iso.date().nullable(),
      }),
    ),
    plan: rowForm(partsOfWholePlan[0] as Part),
    ...lists,
  })
  .meta({
    title: 'A whole plan of Waymark',
    description:
      'All of a plan with its history: rows by the names of the API, ids as they are where it comes from. Files are told by their SHA-256. An entry of the history with `imported` was itself loaded from a file.',
  })

/** The form as a JSON schema (2020-12). */
export function wholePlanSchema(): object {
  return z.toJSONSchema(wholePlanForm, { target: 'draft-2020-12' })
}
