import type { Day } from '#workflows/calendar/calendar.ts'
import { quotient } from '#workflows/measure/measure-arithmetic.ts'
import type { MeasureFacts, ObservationFacts } from '#workflows/measure/measure-facts.ts'
import { distributionFaults, recalculate } from '#workflows/measure/measure-recalculation.ts'
import { smallCountSentence, smallCounts } from '#workflows/measure/measure-rules.ts'
import { numbersIn } from '#workflows/measure/published-text.ts'
import { farDayWarnings } from '#workflows/warnings/plan-warnings.ts'
import type { ImportedMeasure } from './measure-groups.ts'
import { factsOf, observationOf, printedShare, unitOf } from './measure-records.ts'
import type { MeasureRecord } from './measures-form.ts'

/** Every kind of finding, in the order in which a report lists them. */
export const findingKinds = {
  differs: 'Published figures that their parts do not give (kept as published)',
  checkDisagrees: 'Checks in the file that ours do not bear out',
  deduced: 'Figures that come out only with a denominator the source does not state',
  checkNotRepeated: 'Checks in the file that one record alone cannot repeat',
  smallCount: 'Counts of one to five, to be confirmed before they are published',
  denominatorMissing: 'Percentages, rates and ratios without a denominator (not worked out again)',
  unusualDay: 'Dates that are unusual (kept as they stand)',
  claim: 'Claims in words (held as text, never charted)',
  noPolarity: 'Measures for which the file does not say which way is better (kept for context only)',
  alias: 'Other names of the same concept',
  comparator: 'Figures of other areas',
  remark: 'Remarks in the file',
  countDiffers: 'Counts that do not agree',
  leftOut: 'Keys that were left out',
} as const
export type FindingKind = keyof typeof findingKinds
export type MeasureFinding = { kind: FindingKind; where: string; say: string }

/** A check that the file makes of a record, beside our own. */
export type FileCheck = {
  id: string
  said: string
  /** What the file holds: that it agrees, that it does not, or that it does under a condition. */
  theirs: 'agrees' | 'differs' | 'conditional'
  ours: 'agrees' | 'differs' | 'notRecalculated'
  because: string
}

/** Every check in the file, with what we find ourselves. */
export function fileChecks(records: readonly MeasureRecord[]): FileCheck[] {
  return records.flatMap((record) =>
    record.check === null
      ? []
      : [{ id: record.id, said: record.check, theirs: theirs(record.check), ...ours(record) }],
  )
}

/** What people should know of the measures of a file. */
export function measureFindings(file: {
  records: readonly MeasureRecord[]
  measures: readonly ImportedMeasure[]
  checks: readonly FileCheck[]
  comparators: readonly string[]
  today: Day
}): MeasureFinding[] {
  const { records, measures, checks, comparators, today } = file
  const own = new Set(measures.flatMap((measure) => measure.records))
  const compared = records.filter((record) => !own.has(record))
  const areas = new Set(records.map(({ area }) => area))
  return [
    ...measures.flatMap((measure) => ofObservations(factsOf(measure), measure.observations)),
    ...compared.flatMap((record) => ofObservations(factsOf(unitOf(record.unit)), [observationOf(record)])),
    ...measures.flatMap(({ observations }) => observations.flatMap((each) => unusual(each, today))),
    ...checks.flatMap(ofCheck),
    ...measures.flatMap(ofMeasure),
    ...comparators.flatMap((area) => ofComparator(area, areas, measures)),
  ]
}

