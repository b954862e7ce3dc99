import type { Command } from 'commander'
import { listPeople, type PersonWithTies } from '#db/read/people.ts'
import { dataOption } from './options.ts'
import { withDatabase } from './with-database.ts'

/** `people`: who there is. */
export function peopleCommand(program: Command): void {
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
