import type { Day } from '#workflows/calendar/calendar.ts'
import { compareText } from '#workflows/plan/reference-order.ts'
import { sameName } from '#workflows/sameness.ts'
import type { InspectionFacts, InspectionPrecision } from './inspection-facts.ts'

/** What of an entry of the register tells which setting it is of, and what it judged. */
export type RegisterEntry = Pick<
  InspectionFacts,
  | 'id'
  | 'ref'
  | 'title'
  | 'urn'
  | 'inspector'
  | 'inspectedOn'
  | 'precision'
  | 'judgement'
  | 'judgementBefore'
  | 'judgementBeforeOn'
  | 'state'
>

/** The judgement that stood before an inspection. `inspection` is null where only a later report tells of it. */
export type JudgementBefore = {
  judgement: string
  inspector: string
  on: Day | null
  precision: InspectionPrecision
  inspection: { id: string; ref: string } | null
}

/**
 * The entries of a register by setting, each newest first, and the settings by their newest. Entries are of one setting
 * where its name is the same, or the number under which the inspectorate has it. Those that were withdrawn are left out.
 */
export function settingsIn<Entry extends RegisterEntry>(entries: readonly Entry[]): Entry[][] {
  const byKey = new Map<string, Setting<Entry>>()
  for (const entry of entries.filter(({ state }) => state === 'recorded')) {
    const keys = keysOf(entry)
    const own: Setting<Entry> = { keys, entries: [entry] }
    // An entry of one name and another's number shows that the two are one: the smaller joins the larger.
    const joined = keys
      .flatMap((key) => byKey.get(key) ?? [])
      .reduce((one, other) => (one === other ? one : joinedInto(one, other, byKey)), own)
    for (const key of keys) byKey.set(key, joined)
  }
  return [...new Set(byKey.values())]
    .map((setting) => setting.entries.toSorted(newestFirst))
    .toSorted(([a], [b]) => (a && b ? newestFirst(a, b) : 0))
}

type Setting<Entry> = { keys: string[]; entries: Entry[] }

function joinedInto<Entry>(
  one: Setting<Entry>,
  other: Setting<Entry>,
  byKey: Map<string, Setting<Entry>>,
): Setting<Entry> {
  const [large, small] = one.entries.length > other.entries.length ? [one, other] : [other, one]
  large.entries.push(...small.entries)
  large.keys.push(...small.keys)
  for (const key of small.keys) byKey.set(key, large)
  return large
}

/**
 * The judgement before each entry that stands, by the entry's id: the newest one before it that the register has of the
 * same setting, or else the one that its own report, or an earlier one, tells of. Null where none is known.
 */
export function judgementsBefore(entries: readonly RegisterEntry[]): Map<string, JudgementBefore | null> {
  return new Map(
    settingsIn(entries).flatMap((setting) =>
      setting.map((entry, at) => [entry.id, before(entry, setting.slice(at + 1))] as const),
    ),
  )
}

/** Orders inspections by their day, newest first, and of one day by when they were entered. */
export function newestFirst(
  one: Pick<RegisterEntry, 'id' | 'inspectedOn'>,
  other: Pick<RegisterEntry, 'id' | 'inspectedOn'>,
): number {
  return compareText(other.inspectedOn, one.inspectedOn) || compareText(other.id, one.id)
}

function before(own: RegisterEntry, earlier: readonly RegisterEntry[]): JudgementBefore | null {
  const judged = earlier.find(({ judgement }) => judgement !== '')
  if (judged) {
    const { id, ref, judgement, inspector, inspectedOn, precision } = judged
    return { judgement, inspector, on: inspectedOn, precision, inspection: { id, ref } }
  }
  const told = [own, ...earlier].find(({ judgementBefore }) => judgementBefore !== '')
  if (!told) return null
  const { judgementBefore: judgement, judgementBeforeOn: on, inspector } = told
  return { judgement, inspector, on, precision: 'day', inspection: null }
}

function keysOf({ title, urn }: RegisterEntry): string[] {
  return [`name ${sameName(title)}`, ...(urn === '' ? [] : [`urn ${sameName(urn)}`])]
}
