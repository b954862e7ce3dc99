/** Errors whose message is written for the person at the command line. */
const forPeople = new Set([
  'CommandError',
  'ConfigError',
  'StartError',
  'NewerDatabaseError',
  'AlreadyRunningError',
  'EmbeddedError',
  'PlanFileError',
])

const adviceByCode: Record<string, string> = {
  EADDRINUSE: 'The port is taken by another program. Give another one with --port, or stop that program.',
  EACCES: 'Access to a file or a port was refused. Check who may use it.',
  ENOTDIR: 'What should be a folder is a file. Give another data folder with --data.',
  EROFS: 'The data folder may only be read. Give another one with --data.',
  ENOSPC: 'There is no room left on the disk. Make some, or give another data folder with --data.',
  ECONNREFUSED: 'The database does not answer. Check that it runs and that DATABASE_URL is right.',
  ENOTFOUND: 'The server of the database was not found. Check DATABASE_URL.',
  CONNECT_TIMEOUT: 'The database does not answer. Check that it runs and that DATABASE_URL is right.',
  '28P01': 'The database refused the password. Check DATABASE_URL.',
  '3D000': 'There is no such database. Make it, or correct DATABASE_URL.',
}

/** What the person at the command line is told of an error: one clear line for what they can mend. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (forPeople.has(cause.name)) return cause.message
    const advice = 'code' in cause ? adviceByCode[String(cause.code)] : undefined
    if (advice) return advice
  }
  return error.stack ?? error.message
}
