import type { Command } from 'commander'
import { previewWeek } from '#emails/preview.ts'
import { isDay, mondayOf } from '#workflows/calendar.ts'
import { CommandError, clockOf, dataOption } from './options.ts'
import { withDatabase } from './with-database.ts'

/** `digest`: what the weekly emails would say, without sending or writing anything. */
export function digestCommand(program: Command): void {
  program
    .command('digest')
    .description('show the weekly emails')
    .requiredOption('--preview', 'show what would go now; nothing is sent or written')
    .option('--week <monday>', 'the week, by any of its days')
    .option('--now <instant>', 'as if it were then')
    .addOption(dataOption)
    .action(async (options: { data: string; week?: string; now?: string }) => {
      if (options.week !== undefined && !isDay(options.week)) {
        throw new CommandError(`--week takes a day such as 2026-11-30, not '${options.week}'.`)
      }
      const week = options.week === undefined ? {} : { week: mondayOf(options.week) }
      const publicUrl = process.env.PUBLIC_URL ?? `http://localhost:${process.env.PORT ?? 3000}`
      const emails = await withDatabase(options, ({ db }) =>
        previewWeek(db, clockOf(options), { ...week, publicUrl }),
      )
      const pages = emails.map(
        ({ person, subject, text }) =>
          `To: ${person.name} <${person.address}>\nSubject: ${subject}\n\n${text}`,
      )
      process.stdout.write(
        `${[...pages, `${emails.length} emails would go.`].join(`\n${'-'.repeat(72)}\n`)}\n`,
      )
    })
}
