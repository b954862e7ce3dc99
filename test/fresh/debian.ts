import { execFile } from 'node:child_process'
import { cp, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { quoted } from './quoted.ts'

const run = promisify(execFile)

/**
 * A minimal Debian 12 in a folder, with its own nodejs, npm and git and nothing else, and its path. Takes a minute.
 * @throws where root or mmdebstrap is missing
 */
export async function makeDebian(folder: string): Promise<string> {
  if (process.getuid?.() !== 0) throw new Error('to make a Debian takes root')
  await mkdir(folder, { recursive: true })
  const options = ['--quiet', '--variant=minbase', '--include=nodejs,npm,git', 'bookworm', folder]
  await run('mmdebstrap', options).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new Error('mmdebstrap is not installed') : error
  })
  await cp('/etc/resolv.conf', join(folder, 'etc/resolv.conf'), { dereference: true })
  const authorities = process.env.NODE_EXTRA_CA_CERTS
  if (authorities) {
    await mkdir(join(folder, dirname(authorities)), { recursive: true })
    await cp(authorities, join(folder, authorities), { dereference: true })
  }
  return folder
}

/** The command line that runs a command in such a Debian, with /proc and /dev that go when it ends. */
export function debianShell(root: string, place: string, command: string): string {
  const inside = `export PATH=/usr/local/bin:/usr/bin:/bin && cd ${quoted(place)} && ${command}`
  const mounted = [
    `mount -t proc proc ${quoted(join(root, 'proc'))}`,
    `mount --rbind /dev ${quoted(join(root, 'dev'))}`,
    `exec chroot ${quoted(root)} /bin/sh -c ${quoted(inside)}`,
  ].join(' && ')
  return `exec unshare --mount /bin/sh -c ${quoted(mounted)}`
}
