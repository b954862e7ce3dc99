import { type Connection, connect } from '#db/connection/connect.ts'
import { migrate } from '#db/connection/migrate.ts'
import { joinEmbedded } from '#db/embedded/embedded.ts'
import { databaseUrlOf } from '#server/config.ts'
import { settingsHere } from './env-file.ts'
import { folderOf } from './options.ts'

/**
 * Runs a command on the database: that of DATABASE_URL, set or in `.env`, or the embedded one of the data folder, which
 * is joined where it runs and started for the length of the command where it does not.
 */
export async function withDatabase<T>(
  options: { data: string },
  work: (connection: Connection & { url: string }) => Promise<T>,
): Promise<T> {
  const given = databaseUrlOf(settingsHere())
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
