import type { Command } from 'commander'
import { verify } from '#db/history/verify.ts'
import { count } from '#workflows/words.ts'
import { CommandError, clockOf, dataOption } from './options.ts'
import { withDatabase } from './with-database.ts'

/** `verify`: whether states, history and the mail ledger agree with one another. */
export function verifyCommand(program: Command): void {
  program
    .command('verify')
    .description('check that states, history and the mail ledger agree')
    .addOption(dataOption)
    .action(async (options: { data: string }) => {
      const { checked, faults } = await withDatabase(options, ({ db }) => verify(db, clockOf({})))
      if (faults.length === 0) {
        process.stdout.write(
          `All is well: ${count(checked.events, 'event')} of ${count(checked.subjects, 'subject')}, ${count(checked.deliveries, 'delivery', 'deliveries')}.\n`,
        )
        return
      }
      for (const fault of faults) process.stdout.write(`${fault}\n`)
      throw new CommandError(
        `${count(faults.length, 'fault was', 'faults were')} found; each is named above.`,
      )
    })
}
