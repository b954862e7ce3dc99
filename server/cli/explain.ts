import { AlreadyRunningError, EmbeddedError } from '#db/embedded.ts'
import { isDatabaseAway } from '#db/errors.ts'
import { NewerDatabaseError } from '#db/migrate.ts'
import { ConfigError } from '#server/config.ts'
import { PlanFileError } from '#server/import/plan-file-error.ts'
import { StartError } from '#server/start.ts'
import { CommandError } from './options.ts'

const forPeople = [
  CommandError,
  ConfigError,
  StartError,
  NewerDatabaseError,
  AlreadyRunningError,
  EmbeddedError,
  PlanFileError,
]

/** What the person at the command line is told of an error: one clear line for what they can mend. */
export function explain(error: unknown): string {
  if (forPeople.some((known) => error instanceof known)) return (error as Error).message
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EADDRINUSE')
    return 'The port is taken by another program. Give another one with --port, or stop that program.'
  if (code === 'EACCES') return `Access was refused: ${(error as Error).message}. Check who may write there.`
  if (isDatabaseAway(error))
    return 'The database does not answer. Check that it runs and that DATABASE_URL is right.'
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
