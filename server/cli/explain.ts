/** Errors whose message is written for the person at the command line. */
const forPeople = new Set([
  'CommandError',
  'ConfigError',
  'StartError',
  'NewerDatabaseError',
  'UnfitDatabaseError',
  'AlreadyRunningError',
  'EmbeddedError',
  'PlanFileError',
])

const DAMAGED =
  'A package is damaged, or was unpacked in part. Remove the folder node_modules, run npm install, then this again.'

const adviceByCode: Record<string, string> = {
  ERR_MODULE_NOT_FOUND: DAMAGED,
  MODULE_NOT_FOUND: DAMAGED,
  ERR_INVALID_PACKAGE_CONFIG: DAMAGED,
  ERR_PACKAGE_PATH_NOT_EXPORTED: DAMAGED,
  EADDRINUSE: 'A port is taken by another program. Stop that program, or set another port: see .env.example.',
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
    if (advice) return advice === DAMAGED ? `${advice} (${firstLine(cause.message)})` : advice
  }
  return error.stack ?? error.message
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? ''
}
