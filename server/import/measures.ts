import type { Day } from '#workflows/calendar/calendar.ts'
import type { InspectionDescription } from '#workflows/inspection/inspection-facts.ts'
import { beyond, isWithin, limits } from '#workflows/limits.ts'
import { whyNotText } from './file-text.ts'
import { readFormLoosely, type UnknownKey } from './form.ts'
import { inspectionFaults, inspectionOf } from './inspection-records.ts'
import { type FileCheck, fileChecks, type MeasureFinding, measureFindings } from './measure-findings.ts'
import { aliasesIn, groupedMeasures, type ImportedMeasure } from './measure-groups.ts'
import { recordFaults } from './measure-records.ts'
import { type MeasureRecord, measuresForm } from './measures-form.ts'
import { inFileOrder, PlanFileError, type Problem } from './plan-file-error.ts'
import { repeated } from './repeated.ts'
import { readTree, type Tree } from './tree.ts'

/** What a measures file holds, and everything in it that people should know. */
export type MeasuresFile = {
  title: string
  records: number
  measures: ImportedMeasure[]
  inspections: InspectionDescription[]
  /** Records that are facts of another kind: reported, never loaded. */
  notMeasures: MeasureRecord[]
  /** The file's own checks beside ours. */
  checks: FileCheck[]
  findings: MeasureFinding[]
}

/**
 * Reads a file of published figures, YAML or JSON, as docs/measures-file.md describes. Values stay as published; what
 * they are worked out from is worked out again and set beside them.
 * @param options.name the file's name, for messages
 * @param options.comparators areas whose figures are for comparison with the others; none are guessed
 * @param options.today what lies after it is refused
 * @throws PlanFileError with every problem found, each with its line and what to do
 */
export function readMeasuresFile(
  text: string,
  options: { name: string; comparators?: readonly string[]; today: Day },
): MeasuresFile {
  const { name, comparators = [], today } = options
  const unfit = whyNotText(text)
  if (unfit) throw new PlanFileError(name, [unfit])
  const tree = readTree(text, name)
  const { data, leftOut } = readFormLoosely(measuresForm, tree, name)
  const { about, measures: records } = data
  const aliases = [
    ...about.aliases,
    ...about.data_quality_findings.map(aliasesIn).filter((names) => names !== null),
  ]
  const loaded = records.filter(({ kind }) => kind === 'measure' || kind === 'claim')
  // Those of areas that are only compared with are not of this plan.
  const inspected = records.filter(
    ({ kind, area }) => kind === 'inspection' && !(area !== null && comparators.includes(area)),
  )
  const problems = [...problemsOf(records, tree, today)]
  if (problems.length > 0) throw new PlanFileError(name, inFileOrder(problems))
  const measures = groupedMeasures(loaded, aliases, comparators)
  const double = doubleFigures(measures, records, tree)
  const large = beyondLimits(measures, records, tree)
  if (double.length + large.length > 0) throw new PlanFileError(name, inFileOrder([...double, ...large]))
  const checks = fileChecks(loaded)
  return {
    title: about.title,
    records: records.length,
    measures,
    inspections: inspected.map(inspectionOf),
    notMeasures: records.filter((record) => !loaded.includes(record) && !inspected.includes(record)),
    checks,
    findings: [
      ...measureFindings({ records: loaded, measures, checks, comparators, today }),
      ...about.data_quality_findings.map((say) => ({ kind: 'remark' as const, where: 'about', say })),
      ...countDiffers(about.count, records.length),
      ...leftOut.map(leftOutFinding),
    ],
  }
}

function problemsOf(records: readonly MeasureRecord[], tree: Tree, today: Day): Problem[] {
  if (records.length === 0)
    return [
      { line: null, path: 'measures', wrong: 'There are no measures.', todo: 'Add them, one record each.' },
    ]
  const twice = repeated(
    records.map(({ id }, at) => ({ id, at })),
    ({ id }) => id,
  ).map(({ again }) =>
    problemAt(tree, again.at, again.id, 'id', 'This id is given twice.', 'Give each record its own.'),
  )
  const faults = records.flatMap((record, at) =>
    (record.kind === 'inspection' ? inspectionFaults : recordFaults)(record, today, (field, wrong, todo) =>
      problemAt(tree, at, record.id, field, wrong, todo),
    ),
  )
  return [...twice, ...faults]
}

/** Two figures of one measure for one day: one of them would be lost, or both drawn. */
function doubleFigures(
  measures: readonly ImportedMeasure[],
  records: readonly MeasureRecord[],
  tree: Tree,
): Problem[] {
  return measures.flatMap(({ observations }) =>
    repeated(
      observations.filter(({ kind }) => kind === 'figure'),
      ({ asAtOn, periodStartOn }) => `${asAtOn} ${periodStartOn ?? ''}`,
    ).map(({ again, first }) => {
      const id = again.sourceRef?.split(', ')[0] ?? ''
      const at = records.findIndex((record) => record.id === id)
      const wrong = `This is the same measure and date as ${first.sourceRef}.`
      return problemAt(tree, at, id, 'date', wrong, 'Keep one, or tell them apart with a dimension.')
    }),
  )
}

/** What only the records of a measure together make too large: its title, the base of its rate, its grades. */
function beyondLimits(
  measures: readonly ImportedMeasure[],
  records: readonly MeasureRecord[],
  tree: Tree,
): Problem[] {
  const { title, per, grade, alias } = limits.measure
  return measures.flatMap((measure) => {
    const { id } = measure.records[0] ?? { id: '' }
    const at = records.findIndex((record) => record.id === id)
    const grades = measure.observations.flatMap(({ distribution }) => distribution)
    const faults = [
      { field: 'measure', limit: title, fits: isWithin(title, measure.title) },
      { field: 'measure', limit: alias, fits: measure.aliases.every((each) => isWithin(alias, each)) },
      { field: 'unit', limit: per, fits: measure.per === null || isWithin(per, measure.per) },
      { field: 'dimension', limit: grade, fits: grades.every((each) => isWithin(grade, each.grade)) },
    ].filter(({ fits }) => !fits)
    return faults.map(({ field, limit }) =>
      problemAt(tree, at, id, field, 'This is more than a measure holds.', beyond(limit)),
    )
  })
}

function problemAt(tree: Tree, at: number, id: string, field: string, wrong: string, todo: string): Problem {
  return { line: tree.lineOf(['measures', at, field]), path: `measures[${id}].${field}`, wrong, todo }
}

function countDiffers(said: number | null, found: number): MeasureFinding[] {
  if (said === null || said === found) return []
  return [{ kind: 'countDiffers', where: 'about', say: `The file says ${said} records and holds ${found}.` }]
}

function leftOutFinding({ key, line, meant }: UnknownKey): MeasureFinding {
  const say = `The key ${key} is not known here${meant ? `; ${meant} may be meant` : ''}.`
  return { kind: 'leftOut', where: line === null ? key : `line ${line}`, say }
}
