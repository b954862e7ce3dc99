import type { Command } from 'commander'
import { migrate } from '#db/connection/migrate.ts'
import { joinEmbedded } from '#db/embedded/embedded.ts'
import { databaseUrlOf } from '#server/config.ts'
import { settingsHere } from './env-file.ts'
import { dataOption, folderOf } from './options.ts'

/** `migrate`: bring the database to this version without starting anything else. */
export function migrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('bring the database to this version; demo and serve do it by themselves')
    .addOption(dataOption)
    .action(async (options: { data: string }) => {
      const given = databaseUrlOf(settingsHere())
      const embedded = given === null ? await joinEmbedded({ folder: folderOf(options) }) : null
      try {
        const { applied, total } = await migrate(given ?? embedded?.url ?? '')
        process.stdout.write(`${applied} of ${total} migrations applied now; the database is up to date.\n`)
      } finally {
        await embedded?.stop()
      }
    })
}
