import { TAKEN_OUT } from './marks.ts'
import { textKeys, withoutTexts } from './texts.ts'
import { outOfOwn, type TakeOut, type Wanted } from './words.ts'

/** Lists of things that hold texts under names of their own. */
const listsOfTexts: ReadonlySet<string> = new Set(['aspects', 'comparators'])

/**
 * The texts that one field of one thing has had, in all the data that tells of it: what stands under the name in an
 * object of that id, or in what such an object holds under it. None where there is no such field.
 */
export function textsOf(data: unknown, id: string, field: string): string[] {
  const texts = new Set<string>()
  if (!textKeys.has(field) && !listsOfTexts.has(field)) return []
  search(data, (object) => {
    if (object['id'] === id && field in object) each(object[field], (text) => texts.add(text))
  })
  texts.delete('')
  texts.delete(TAKEN_OUT)
  return [...texts]
}

/** Which texts of a thing hold what is wanted, by the path to each: `title`, `milestones/<id>/title`. */
export function placesIn(row: Readonly<Record<string, unknown>>, wanted: Wanted): Place[] {
  return placesBelow(row, outOfOwn(wanted), null)
}

/** Where a text stands, the text, and what becomes of it. */
export type Place = {
  path: string
  field: string
  part: { list: string; id: string } | null
  text: string
  left: string
}

function placesBelow(row: object, takeOut: TakeOut, part: Place['part']): Place[] {
  return Object.entries(row).flatMap(([field, value]: [string, unknown]) => {
    if (Array.isArray(value) && value.some((each) => isPart(each)))
      return value.flatMap((each: { id: string }) => placesBelow(each, takeOut, { list: field, id: each.id }))
    const inList = (one: unknown) => (part === null ? { [field]: one } : { [part.list]: [{ [field]: one }] })
    if (!holds(inList(value), takeOut)) return []
    const text = said(value)
    const path = part === null ? field : `${part.list}/${part.id}/${field}`
    // An address or a reference goes as a whole.
    const left = field === 'url' || field === 'ref' ? TAKEN_OUT : takeOut(text)
    return [{ path, field, part, text, left }]
  })
}

/** All the texts in a value, one after the other. */
function said(value: unknown): string {
  const texts: string[] = []
  each(value, (text) => texts.push(text))
  return texts.join(' · ')
}

/**
 * Data in which what is wanted is taken out of what tells of the thing, and of nothing else: objects of its id, and
 * those that name it, as an entry of what changed does, by its kind.
 */
export function withoutTextsOf<T>(data: T, thing: { kind: string; id: string }, takeOut: TakeOut): T {
  if (typeof data !== 'object' || data === null) return data
  if (isAbout(data, thing)) return withoutTexts(data, takeOut)
  if (Array.isArray(data)) return data.map((part: unknown) => withoutTextsOf(part, thing, takeOut)) as T
  return Object.fromEntries(
    Object.entries(data).map(([key, part]) => [key, withoutTextsOf(part, thing, takeOut)]),
  ) as T
}

function isAbout(data: object, { kind, id }: { kind: string; id: string }): boolean {
  if ('id' in data && data.id === id) return true
  const named = (data as Record<string, unknown>)[kind]
  return typeof named === 'object' && named !== null && 'id' in named && named.id === id
}

function holds(data: unknown, takeOut: TakeOut): boolean {
  return withoutTexts(data, takeOut) !== data
}

function isPart(part: unknown): boolean {
  return typeof part === 'object' && part !== null && 'id' in part
}

function search(data: unknown, found: (object: Record<string, unknown>) => void): void {
  if (typeof data !== 'object' || data === null) return
  if (!Array.isArray(data)) found(data as Record<string, unknown>)
  for (const part of Object.values(data)) search(part, found)
}

function each(value: unknown, found: (text: string) => void, key: string | null = null): void {
  if (typeof value === 'string' && (key === null || textKeys.has(key) || key === 'name')) found(value)
  if (Array.isArray(value)) for (const part of value) each(part, found, key)
  else if (typeof value === 'object' && value !== null)
    for (const [name, part] of Object.entries(value)) each(part, found, name)
}
