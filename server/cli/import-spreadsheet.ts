import { readAnswers } from '#server/exchange/answers-file.ts'
import { ownHeadings } from '#server/exchange/own-headings.ts'
import { readWorkbook } from '#server/exchange/read-workbook.ts'
import { readingReport } from '#server/exchange/reading-report.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'
import { planReading } from '#workflows/exchange/reading/plan-reading.ts'
import type { Reading } from '#workflows/exchange/reading/reading.ts'
import { clockOfFolder } from './data-folder.ts'
import { CommandError, folderOf } from './options.ts'
import { readTextFile } from './text-file.ts'

export type SpreadsheetOptions = {
  data: string
  plan?: string
  sheet?: string
  answers?: string
  check?: true
  json?: true
}

/** `import` of a spreadsheet: says how each row is read, what is asked and what is refused. */
export async function importSpreadsheet(
  file: string,
  bytes: Buffer,
  options: SpreadsheetOptions,
): Promise<void> {
  const reading = await readingOf(file, bytes, options)
  process.stdout.write(options.json ? `${JSON.stringify(reading, null, 2)}\n` : `${readingReport(reading)}\n`)
  if (!options.check)
    throw new CommandError(
      'Nothing was written: a spreadsheet can be checked only, so far. Run it with --check.',
    )
  if (!options.json) process.stdout.write('\nNothing was written, because of --check.\n')
}

async function readingOf(file: string, bytes: Buffer, options: SpreadsheetOptions): Promise<Reading> {
  const read = await readWorkbook(bytes)
  if ('refused' in read) throw refusal(file, read.refused, options)
  const clock = await clockOfFolder(folderOf(options))
  const answers = options.answers === undefined ? [] : await answersIn(options.answers)
  const reading = planReading(read.workbook, {
    today: londonDay(clock.now()),
    sheet: options.sheet,
    answers,
    own: ownHeadings,
  })
  if ('refused' in reading) throw refusal(file, reading.refused, options)
  return reading
}

function refusal(file: string, refused: string, { json }: SpreadsheetOptions): CommandError {
  if (json) process.stdout.write(`${JSON.stringify({ refused }, null, 2)}\n`)
  return new CommandError(`${file} was not read. ${refused}`)
}

async function answersIn(file: string) {
  const read = readAnswers(await readTextFile(file, 'A file of answers'))
  if ('wrong' in read) throw new CommandError(`${file}: ${read.wrong}`)
  return read.answers
}
