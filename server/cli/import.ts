import type { Command } from 'commander'
import { seal } from '#db/history/seal.ts'
import { createPlan } from '#db/write/create-plan.ts'
import { isSpreadsheet } from '#server/exchange/is-spreadsheet.ts'
import { largestPlanFile, textIn } from '#server/import/file-text.ts'
import { readPlanFile } from '#server/import/read-plan-file.ts'
import { doubtsReport } from '#server/import/report.ts'
import { isWholePlan, largestWholePlan } from '#server/import/whole-plan.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'
import { spreadsheetLimits } from '#workflows/exchange/spreadsheet-limits.ts'
import { administeredBy } from './administered.ts'
import { clockOfFolder } from './data-folder.ts'
import { importSpreadsheet, type SpreadsheetOptions } from './import-spreadsheet.ts'
import { importWholePlan, type WholePlanOptions } from './import-whole-plan.ts'
import { CommandError, dataOption, folderOf } from './options.ts'
import { readFileNamed } from './text-file.ts'
import { withDatabase } from './with-database.ts'

/** `import`: a plan from a plan file, with everything doubtful said and nothing guessed. */
export function importCommand(program: Command): void {
  program
    .command('import')
    .argument(
      '<file>',
      'plan file (docs/plan-file.md), spreadsheet (.xlsx, .ods, .csv), or whole plan (.json, docs/exchange.md)',
    )
    .description('load a plan as a draft and report everything doubtful in it')
    .option('--plan <title>', "the plan's title, in place of the file's")
    .option('--administrator <email>', 'who becomes its administrator')
    .option('--check', 'report only, and write nothing')
    .option('--weekly-emails', 'of a whole plan, let the weekly emails to its people begin next week')
    .option('--sheet <name>', 'of a spreadsheet, the sheet that is read')
    .option(
      '--answers <file>',
      'of a spreadsheet, the answers to its questions, in the form in which they are printed',
    )
    .option(
      '--compare',
      'of a spreadsheet with --check, also read who is known and what would change in the plan',
    )
    .option('--json', 'of a spreadsheet, report as JSON')
    .addOption(dataOption)
    .action(importPlan)
}

type ImportOptions = SpreadsheetOptions & Pick<WholePlanOptions, 'weeklyEmails'>

async function importPlan(file: string, options: ImportOptions): Promise<void> {
  const bytes = await bytesOf(file)
  if (isWholePlan(bytes)) return importWholePlan(file, bytes, options)
  if (isSpreadsheet(bytes)) return importSpreadsheet(file, bytes, options)
  const text = textOfPlanFile(file, bytes)
  const clock = await clockOfFolder(folderOf(options))
  const read = readPlanFile(text, {
    name: file,
    today: londonDay(clock.now()),
    ...(options.plan !== undefined && { title: options.plan }),
  })
  process.stdout.write(`${doubtsReport(read.doubts, read.draft)}\n`)
  if (options.check) {
    process.stdout.write('\nNothing was written, because of --check.\n')
    return
  }
  const planId = await withDatabase(options, async ({ db }) => {
    const draft =
      options.administrator === undefined
        ? read.draft
        : await administeredBy(db, read.draft, options.administrator)
    const ids = await createPlan(db, draft, { by: options.administrator ?? null, now: clock.now() })
    await seal(db, clock)
    return ids.plan
  })
  process.stdout.write(`\nLoaded as a draft: plan ${planId}.\n`)
  if (
    options.administrator === undefined &&
    !read.draft.members.some(({ role }) => role === 'administrator')
  ) {
    process.stdout.write(
      'It has no administrator, so nobody can complete it yet. Name one with --administrator <email>.\n',
    )
  }
}

async function bytesOf(file: string): Promise<Buffer> {
  const isJson = file.toLowerCase().endsWith('.json')
  const bytes = await readFileNamed(
    file,
    isJson ? largestWholePlan : spreadsheetLimits.bytes,
    isJson ? '200 MB, which no plan is.' : '5 MB. Take out what is not part of the plan.',
  )
  return bytes
}

function textOfPlanFile(file: string, bytes: Buffer): string {
  if (bytes.length > largestPlanFile)
    throw new CommandError(`${file} is larger than 2 MB. A plan file is text: split it.`)
  return textIn(bytes)
}
