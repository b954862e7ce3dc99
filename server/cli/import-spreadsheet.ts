import type { Db } from '#db/connection/connect.ts'
import { seal } from '#db/history/seal.ts'
import { knownPeople } from '#db/read/known-people.ts'
import { findPersonByEmail } from '#db/read/people.ts'
import { planForImport } from '#db/read/plan-for-import.ts'
import { plansNamed } from '#db/read/plans-named.ts'
import { createPlan } from '#db/write/create-plan.ts'
import { planImport } from '#db/write/import-plan.ts'
import type { PlanDraft } from '#db/write/plan-draft.ts'
import { readAnswers } from '#server/exchange/answers-file.ts'
import { draftOf } from '#server/exchange/draft-of.ts'
import { importReport } from '#server/exchange/import-report.ts'
import { ownHeadings } from '#server/exchange/own-headings.ts'
import { readWorkbook } from '#server/exchange/read-workbook.ts'
import { readingReport } from '#server/exchange/reading-report.ts'
import { type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import type { Known } from '#workflows/exchange/people/person-for.ts'
import { answersOf } from '#workflows/exchange/reading/answers.ts'
import { planReading } from '#workflows/exchange/reading/plan-reading.ts'
import type { Answer, Reading } from '#workflows/exchange/reading/reading.ts'
import type { Workbook } from '#workflows/exchange/workbook.ts'
import { countsOfReading, whyNotYet } from '#workflows/import/ready.ts'
import { beyond, isWithin, limits } from '#workflows/limits.ts'
import { whyPlanIsShut } from '#workflows/plan/plan-settings.ts'
import { administeredBy } from './administered.ts'
import { clockOfFolder } from './data-folder.ts'
import { CommandError, folderOf } from './options.ts'
import { readTextFile } from './text-file.ts'
import { withDatabase } from './with-database.ts'

export type SpreadsheetOptions = {
  data: string
  plan?: string
  administrator?: string
  sheet?: string
  answers?: string
  check?: true
  compare?: true
  json?: true
}

/**
 * `import` of a spreadsheet: says how each row is read, what is asked and what is refused, and writes all of it once
 * nothing is open any more, into the plan of that title or a new one.
 */
export async function importSpreadsheet(
  file: string,
  bytes: Buffer,
  options: SpreadsheetOptions,
): Promise<void> {
  const read = await readWorkbook(bytes)
  if ('refused' in read) throw refusal(file, read.refused, options)
  const clock = await clockOfFolder(folderOf(options))
  const answers = options.answers === undefined ? [] : await answersIn(options.answers)
  const told = { file, workbook: read.workbook, answers, now: clock.now() }
  if (options.check && !options.compare) return tell(readingOf(told, [], options), {}, options)
  await withDatabase(options, async ({ db }) => {
    const known = await knownPeople(db)
    const reading = readingOf(told, known, options)
    const isWritten = await written(db, reading, { ...told, known }, options)
    if (isWritten) await seal(db, clock)
  })
}

type Told = { file: string; workbook: Workbook; answers: Answer[]; now: Instant }

function readingOf(
  { file, workbook, answers, now }: Told,
  known: readonly Known[],
  options: SpreadsheetOptions,
): Reading {
  const reading = planReading(workbook, {
    today: londonDay(now),
    sheet: options.sheet,
    answers,
    known,
    own: ownHeadings,
  })
  if ('refused' in reading) throw refusal(file, reading.refused, options)
  return reading
}

/** Says what was read and, where the database was asked, what becomes of it. */
function tell(
  reading: Reading,
  more: { plan?: object; words?: string },
  { json, check }: SpreadsheetOptions,
): void {
  const { plan, words } = more
  if (json) {
    process.stdout.write(`${JSON.stringify({ ...reading, ...(plan && { plan }) }, null, 2)}\n`)
    return
  }
  const end = check ? '\nNothing was written, because of --check.\n' : ''
  process.stdout.write(
    `${[readingReport(reading), ...(words === undefined ? [] : [words])].join('\n\n')}\n${end}`,
  )
}

async function written(
  db: Db,
  reading: Reading,
  told: Told & { known: readonly Known[] },
  options: SpreadsheetOptions,
): Promise<boolean> {
  const open = whyNotYet(countsOfReading(reading))
  if (open.length > 0) {
    tell(reading, {}, options)
    if (options.check) return false
    throw new CommandError(`Nothing was written. ${open.join(' ')} ${howToAnswer}`)
  }
  const title = options.plan
  if (title === undefined)
    throw new CommandError('Say into which plan, with --plan <title>. It is made where there is none.')
  if (!isWithin(limits.plan.title, title.trim()) || title.trim() === '')
    throw new CommandError(`The title of the plan is empty or too long. ${beyond(limits.plan.title)}`)
  const draft = draftOf(reading, {
    title: title.trim(),
    today: londonDay(told.now),
    answers: answersOf(told.answers),
    known: told.known,
  })
  if ('wrong' in draft) throw new CommandError(`Nothing was written. ${draft.wrong.join(' ')}`)
  const there = await planThere(db, title)
  return there === null
    ? newPlan(db, reading, draft, told.now, options)
    : intoPlan(db, there, { reading, draft, now: told.now }, options)
}

async function newPlan(
  db: Db,
  reading: Reading,
  draft: PlanDraft,
  now: Instant,
  options: SpreadsheetOptions,
): Promise<boolean> {
  const { administrator, check } = options
  if (check) {
    tell(
      reading,
      { plan: { isNew: true }, words: `There is no plan “${draft.title}”: it would be made.` },
      options,
    )
    return false
  }
  const whole = administrator === undefined ? draft : await administeredBy(db, draft, administrator)
  const { plan } = await createPlan(db, whole, { by: administrator ?? null, now })
  tell(reading, { plan: { id: plan, isNew: true }, words: `Loaded as a draft: plan ${plan}.` }, options)
  return true
}

type Into = { reading: Reading; draft: PlanDraft; now: Instant }

async function intoPlan(
  db: Db,
  planId: string,
  { reading, draft, now }: Into,
  options: SpreadsheetOptions,
): Promise<boolean> {
  const actor = { id: await administratorId(db, options.administrator), now }
  for (let times = 1; times <= MOST; times++) {
    const there = await planForImport(db, planId)
    if (there === null) break
    const { write, ...planned } = await planImport(db, there, draft, actor)
    if (!options.check && !(await write())) continue
    const words = `Into “${there.plan.title}”: ${importReport(planned)}`
    tell(reading, { plan: { id: planId, isNew: false, ...planned }, words }, options)
    return !options.check
  }
  throw new CommandError('Others changed the plan meanwhile. Nothing was written: run it again.')
}

const howToAnswer = 'Give answers with --answers, in the form in which --check prints them.'

/** Times that it is tried, while others change the plan. */
const MOST = 5

/** The plan with that title or id; null where there is none. */
async function planThere(db: Db, name: string): Promise<string | null> {
  const [plan, another] = (await plansNamed(db, name)).filter(({ state }) => state !== 'withdrawn')
  if (another)
    throw new CommandError(`There are several plans ${name}. Give the id of the one that is meant.`)
  const shut = plan && whyPlanIsShut(plan.state)
  if (shut) throw new CommandError(shut)
  return plan?.id ?? null
}

async function administratorId(db: Db, email: string | undefined): Promise<string | null> {
  if (email === undefined) return null
  const person = await findPersonByEmail(db, email)
  if (person) return person.id
  throw new CommandError(`Nobody here has the address ${email}. See who there is with: people`)
}

function refusal(file: string, refused: string, { json }: SpreadsheetOptions): CommandError {
  if (json) process.stdout.write(`${JSON.stringify({ refused }, null, 2)}\n`)
  return new CommandError(`${file} was not read. ${refused}`)
}

async function answersIn(file: string): Promise<Answer[]> {
  const read = readAnswers(await readTextFile(file, 'A file of answers'))
  if ('wrong' in read) throw new CommandError(`${file}: ${read.wrong}`)
  return read.answers
}
