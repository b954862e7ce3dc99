import type { Comparator, GradeCount, ObservationFacts, Polarity } from '#workflows/measure/measure-facts.ts'
import { observationOf, unitOf, type WrittenUnit } from './measure-records.ts'
import type { MeasureRecord } from './measures-form.ts'

/** A measure as it comes from a file, with all its observations. */
export type ImportedMeasure = WrittenUnit & {
  /** The id of its first record. */
  ref: string
  title: string
  polarity: Polarity
  aliases: string[]
  comparators: Comparator[]
  observations: ObservationFacts[]
  records: MeasureRecord[]
}

/**
 * Records as measures. Records are of one measure where name, area, unit and dimension are the same, or where the
 * file itself says that two names are one. Grades of one audit become one observation with their distribution.
 * @param aliases names that the file says are the same, a list for each concept
 * @param comparators areas whose figures are for comparison with the others
 */
export function groupedMeasures(
  records: readonly MeasureRecord[],
  aliases: readonly (readonly string[])[],
  comparators: readonly string[],
): ImportedMeasure[] {
  const isComparator = ({ area }: MeasureRecord) => area !== null && comparators.includes(area)
  const own = records.filter((record) => !isComparator(record))
  const others = records.filter(isComparator)
  const concepts = new Set(own.map((record) => conceptOf(record, aliases)))
  const matched = others.filter((record) => concepts.has(conceptOf(record, aliases)))
  const kept = records.filter((record) => !matched.includes(record))
  const groups = Map.groupBy(kept, (record) =>
    JSON.stringify([record.area?.toLowerCase() ?? null, conceptOf(record, aliases)]),
  )
  return [...groups.values()].map((group) => {
    const [first] = group
    const concept = first ? conceptOf(first, aliases) : ''
    const compared = matched.filter((record) => conceptOf(record, aliases) === concept)
    return measureOf(group, aliases, first && isComparator(first) ? [] : compared)
  })
}

/** The names that a sentence of the file says are one: 'Same concept, two names: A / B; alias, …'. */
export function aliasesIn(finding: string): string[] | null {
  const [, names] = /^same concept\b[^:]*:\s*([^;]+);\s*alias/i.exec(finding) ?? []
  return names === undefined ? null : names.split('/').map((name) => name.trim())
}

/** Dimensions that say something of one observation, and do not make a measure of its own. */
const ofObservation = new Set(['grade', 'report', 'rank_text', 'period_start'])

function conceptOf(record: MeasureRecord, aliases: readonly (readonly string[])[]): string {
  const name = record.measure.toLowerCase()
  const one = aliases.find((names) => names.some((alias) => alias.toLowerCase() === name))
  const dimension = Object.entries(record.dimension)
    .filter(([key]) => !ofObservation.has(key))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([one?.[0]?.toLowerCase() ?? name, record.unit, dimension])
}

function measureOf(
  records: MeasureRecord[],
  aliases: readonly (readonly string[])[],
  compared: readonly MeasureRecord[],
): ImportedMeasure {
  const [first] = records
  if (!first) throw new Error('a measure has at least one record')
  return {
    ref: first.id,
    title: titleOf(first),
    ...unitOf(first.unit),
    ...(records.some(({ dimension }) => dimension['grade'] !== undefined) && { unit: 'grade' as const }),
    polarity: records.find(({ polarity }) => polarity !== null)?.polarity ?? 'contextOnly',
    aliases: otherNames(records, aliases),
    comparators: compared.map(comparatorOf),
    observations: observationsOf(records),
    records,
  }
}

function titleOf({ measure, dimension, area }: MeasureRecord): string {
  const said = Object.entries(dimension)
    .filter(([key]) => !ofObservation.has(key))
    .map(([key, value]) => `${key.replaceAll('_', ' ')}: ${value}`)
  return [`${measure}${said.length > 0 ? ` (${said.join(', ')})` : ''}`, area].filter(Boolean).join(', ')
}

/** Names that mean the same: equal to one of them, or with one of them in brackets, as in 'Children in care (CiC)'. */
function otherNames(records: readonly MeasureRecord[], aliases: readonly (readonly string[])[]): string[] {
  const names = [...new Set(records.map(({ measure }) => measure))]
  const said = aliases.filter((group) =>
    group.some((alias) =>
      names.some(
        (name) =>
          name.toLowerCase() === alias.toLowerCase() ||
          name.toLowerCase().includes(`(${alias.toLowerCase()})`),
      ),
    ),
  )
  const own = names[0]?.toLowerCase()
  return [...new Set([...names, ...said.flat()])].filter((name) => name.toLowerCase() !== own)
}

function comparatorOf(record: MeasureRecord): Comparator {
  const { published, value, asAtOn, source, rank } = observationOf(record)
  return {
    name: record.area ?? '',
    published: published ?? '',
    value,
    asAtOn,
    rank: rank?.position ?? null,
    rankOf: null,
    source,
  }
}

function observationsOf(records: readonly MeasureRecord[]): ObservationFacts[] {
  const graded = Map.groupBy(records, ({ dimension, date }) =>
    dimension['grade'] === undefined ? null : JSON.stringify([date, dimension['report'] ?? null]),
  )
  return [...graded].flatMap(([audit, parts]) =>
    audit === null ? parts.map(observationOf) : [distributionOf(parts)],
  )
}

/** Grades of one audit as one observation. Each keeps the text printed for it. */
function distributionOf(parts: MeasureRecord[]): ObservationFacts {
  const facts = parts.map(observationOf)
  const [first] = facts
  if (!first) throw new Error('a distribution has at least one grade')
  const distribution = parts.map((part, at): GradeCount => {
    const { value, published } = facts[at] ?? first
    return { grade: part.dimension['grade'] ?? '', count: value ?? 0, published }
  })
  const caveats = new Set(facts.map(({ caveat }) => caveat).filter(Boolean))
  return {
    ...first,
    published: null,
    value: null,
    numerator: null,
    caveat: [...caveats].join(' '),
    distribution,
    sourceRef: parts.map(({ id }) => id).join(', '),
  }
}
