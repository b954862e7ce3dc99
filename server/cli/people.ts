import type { Command } from 'commander'
import fastify from 'fastify'
import { findPersonByEmail, listPeople, type PersonWithTies } from '#db/queries/people.ts'
import { productionConfig, type TokenKey } from '#server/config.ts'
import { readDemonstration } from '#server/data-folder.ts'
import { registerTokens, signToken } from '#server/plugins/tokens.ts'
import { CommandError, dataOption, folderOf, withDatabase } from './options.ts'

/** `people` and `token`: who there is, and an access token for one of them. */
export function peopleCommands(program: Command): void {
  program
    .command('people')
    .description('list who there is, with their roles')
    .addOption(dataOption)
    .option('--json', 'as JSON')
    .action(async (options: { data: string; json?: true }) => {
      const people = await withDatabase(options, ({ db }) => listPeople(db))
      process.stdout.write(
        options.json ? `${JSON.stringify(people, null, 2)}\n` : `${people.map(inWords).join('\n')}\n`,
      )
    })

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
      await registerTokens(app, await tokenKeys(folderOf(options)))
      process.stdout.write(`${signToken(app, person.id)}\n`)
    })
}

async function tokenKeys(folder: string): Promise<TokenKey[]> {
  const demonstration = process.env.JWT_KEYS ? null : await readDemonstration(folder)
  return demonstration?.tokenKeys ?? productionConfig(process.env).tokenKeys
}

function inWords({
  name,
  email,
  post,
  agency,
  memberships,
  leads,
  owns,
  contributes,
}: PersonWithTies): string {
  const roles = [
    ...memberships.map(({ role, plan }) => `${role} of ${plan}`),
    ...(leads.length > 0 ? [`leads ${leads.join(', ')}`] : []),
    ...(owns > 0 ? [`owns ${owns}`] : []),
    ...(contributes > 0 ? [`contributes to ${contributes}`] : []),
  ]
  return `${name} <${email}>\n  ${[post, agency].filter(Boolean).join(', ')}\n  ${roles.join('; ') || 'no role'}`
}
