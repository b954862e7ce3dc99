import { count } from '#workflows/words.ts'
import { type FindingKind, findingKinds } from './measure-findings.ts'
import type { MeasuresFile } from './measures.ts'
import { wrap } from './report.ts'

/**
 * What was read from a measures file and everything found in it, for a terminal: counts first, then each kind of
 * finding. No line is longer than `columns` characters unless a single word is.
 */
export function measuresReport(file: MeasuresFile, columns = 90): string {
  const { title, records, measures, inspections, notMeasures, checks, findings } = file
  const observations = measures.flatMap((measure) => measure.observations)
  const borne = checks.filter(({ theirs, ours }) => theirs === ours).length
  const head = [
    count(records, 'record'),
    count(measures.length, 'measure'),
    count(observations.length, 'observation'),
    count(inspections.length, 'inspection'),
    count(notMeasures.length, 'record that is not loaded', 'records that are not loaded'),
  ].join(', ')
  const kinds = Object.keys(findingKinds) as FindingKind[]
  return [
    ...wrap(`${title || 'Measures'}: ${head}.`, '', columns),
    ...(checks.length > 0
      ? wrap(
          `Of ${count(checks.length, 'check')} in the file, ours find the same in ${borne}; the others are named below.`,
          '',
          columns,
        )
      : []),
    ...wrap('Values stay as published; nothing was guessed.', '', columns),
    ...kinds.flatMap((kind) =>
      group(
        findingKinds[kind],
        findings.filter((finding) => finding.kind === kind),
        columns,
        together.has(kind),
      ),
    ),
    ...group(
      'Inspections for the register',
      inspections.map(({ ref, title: name, judgement, inspectedOn, precision }) => ({
        where: ref,
        say: `${name}: ${judgement}, ${precision === 'month' ? inspectedOn.slice(0, 7) : inspectedOn}`,
      })),
      columns,
    ),
    ...group(
      'Not loaded',
      notMeasures.map(({ id, kind, measure, value }) => ({
        where: id,
        say: `${kind.replaceAll('_', ' ')}, ${measure}${value === null ? '' : `: ${value}`}`,
      })),
      columns,
    ),
  ].join('\n')
}

/** Kinds whose findings all say the same, so that a list of references will do. */
const together = new Set<FindingKind>(['denominatorMissing', 'noPolarity'])

function group(
  heading: string,
  entries: readonly { where: string; say: string }[],
  columns: number,
  inShort = false,
): string[] {
  if (entries.length === 0) return []
  return [
    '',
    `${heading} (${entries.length})`,
    ...(inShort
      ? wrap(entries.map(({ where }) => where).join(', '), '    ', columns)
      : entries.flatMap(({ where, say }) => wrap(`${where}: ${say}`, '    ', columns, '      '))),
  ]
}
