import { resolve } from 'node:path'
import { Option } from 'commander'
import { type Clock, clockFrom, machineClock } from '#db/clock.ts'
import { type Connection, connect } from '#db/connect.ts'
import { joinEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { databaseUrlOf } from '#server/config.ts'

/** Something the person at the command line has to do otherwise: shown as one clear line, without a trace. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

export const dataOption = new Option('--data <folder>', 'folder of the embedded database').default('data')

/** The folder of `--data`, from where the command was given. */
export function folderOf({ data }: { data: string }): string {
  return resolve(data)
}

/**
 * The clock of `--now`: it shows that moment at once and runs on.
 * @throws CommandError when it is no moment
 */
export function clockOf({ now }: { now?: string }): Clock {
  if (now === undefined) return machineClock
  if (
    !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(now) ||
    Number.isNaN(Date.parse(now))
  ) {
    throw new CommandError(`--now takes a moment such as 2026-11-30T07:59:30Z, not '${now}'.`)
  }
  return clockFrom(new Date(now).toISOString())
}

/**
 * Runs a command on the database: that of DATABASE_URL, or the embedded one of the data folder, which is joined
 * where it runs and started for the length of the command where it does not.
 */
export async function withDatabase<T>(
  options: { data: string },
  work: (connection: Connection & { url: string }) => Promise<T>,
): Promise<T> {
  const given = databaseUrlOf(process.env)
  const embedded = given === null ? await joinEmbedded({ folder: folderOf(options) }) : null
  const url = given ?? embedded?.url ?? ''
  try {
    await migrate(url)
    const connection = connect(url, { max: 4 })
    try {
      return await work({ ...connection, url })
    } finally {
      await connection.close()
    }
  } finally {
    await embedded?.stop()
  }
}
