import type { Command } from 'commander'
import fastify from 'fastify'
import { findPersonByEmail } from '#db/read/people.ts'
import { databaseUrlOf, productionConfig, type TokenKey } from '#server/config.ts'
import { registerTokens, signToken } from '#server/http/plugins/tokens.ts'
import { readDemonstration } from './data-folder.ts'
import { settingsHere } from './env-file.ts'
import { CommandError, dataOption, folderOf } from './options.ts'
import { withDatabase } from './with-database.ts'

/** `token`: an access token for the API. */
export function tokenCommand(program: Command): void {
  program
    .command('token')
    .description('print an access token for the API, and nothing else; it lives for 15 minutes')
    .requiredOption('--for <email>', 'whose token')
    .addOption(dataOption)
    .action(async (options: { data: string; for: string }) => {
      const person = await withDatabase(options, ({ db }) => findPersonByEmail(db, options.for))
      if (!person)
        throw new CommandError(`Nobody here has the address ${options.for}. See who there is with: people`)
      const app = fastify()
      await registerTokens(app, await keysOfFolder(folderOf(options), settingsHere()))
      process.stdout.write(`${signToken(app, person.id)}\n`)
    })
}

/**
 * The keys that the server of a data folder signs with. A demonstration in it is served with its own, whatever keys
 * are set, unless they are set for another database.
 * @throws ConfigError when there is no demonstration and the settings are not complete
 */
export async function keysOfFolder(folder: string, settings: NodeJS.ProcessEnv): Promise<TokenKey[]> {
  const isSetUp = settings.JWT_KEYS && databaseUrlOf(settings) !== null
  const demonstration = isSetUp ? null : await readDemonstration(folder)
  return demonstration?.tokenKeys ?? productionConfig(settings).tokenKeys
}
