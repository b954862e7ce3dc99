import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { EmbeddedError } from '#db/embedded/errors.ts'
import { keepFile, type Place } from '#db/embedded/folder.ts'

export type Passwords = { superuser: string; application: string }

/** Passwords that no person has to type, in characters that need no quoting in SQL or a url. */
export function makePasswords(): Passwords {
  return { superuser: randomBytes(24).toString('hex'), application: randomBytes(24).toString('hex') }
}

/** Keeps the passwords in the data folder, readable by its owner alone. */
export async function keepPasswords(place: Place, passwords: Passwords): Promise<void> {
  await keepFile(place.folder, basename(place.passwords), `${JSON.stringify(passwords)}\n`)
}

/**
 * The passwords kept in the data folder; undefined when there are none, or the file is damaged.
 * Throws EmbeddedError when they are another user's.
 */
export async function readPasswords(place: Place): Promise<Passwords | undefined> {
  let text: string
  try {
    text = await readFile(place.passwords, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new EmbeddedError(
      `${place.passwords} can't be read by this user. Run the command as the user that runs Waymark.`,
      { cause: error },
    )
  }
  const [superuser, application] = ['superuser', 'application'].map(
    (name) => new RegExp(`"${name}":"([0-9a-f]{48})"`).exec(text)?.[1],
  )
  return superuser && application ? { superuser, application } : undefined
}
