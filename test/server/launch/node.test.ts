import { chmod, copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

type Own = {
  execPath: string
  versions: { node: string }
  platform: string
  arch: string
  env: NodeJS.ProcessEnv
}
type Answer = { node: string; env: NodeJS.ProcessEnv; warning?: string } | { refusal: string }
const { findNode } = createRequire(import.meta.url)('../../../server/launch/node.js') as {
  findNode: (root: string, own: Own) => Answer
}

const { platform, arch, execPath } = process
const name = `node-${platform === 'win32' ? 'win' : platform}-${arch}`
let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'waymark-node-'))
  await writeFile(join(root, 'package.json'), JSON.stringify({ optionalDependencies: { [name]: '24.1.0' } }))
})
afterEach(() => rm(root, { recursive: true, force: true }))

const own = (version: string, env: NodeJS.ProcessEnv = {}): Own => ({
  execPath,
  versions: { node: version },
  platform,
  arch,
  env,
})

/** Lays the Node of a package: this run's own, or a program that only says something and fails. */
async function lay(folder: string, says?: string): Promise<string> {
  const path = join(folder, 'node_modules', name, 'bin/node')
  await mkdir(dirname(path), { recursive: true })
  if (says === undefined) await symlink(execPath, path)
  else await writeFile(path, `#!/bin/sh\necho "${says}" >&2\nexit 127\n`, { mode: 0o755 })
  return path
}

const libatomic = 'node: error while loading shared libraries: libatomic.so.1: cannot open shared object file'

describe('the Node that Waymark runs with', () => {
  test('is the one that came with the packages, however old the machine’s own is', async () => {
    const path = await lay(root)
    expect(findNode(root, own('10.24.1'))).toEqual({ node: path, env: {} })
  })

  test('is the machine’s own where the packaged one does not start and the own is new enough', async () => {
    await lay(root, libatomic)
    expect(findNode(root, own('24.0.0'))).toEqual({ node: execPath, env: {} })
  })

  test('is the machine’s own where no package has one for it', () => {
    expect(findNode(root, own('26.1.0'))).toEqual({ node: execPath, env: {} })
  })

  test('is not taken from a folder above, which may hold any version', async () => {
    await lay(root)
    const below = join(root, 'below')
    await mkdir(below)
    await copyFile(join(root, 'package.json'), join(below, 'package.json'))
    expect(findNode(below, own('18.20.8'))).toHaveProperty('refusal')
  })

  test('is refused in one sentence, with the reason and what to install, where neither can be had', async () => {
    await lay(root, libatomic)
    expect(findNode(root, own('18.20.8'))).toEqual({
      refusal: `The Node that came with the packages does not start (${libatomic}), and the one of this machine is 18.20.8: remove the folder node_modules and run npm install, in case it is damaged; else install Node 24 or newer (nodejs.org), then run this again.`,
    })
  })

  test.runIf(platform === 'linux')(
    'is refused with the reason where it is made for another libc',
    async () => {
      const path = await lay(root, 'never said')
      await writeFile(path, '#!/lib/ld-musl-of-another-system.so.1\n')
      expect(findNode(root, own('20.1.0'))).toEqual({
        refusal: expect.stringContaining('(it is made for glibc, which this system does not have)') as string,
      })
    },
  )

  test.runIf(platform !== 'win32')('is refused with the reason where programs may not be run', async () => {
    const path = await lay(root, 'never said')
    await chmod(path, 0o644)
    expect(findNode(root, own('20.1.0'))).toEqual({
      refusal: expect.stringContaining('(programs in that folder may not be run)') as string,
    })
  })

  test('is refused with what to tell npm where npm left the packaged one out and the own is too old', () => {
    expect(findNode(root, own('22.23.5'))).toEqual({
      refusal: `npm left out ${name}, and the one of this machine is 22.23.5: run npm install --include=optional, or install Node 24 or newer (nodejs.org), then run this again.`,
    })
  })

  test('is refused by the machine’s name where no package has one and the own is too old', () => {
    expect(findNode(root, { ...own('22.23.5'), platform: 'sunos' })).toEqual({
      refusal: `Waymark brings no Node for sunos-${arch}, and the one of this machine is 22.23.5: install Node 24 or newer (nodejs.org), then run this again.`,
    })
  })

  test('may be told by NODE_OPTIONS to load what prints', async () => {
    await lay(root)
    const loud = join(root, 'loud.cjs')
    await writeFile(loud, "process.stdout.write('strip\\nundefined\\n')")
    const env = { NODE_OPTIONS: `--require ${loud}` }
    expect(findNode(root, own('20.0.0', env))).toEqual({ node: expect.any(String) as string, env })
  })

  test('keeps the NODE_OPTIONS that it takes', async () => {
    await lay(root)
    const env = { NODE_OPTIONS: '--max-old-space-size=512' }
    expect(findNode(root, own('20.0.0', env))).toMatchObject({ env })
  })

  test.each([
    '--huge-max-old-generation-size',
    '--require /nowhere/at-all.js',
    '--no-strip-types',
    '--jitless',
  ])('does without NODE_OPTIONS that it does not take, and says so: %s', async (options) => {
    await lay(root)
    const found = findNode(root, own('18.20.8', { NODE_OPTIONS: options, KEPT: 'yes' }))
    expect(found).toMatchObject({ env: { KEPT: 'yes' } })
    expect(found).not.toHaveProperty('env.NODE_OPTIONS')
    expect(found).toHaveProperty('warning', expect.stringContaining(`NODE_OPTIONS=${options} is left out`))
  })
})
