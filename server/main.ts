import { Command } from 'commander'
import { digestCommand } from './cli/digest.ts'
import { explain } from './cli/explain.ts'
import { importCommand } from './cli/import.ts'
import { migrateCommand } from './cli/migrate.ts'
import { peopleCommands } from './cli/people.ts'
import { serveCommands } from './cli/serve.ts'
import { verifyCommand } from './cli/verify.ts'

const program = new Command('waymark')
  .description('Tracks an improvement plan, and mails what is overdue every Monday.')
  .configureOutput({ writeErr: (text) => process.stderr.write(text) })
serveCommands(program)
migrateCommand(program)
importCommand(program)
peopleCommands(program)
digestCommand(program)
verifyCommand(program)

try {
  await program.parseAsync()
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exitCode = 1
}
