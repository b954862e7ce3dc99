import { alone, sessionDb } from '#db/connection/connect.ts'
import { seal } from '#db/history/seal.ts'
import { planIsHere, writeWholePlan } from '#db/whole/write-whole-plan.ts'
import { readWholePlan, wholePlanReport } from '#server/import/whole-plan.ts'
import { nextDigestWeek } from '#workflows/calendar/weeks.ts'
import { count } from '#workflows/words.ts'
import { clockOfFolder } from './data-folder.ts'
import { CommandError, folderOf } from './options.ts'
import { withDatabase } from './with-database.ts'

/** What may be told beside the file of a whole plan. */
export type WholePlanOptions = {
  data: string
  check?: boolean
  weeklyEmails?: boolean
  plan?: string
  administrator?: string
}

/**
 * `import` of a plan that was taken out whole: as it is in the file, with its history, once.
 * @throws CommandError where it is told something that such a file says itself, PlanFileError where the file is not sound
 */
export async function importWholePlan(file: string, bytes: Buffer, options: WholePlanOptions): Promise<void> {
  if (options.plan !== undefined || options.administrator !== undefined)
    throw new CommandError(
      'A whole plan says its title and its administrators itself. Leave --plan and --administrator out, and change them on its pages.',
    )
  const weekly = options.weeklyEmails === true
  const read = readWholePlan(bytes, file)
  process.stdout.write(`${wholePlanReport(read, { weekly })}\n`)
  if (options.check) {
    process.stdout.write('\nNothing was written, because of --check.\n')
    return
  }
  const clock = await clockOfFolder(folderOf(options))
  const { id } = read.plan.plan
  const loaded = await withDatabase(options, async ({ db, url }) => {
    if (await planIsHere(db, id)) return null
    const now = clock.now()
    const how = { now, file: read.sha256, digestsFrom: weekly ? nextDigestWeek(now) : null }
    // On a connection of its own: a long plan takes longer than a statement of the server may.
    const written = await alone(url, (session) => writeWholePlan(sessionDb(session), read.plan, how))
    await seal(db, clock)
    return written
  })
  process.stdout.write(
    loaded === null || loaded.already
      ? `\nIt is here already: plan ${id}. Nothing was changed.\n`
      : `\nLoaded: plan ${id}. ${count(loaded.people.added, 'person', 'people')} added, ${loaded.people.known} known here by address.\n`,
  )
}
