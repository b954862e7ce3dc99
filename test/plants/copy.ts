import { cp, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, normalize } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** What the tests of the rules import. Imports by `#` lead into the copy by its own package.json. */
const copied = ['package.json', 'workflows', 'db', 'test/workflows', 'test/support', 'test/plants']

// What a fault leaves unused is no reason to refuse it.
const compilingRules = {
  extends: join(root, 'tsconfig.json'),
  compilerOptions: { noUnusedLocals: false, noUnusedParameters: false, types: ['node'] },
  include: ['workflows'],
}

/** Copies the rules, their tests and what these import to a temporary folder, and gives its path. */
export async function copyOfRules(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-plants-'))
  for (const each of copied) await cp(join(root, each), join(folder, each), { recursive: true })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(compilingRules))
  return folder
}

/** The files under a path of a folder that end so, by their paths from the folder, sorted. */
export async function filesIn(folder: string, path: string, ending: string): Promise<string[]> {
  const files = await readdir(join(folder, path), { recursive: true })
  return files
    .filter((file) => file.endsWith(ending))
    .map((file) => join(path, file))
    .toSorted()
}

/** For each test file of the rules, how many imports away each file is that it reaches. */
export type Reached = ReadonlyMap<string, ReadonlyMap<string, number>>

/** What each test file of the rules reaches in a folder. */
export async function distancesIn(folder: string): Promise<Reached> {
  const tests = await filesIn(folder, 'test/workflows', '.test.ts')
  return new Map(
    await Promise.all(tests.map(async (test) => [test, await distancesFrom(folder, test)] as const)),
  )
}

async function distancesFrom(folder: string, test: string): Promise<Map<string, number>> {
  const away = new Map([[test, 0]])
  for (const [file, distance] of away)
    for (const next of await importsOf(folder, file)) if (!away.has(next)) away.set(next, distance + 1)
  return away
}

async function importsOf(folder: string, file: string): Promise<string[]> {
  const text = await readFile(join(folder, file), 'utf8')
  return [...text.matchAll(/ from '([#.][^']+)'/g)].map(([, to = '']) =>
    to.startsWith('#') ? to.slice(1) : normalize(join(dirname(file), to)),
  )
}
