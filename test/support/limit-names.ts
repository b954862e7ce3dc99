import { type Limit, limits } from '#workflows/limits.ts'

type Limits = typeof limits

/** A limit by noun and field: 'action.title'. */
export type LimitName = {
  [Noun in keyof Limits]: `${Noun}.${keyof Limits[Noun] & string}`
}[keyof Limits]

/** Fields of one way in, by their place in it, each with its limit. */
export type FieldLimits = Record<string, LimitName>

const byName = new Map<string, Limit>(
  Object.entries(limits).flatMap(([noun, fields]) =>
    Object.entries<Limit>(fields).map(([field, limit]) => [`${noun}.${field}`, limit] as const),
  ),
)

/** Every limit's name. */
export const limitNames = [...byName.keys()] as LimitName[]

/** The limit that a name stands for. */
export function limitOf(name: LimitName): Limit {
  const limit = byName.get(name)
  if (limit === undefined) throw new Error(`there is no limit ${name}`)
  return limit
}

/** Text that has exactly so many characters and is what the field is for: a link, an address, a title, a reference. */
export function textOf(name: LimitName, length: number, mark = 'x'): string {
  if (name === 'evidence.url') return `https://documents.example/${mark}`.padEnd(length, 'x')
  if (name === 'person.email') return `${mark.padEnd(length - '@plan.example'.length, 'x')}@plan.example`
  return mark.padEnd(length, 'x').slice(0, length)
}
