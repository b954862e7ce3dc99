import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TokenKey } from './config.ts'

/** What a demonstration keeps in its data folder beside the database. */
export type DemonstrationSecrets = { tokenKeys: TokenKey[]; sessionSecret: string }

const fileOf = (folder: string) => join(folder, 'demonstration.json')

/** The secrets of the demonstration in a data folder; null when the folder holds none. */
export async function readDemonstration(folder: string): Promise<DemonstrationSecrets | null> {
  try {
    return JSON.parse(await readFile(fileOf(folder), 'utf8')) as DemonstrationSecrets
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
