import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * `npm run lockfile`, after packages were added or updated: takes out of the lockfile what npm would hold against the
 * machine's own Node, or put in its place (decision 7).
 * - Which Node each package asks for: npm warns of each, and leaves optional packages out, though it is not the Node
 *   that runs them.
 * - The command `node` of the packages that hold one: npm 11 would link it before we see whether it starts here.
 * - Which libc each package is for: npm 9 and 10 take it out at every install, and would leave the checkout changed.
 */
type Entry = { engines?: unknown; libc?: unknown; bin?: Record<string, string> }

const path = join(import.meta.dirname, '../../package-lock.json')
const lockfile = JSON.parse(await readFile(path, 'utf8')) as { packages: Record<string, Entry> }
for (const [folder, entry] of Object.entries(lockfile.packages)) {
  if (folder !== '') delete entry.engines
  delete entry.libc
  if (entry.bin?.node) delete entry.bin
}
await writeFile(path, `${JSON.stringify(lockfile, null, 2)}\n`)
