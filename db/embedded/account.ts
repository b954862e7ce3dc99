import { readFile, stat } from 'node:fs/promises'
import { BRING_YOUR_OWN, EmbeddedError } from '#db/embedded/errors.ts'
import type { Place } from '#db/embedded/folder.ts'
import { type Account, run } from '#db/embedded/run.ts'

/**
 * The account that the server must run under, or undefined for our own. PostgreSQL refuses to run as
 * root, so root's server runs under the account its cluster already belongs to, otherwise under an
 * unprivileged one that exists on this machine; none is ever made.
 * Throws EmbeddedError when there is none.
 */
export async function findAccount(place: Place): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const accounts = await readAccounts()
  const owner = await stat(place.cluster).catch(() => undefined)
  if (owner === undefined) return firstUnprivileged(accounts)
  if (owner.uid === 0) {
    const { name } = firstUnprivileged(accounts)
    throw new EmbeddedError(
      `${place.cluster} belongs to root, as a restored copy may; PostgreSQL can't run as root. ` +
        `Give it to an account without privileges: chown -R ${name}: ${place.cluster}`,
    )
  }
  const known = accounts.find((one) => one.uid === owner.uid)
  return { name: known?.name ?? String(owner.uid), uid: owner.uid, gid: owner.gid }
}

/**
 * How the server, working in a directory of the data folder, is to name that directory. Where the
 * account can't pass through the folders above (a data folder under root's home), the working directory
 * entered on its behalf does, and Linux gives that a name of its own.
 * Throws EmbeddedError where there is no such way.
 */
export async function nameForServer(place: Place, directory: string, account?: Account): Promise<string> {
  if (account === undefined) return directory
  const { code } = await run('/bin/sh', ['-c', 'cd "$0"', place.folder], { account })
  if (code === 0) return directory
  if (process.platform === 'linux') return '/proc/self/cwd'
  throw new EmbeddedError(
    `The account ${account.name}, under which root's database server runs, can't reach ${place.folder}. ` +
      `Give a data folder that it can reach with --data, or run Waymark as an ordinary user. ${BRING_YOUR_OWN}`,
  )
}

const UNPRIVILEGED = ['postgres', '_postgres', 'nobody']

function firstUnprivileged(accounts: Account[]): Account {
  const found = UNPRIVILEGED.map((name) => accounts.find((one) => one.name === name && one.uid !== 0))
  const account = found.find((one) => one !== undefined)
  if (account !== undefined) return account
  throw new EmbeddedError(
    'PostgreSQL refuses to run as root, and this machine has neither an account postgres nor nobody. ' +
      `Run Waymark as an ordinary user. ${BRING_YOUR_OWN}`,
  )
}

async function readAccounts(): Promise<Account[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
}
