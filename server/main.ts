import type { Command } from 'commander'
import { explain } from './cli/explain.ts'

type Registers = (program: Command) => void

/** Each command's module, loaded only when it is asked for: a mistyped option should be told at once. */
const commands: Record<string, () => Promise<Registers>> = {
  demo: async () => (await import('./cli/demo.ts')).demoCommand,
  serve: async () => (await import('./cli/serve.ts')).serveCommand,
  migrate: async () => (await import('./cli/migrate.ts')).migrateCommand,
  import: async () => (await import('./cli/import.ts')).importCommand,
  'import-measures': async () => (await import('./cli/import-measures.ts')).importMeasuresCommand,
  people: async () => (await import('./cli/people.ts')).peopleCommand,
  invite: async () => (await import('./cli/invite.ts')).inviteCommand,
  token: async () => (await import('./cli/token.ts')).tokenCommand,
  digest: async () => (await import('./cli/digest.ts')).digestCommand,
  verify: async () => (await import('./cli/verify.ts')).verifyCommand,
}

// A program that reads what we print may stop before its end, as `head` does: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  // Not by a plain import: a package that npm unpacked in part is to be told in a sentence.
  const { Command } = await import('commander')
  const program = new Command('waymark').description(
    'Tracks an improvement plan, and mails what is overdue every Monday.',
  )
  const wanted = commands[process.argv[2] ?? '']
  for (const register of wanted ? [wanted] : Object.values(commands)) (await register())(program)
  await program.parseAsync()
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exitCode = 1
}
