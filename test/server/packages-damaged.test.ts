import { spawn } from 'node:child_process'
import { cp, mkdir, readdir, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '#test/support/waymark.ts'

const here = join(import.meta.dirname, '../..')

test.each([
  ['commander', 'people'],
  ['postgres', 'people'],
  ['fastify', 'demo'],
])('a package %s that npm unpacked in part is told in one sentence', async (damaged, command) => {
  const { folder, remove } = await temporaryFolder()
  for (const name of ['server', 'db', 'emails', 'workflows', 'package.json'])
    await cp(join(here, name), join(folder, name), { recursive: true })
  const modules = join(folder, 'node_modules')
  await mkdir(modules)
  for (const name of await readdir(join(here, 'node_modules')))
    await symlink(join(here, 'node_modules', name), join(modules, name))
  await rm(join(modules, damaged))
  await mkdir(join(modules, damaged))
  await cp(join(here, 'node_modules', damaged, 'package.json'), join(modules, damaged, 'package.json'))
  const child = spawn(process.execPath, ['server/main.ts', command], { cwd: folder })
  let err = ''
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const code = await new Promise((resolve) => child.once('close', resolve))
  await remove()
  expect([code, err.trim().split('\n')]).toEqual([
    1,
    [
      expect.stringMatching(
        /^A package is damaged, or was unpacked in part\. Remove the folder node_modules, run npm install, then this again\./,
      ),
    ],
  ])
})
