import { plainName } from '#server/http/download.ts'

/** What was wrong with the name that a file was sent with, so that it is kept under another. */
export type NameChange = 'fileEnding' | 'fileName' | 'fileNameLong'

/** Characters that a name has beside its ending: so many are shown on a phone, and every disk takes them. */
const MOST = 100

/** Names that Windows keeps for devices, with any ending. */
const devices = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i

/**
 * The name of a file without what could mean a folder, turn the reading direction or hide its ending, and with the
 * ending of what it holds.
 * @param endings those that go with what it holds: the one it is given first
 */
export function soundName(
  name: string,
  endings: readonly [string, ...string[]],
): { name: string; changed: NameChange[] } {
  const whole = plainName(name)
  const ending = endingOf(whole)
  const base = (ending === '' ? whole : whole.slice(0, -ending.length - 1)).replace(/^[.\s]+|[.\s]+$/g, '')
  const short = Array.from(base).slice(0, MOST).join('').trim()
  const meant = /[\p{L}\p{N}]/u.test(short)
  const named = devices.test(short) ? `${short} (file)` : short
  const own = endings.includes(ending) ? ending : endings[0]
  return {
    name: `${meant ? named : 'evidence'}.${own}`,
    changed: [
      ...(ending !== '' && ending !== own ? (['fileEnding'] as const) : []),
      ...(meant && named === short ? [] : (['fileName'] as const)),
      ...(Array.from(base).length > MOST ? (['fileNameLong'] as const) : []),
    ],
  }
}

/** The ending of a name in small letters, without its point; empty where what follows the point is none. */
export function endingOf(name: string): string {
  return /\.([a-z][a-z0-9]{0,9})$/i.exec(name.trim())?.[1]?.toLowerCase() ?? ''
}
