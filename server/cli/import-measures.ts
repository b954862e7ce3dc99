import type { Command } from 'commander'
import type { Db } from '#db/connection/connect.ts'
import { plansNamed } from '#db/read/plans-named.ts'
import { importMeasures, type MeasureDrafted, type MeasuresImported } from '#db/write/import-measures.ts'
import type { ImportedMeasure } from '#server/import/measure-groups.ts'
import { measuresReport } from '#server/import/measures-report.ts'
import { type MeasuresFile, readMeasuresFile } from '#server/import/measures.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'
import { whyPlanIsOutOfUse } from '#workflows/plan/plan-settings.ts'
import { count } from '#workflows/words.ts'
import { CommandError, clockOf, dataOption } from './options.ts'
import { readTextFile } from './text-file.ts'
import { withDatabase } from './with-database.ts'

/** `import-measures`: published figures into a plan, as published, with everything doubtful said. */
export function importMeasuresCommand(program: Command): void {
  program
    .command('import-measures')
    .argument('<file>', 'measures file, YAML or JSON; docs/measures-file.md describes it')
    .description(
      'add measures with their observations, and inspections, to a plan, and report every doubtful figure',
    )
    .option('--plan <title or id>', 'the plan they belong to')
    .option(
      '--comparators <areas>',
      'areas to compare with, a comma between them, such as "England,North East"',
    )
    .option('--acknowledge-small-counts', 'confirm that counts of one to five may be published')
    .option('--check', 'report only, and write nothing')
    .addOption(dataOption)
    .action(importFile)
}

type Options = {
  data: string
  plan?: string
  comparators?: string
  acknowledgeSmallCounts?: true
  check?: true
}

async function importFile(file: string, options: Options): Promise<void> {
  const now = clockOf({}).now()
  const comparators = (options.comparators ?? '')
    .split(',')
    .map((area) => area.trim())
    .filter(Boolean)
  const read = readMeasuresFile(await readTextFile(file, 'A measures file'), {
    name: file,
    comparators,
    today: londonDay(now),
  })
  process.stdout.write(`${measuresReport(read)}\n`)
  if (options.check) {
    process.stdout.write('\nNothing was written, because of --check.\n')
    return
  }
  requireAcknowledged(read, options)
  const done = await withDatabase(options, async ({ db }) => {
    const plan = await planNamed(db, options.plan)
    const imported = await importMeasures(
      db,
      plan.id,
      { measures: read.measures.map(drafted), inspections: read.inspections },
      { file, actorId: null, now },
    )
    if (imported.outcome === 'done') return { plan, imported }
    throw new CommandError(
      imported.outcome === 'stale'
        ? 'Somebody changed a measure of the plan meanwhile. Nothing was written: run it again.'
        : `The plan has other measures or inspections with these references: ${imported.refs.join(', ')}. Give the records other ids.`,
    )
  })
  process.stdout.write(`\n${summary(done.imported, done.plan.title)}\n`)
}

function requireAcknowledged({ findings }: MeasuresFile, { acknowledgeSmallCounts }: Options): void {
  const small = findings.filter(({ kind }) => kind === 'smallCount').length
  if (small === 0 || acknowledgeSmallCounts) return
  throw new CommandError(
    `Nothing was written: ${count(small, 'observation holds', 'observations hold')} counts of one to five, in which somebody may be recognised. If they may be published, say so with --acknowledge-small-counts.`,
  )
}

async function planNamed(db: Db, name: string | undefined): Promise<{ id: string; title: string }> {
  if (name === undefined) throw new CommandError('Say which plan they belong to, with --plan <title or id>.')
  const named = await plansNamed(db, name)
  const [plan, another] = named.filter(({ state }) => whyPlanIsOutOfUse(state) === null)
  if (!plan) {
    const shut = named[0] && whyPlanIsOutOfUse(named[0].state)
    throw new CommandError(shut ?? `There is no plan ${name}. Give its title or its id.`)
  }
  if (another)
    throw new CommandError(`There are several plans ${name}. Give the id of the one that is meant.`)
  return plan
}

/** A measure of a file as the database takes it. */
function drafted({ ref, title, unit, polarity, observations, ...measure }: ImportedMeasure): MeasureDrafted {
  const { countOf, per, aliases, comparators } = measure
  return { ref, title, unit, polarity, observations, figures: { countOf, per, aliases, comparators } }
}

function summary(
  { measures, observations, inspections, differing }: MeasuresImported,
  title: string,
): string {
  const already = observations.alreadyThere
  return [
    `Into “${title}”: ${count(measures.added, 'measure')} added, ${measures.extended} extended, ${count(observations.added, 'observation')} recorded${
      already > 0 ? `, ${already} there already` : ''
    }.`,
    ...(inspections.added + inspections.alreadyThere > 0
      ? [
          `Into its register: ${count(inspections.added, 'inspection')} recorded${
            inspections.alreadyThere > 0 ? `, ${inspections.alreadyThere} there already` : ''
          }.`,
        ]
      : []),
    ...differing,
  ].join('\n')
}
