import type { Command } from 'commander'
import { nextWeekToGo } from '#emails/ledger/due-weeks.ts'
import { previewWeek } from '#emails/ledger/preview.ts'
import { dayInWords, isDay, mondayOf } from '#workflows/calendar/calendar.ts'
import { count } from '#workflows/words.ts'
import { clockOfFolder } from './data-folder.ts'
import { settingsHere } from './env-file.ts'
import { CommandError, clockOf, dataOption, folderOf } from './options.ts'
import { withDatabase } from './with-database.ts'

/** `digest`: what the weekly emails would say, without sending or writing anything. */
export function digestCommand(program: Command): void {
  program
    .command('digest')
    .description('show the weekly emails')
    .requiredOption('--preview', 'show what would go now; nothing is sent or written')
    .option('--week <monday>', 'the week, by any of its days (the one that goes next)')
    .option('--now <instant>', 'as if it were then')
    .addOption(dataOption)
    .action(async (options: { data: string; week?: string; now?: string }) => {
      if (options.week !== undefined && !isDay(options.week)) {
        throw new CommandError(`--week takes a day such as 2026-11-30, not '${options.week}'.`)
      }
      const clock = options.now === undefined ? await clockOfFolder(folderOf(options)) : clockOf(options)
      const { PUBLIC_URL: address, PORT: port } = settingsHere()
      const publicUrl = address || `http://localhost:${port || 3000}`
      const { week, emails } = await withDatabase(options, async ({ db }) => {
        const wanted = options.week === undefined ? await nextWeekToGo(db, clock) : mondayOf(options.week)
        return {
          week: wanted,
          emails: wanted ? await previewWeek(db, clock, { week: wanted, publicUrl }) : [],
        }
      })
      const pages = emails.map(
        ({ person, subject, text }) =>
          `To: ${person.name} <${person.address}>\nSubject: ${subject}\n\n${text}`,
      )
      const all = week
        ? `${count(emails.length, 'email')} would go in the week of ${dayInWords(week)}.`
        : 'No plan is active, so no weekly email goes.'
      process.stdout.write(`${[...pages, all].join(`\n${'-'.repeat(72)}\n`)}\n`)
    })
}
