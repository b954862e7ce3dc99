import { type SQL, sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import { isDay } from '#workflows/calendar/calendar.ts'

/** One thing a list is sorted by. The value is never null: what is missing takes one that comes last. */
export type Key = {
  by: SQL
  type: keyof typeof keyTypes
  descending?: boolean
  /** What a place names instead, where the value is made from it and may be long. */
  placed?: { by: SQL; value: (placed: SQL) => SQL }
}

/** Sorts by a name or title as people read it. */
export function nameKey(name: SQL): Key {
  return { by: inReadingOrder(name), type: 'text', placed: { by: name, value: inReadingOrder } }
}

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/
const keyTypes = {
  date: {
    cast: sql.raw('::date'),
    valid: (text: string) => /^-?infinity$/.test(text) || (isDay(text) && text >= '0001'),
    text: (value: SQL) => value,
  },
  timestamptz: {
    cast: sql.raw('::timestamptz'),
    valid: (text: string) => moment.test(text) && text >= '0001' && !Number.isNaN(Date.parse(text)),
    text: zulu,
  },
  text: {
    cast: sql.raw('::text'),
    valid: (text: string) => !text.includes('\0'),
    text: (value: SQL) => value,
  },
  integer: {
    cast: sql.raw('::integer'),
    valid: (text: string) => /^\d{1,9}$/.test(text),
    text: (value: SQL) => value,
  },
  uuid: {
    cast: sql.raw('::uuid'),
    valid: (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
    text: (value: SQL) => value,
  },
}

/** The order that the keys say. The last of them has to tell any two rows apart. */
export function orderBy(keys: readonly Key[]): SQL {
  return sql.join(
    keys.map(({ by, descending }) => (descending ? sql`${by} desc` : by)),
    sql`, `,
  )
}

/** Where a row stands in the order, as an array of text to give to `beyond`. */
export function placeOf(keys: readonly Key[]): SQL {
  return sql`jsonb_build_array(${sql.join(
    keys.map(({ by, type, placed }) => sql`(${keyTypes[type].text(placed?.by ?? by)})::text`),
    sql`, `,
  )})`
}

/** Whether the place could have come from a list with these keys. Anything else would fail in the database. */
export function isPlace(keys: readonly Key[], place: readonly string[]): boolean {
  return place.length === keys.length && keys.every(({ type }, at) => keyTypes[type].valid(place[at] ?? ''))
}

/** The condition that a row comes after a place. Written so that an index on the keys begins at the place. */
export function beyond(keys: readonly Key[], place: readonly string[]): SQL {
  const parts = keys.map((key, at) => ({
    ...key,
    value: valueOf(key, sql`${place[at] ?? ''}${keyTypes[key.type].cast}`),
    isAfter: key.descending ? sql.raw('<') : sql.raw('>'),
  }))
  const [first] = parts
  if (!first) return sql`true`
  const list = (values: SQL[]) => sql.join(values, sql`, `)
  if (parts.every(({ descending }) => Boolean(descending) === Boolean(first.descending))) {
    return sql`(${list(parts.map(({ by }) => by))}) ${first.isAfter} (${list(parts.map(({ value }) => value))})`
  }
  const oneByOne = parts.reduceRight<SQL>(
    (rest, { by, isAfter, value }) => sql`(${by} ${isAfter} ${value} or (${by} = ${value} and ${rest}))`,
    sql`false`,
  )
  return sql`(${first.by} ${first.isAfter}= ${first.value} and ${oneByOne})`
}

function valueOf({ placed }: Key, named: SQL): SQL {
  return placed ? placed.value(named) : named
}