function ofObservations(measure: MeasureFacts, observations: readonly ObservationFacts[]): MeasureFinding[] {
  return observations.flatMap((observation): MeasureFinding[] => {
    const where = observation.sourceRef ?? ''
    const recalculated = recalculate(measure, observation)
    const small = smallCounts(measure, observation)
    const missing = recalculated.outcome === 'notRecalculated' && recalculated.code === 'denominatorMissing'
    return [
      ...(recalculated.outcome === 'differs'
        ? [{ kind: 'differs' as const, where, say: recalculated.because }]
        : []),
      ...distributionFaults(observation).map((say) => ({ kind: 'differs' as const, where, say })),
      ...(small.length > 0 ? [{ kind: 'smallCount' as const, where, say: smallCountSentence(small) }] : []),
      ...(missing ? [{ kind: 'denominatorMissing' as const, where, say: recalculated.because }] : []),
      ...(observation.kind === 'claim'
        ? [{ kind: 'claim' as const, where, say: observation.published ?? observation.caveat }]
        : []),
    ]
  })
}

function unusual({ asAtOn, periodStartOn, sourceRef }: ObservationFacts, today: Day): MeasureFinding[] {
  const days = { asAtOn, periodStartOn }
  return farDayWarnings(['asAtOn', 'periodStartOn'], days, today).map(({ detail }) => ({
    kind: 'unusualDay',
    where: sourceRef ?? '',
    say: detail,
  }))
}

function ofCheck({ id, said, theirs: held, ours: found, because }: FileCheck): MeasureFinding[] {
  if (found === 'notRecalculated')
    return [{ kind: 'checkNotRepeated', where: id, say: `“${said}” ${because}` }]
  if (held === 'conditional')
    return found === 'agrees'
      ? [{ kind: 'deduced', where: id, say: said }]
      : [{ kind: 'checkDisagrees', where: id, say: `“${said}” Ours: ${because}` }]
  return held === found ? [] : [{ kind: 'checkDisagrees', where: id, say: `“${said}” Ours: ${because}` }]
}

function ofMeasure({ ref, title, records, aliases, observations }: ImportedMeasure): MeasureFinding[] {
  const figures = observations.some(({ kind }) => kind === 'figure')
  return [
    ...(figures && records.every(({ polarity }) => polarity === null)
      ? [{ kind: 'noPolarity' as const, where: ref, say: title }]
      : []),
    ...(aliases.length > 0
      ? [{ kind: 'alias' as const, where: ref, say: `${title}: also ${aliases.join(', ')}.` }]
      : []),
  ]
}

function ofComparator(
  area: string,
  areas: ReadonlySet<string | null>,
  measures: readonly ImportedMeasure[],
): MeasureFinding[] {
  const [kind, where] = ['comparator' as const, area]
  if (!areas.has(area)) return [{ kind, where, say: 'No record is of this area. Check its spelling.' }]
  const beside = measures.filter(({ comparators }) => comparators.some(({ name }) => name === area)).length
  const alone = measures.filter(({ records }) => records.some((record) => record.area === area)).length
  return [
    {
      kind,
      where,
      say: `set beside ${beside} measures${alone > 0 ? `; ${alone} have no counterpart and stay measures of their own` : ''}.`,
    },
  ]
}

function theirs(check: string): FileCheck['theirs'] {
  if (/^ok\b/i.test(check)) return 'agrees'
  return /^mismatch\b/i.test(check) ? 'differs' : 'conditional'
}

function ours(record: MeasureRecord): Pick<FileCheck, 'ours' | 'because'> {
  const observation = observationOf(record)
  const { value, denominator } = observation
  const share = printedShare(observation.published)
  const unit = unitOf(record.unit)
  if (unit.unit === 'count' && share !== null && value !== null && denominator !== null && denominator > 0)
    return shareCheck(value, denominator, share)
  const recalculated = recalculate(factsOf(unit), observation)
  return { ours: recalculated.outcome, because: recalculated.because }
}

function shareCheck(count: number, n: number, published: string): Pick<FileCheck, 'ours' | 'because'> {
  const printed = numbersIn(published).find(({ percent }) => percent)
  const { rounded, unrounded } = quotient(count, n, 100, Math.min(printed?.decimals ?? 0, 6))
  const agrees = rounded === printed?.value
  return {
    ours: agrees ? 'agrees' : 'differs',
    because: `${count} of ${n} is ${unrounded}%; “${published}” was published.`,
  }
}
