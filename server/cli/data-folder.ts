import { randomBytes } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, clockShifted } from '#db/connection/clock.ts'
import { EmbeddedError } from '#db/embedded/errors.ts'
import { keepFile, makeFolder, unusable } from '#db/embedded/folder.ts'
import type { TokenKey } from '#server/config.ts'

/** What a demonstration keeps in its data folder beside the database. */
export type DemonstrationSecrets = { tokenKeys: TokenKey[]; sessionSecret: string }

type Demonstration = DemonstrationSecrets & { clockShiftMs?: number }

const FILE = 'demonstration.json'

/** Whether a data folder is a demonstration's. */
export async function holdsDemonstration(folder: string): Promise<boolean> {
  return (await stat(join(folder, FILE)).catch(() => null)) !== null
}

/**
 * What is kept of the demonstration in a data folder; null when the folder holds none.
 * @throws EmbeddedError with what to do when the file cannot be read
 */
export async function readDemonstration(folder: string): Promise<Demonstration | null> {
  const path = join(folder, FILE)
  try {
    return parsed(await readFile(path, 'utf8'))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    const message =
      code === 'EACCES'
        ? `${path} can't be read by this user. Run the command as the user that runs Waymark.`
        : `${path} is damaged. Remove it, then start the demonstration again: what was done in it stays.`
    throw new EmbeddedError(message, { cause: error })
  }
}

function parsed(text: string): Demonstration {
  const kept = JSON.parse(text) as Partial<Demonstration>
  const { tokenKeys, sessionSecret, clockShiftMs } = kept
  if (!tokenKeys || !sessionSecret) throw new Error('the secrets are missing')
  return { tokenKeys, sessionSecret, ...(clockShiftMs !== undefined && { clockShiftMs }) }
}

/** The secrets of the demonstration in a data folder, made up and kept on first use, readable by us alone. */
export async function keepDemonstration(folder: string): Promise<DemonstrationSecrets> {
  const kept = await readDemonstration(folder)
  if (kept) return kept
  const secret = () => randomBytes(48).toString('base64url')
  const made: DemonstrationSecrets = {
    tokenKeys: [{ id: 'demonstration', secret: secret() }],
    sessionSecret: secret(),
  }
  await makeFolder(folder)
  await keep(folder, made)
  return made
}

/** Keeps how far the clock of a demonstration that has just started runs ahead, for the commands that join it. */
export async function keepClock(folder: string, clock: Clock): Promise<void> {
  const kept = await keepDemonstration(folder)
  await keep(folder, { ...kept, clockShiftMs: clock.shiftMs() })
}

async function keep(folder: string, demonstration: Demonstration): Promise<void> {
  try {
    await keepFile(folder, FILE, JSON.stringify(demonstration))
  } catch (error) {
    throw unusable(folder, error)
  }
}

/** The clock by which a data folder lives: its demonstration's, else the machine's. */
export async function clockOfFolder(folder: string): Promise<Clock> {
  return clockShifted((await readDemonstration(folder))?.clockShiftMs ?? 0)
}
