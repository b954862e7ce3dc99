import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, clockShifted } from '#db/clock.ts'
import type { TokenKey } from './config.ts'

/** What a demonstration keeps in its data folder beside the database. */
export type DemonstrationSecrets = { tokenKeys: TokenKey[]; sessionSecret: string }

type Demonstration = DemonstrationSecrets & { clockShiftMs?: number }

const fileOf = (folder: string) => join(folder, 'demonstration.json')

/** What is kept of the demonstration in a data folder; null when the folder holds none. */
export async function readDemonstration(folder: string): Promise<Demonstration | null> {
  try {
    return JSON.parse(await readFile(fileOf(folder), 'utf8')) as Demonstration
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
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
  await mkdir(folder, { recursive: true })
  await writeFile(fileOf(folder), JSON.stringify(made), { mode: 0o600 })
  return made
}

/** Keeps how far the clock of a demonstration that has just started runs ahead, for the commands that join it. */
export async function keepClock(folder: string, clock: Clock): Promise<void> {
  const kept = await keepDemonstration(folder)
  await writeFile(fileOf(folder), JSON.stringify({ ...kept, clockShiftMs: clock.shiftMs() }), { mode: 0o600 })
}

/** The clock by which a data folder lives: its demonstration's, else the machine's. */
export async function clockOfFolder(folder: string): Promise<Clock> {
  return clockShifted((await readDemonstration(folder))?.clockShiftMs ?? 0)
}
