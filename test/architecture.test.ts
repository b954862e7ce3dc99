import { readdir, readFile } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const rooms = ['workflows', 'db', 'emails', 'server'] as const
type Import = { from: string; to: string }

/** Every import of a room's files: of files by their path from the root, of packages by their name. */
async function importsOf(room: string): Promise<Import[]> {
  const files = (await readdir(join(root, room), { recursive: true })).filter((file) => file.endsWith('.ts'))
  return (await Promise.all(files.map((file) => importsOfFile(join(room, file))))).flat()
}

async function importsOfFile(from: string): Promise<Import[]> {
  const text = await readFile(join(root, from), 'utf8')
  const specifiers = text.matchAll(/^(?:import|export)\s(?:[^'"`;=]*?\sfrom\s)?'([^']+)'/gm)
  return [...specifiers].map(([, specifier = '']) => ({ from, to: resolve(from, specifier) }))
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('#')) return specifier.slice(1)
  return specifier.startsWith('.') ? normalize(join(dirname(from), specifier)) : specifier
}

const roomOf = (path: string) => rooms.find((room) => path.startsWith(`${room}/`))
const all = Object.fromEntries(
  await Promise.all(rooms.map(async (room) => [room, await importsOf(room)] as const)),
)
const importsIn = (room: string) => all[room] ?? []
const every = Object.values(all).flat()
const isSheet = (path: string) => path.endsWith('-sheet.ts')
const named = ({ from, to }: Import) => `${from} imports ${to}`

/** Ways by which a file leads back to itself, types included: one at least wherever there is one. */
function circles(): string[] {
  const targets = new Map<string, string[]>()
  for (const { from, to } of every) targets.set(from, [...(targets.get(from) ?? []), to])
  const found: string[] = []
  const done = new Set<string>()
  const follow = (file: string, way: readonly string[]): void => {
    const at = way.indexOf(file)
    if (at >= 0) found.push([...way.slice(at), file].join(' -> '))
    if (at >= 0 || done.has(file)) return
    for (const next of targets.get(file) ?? []) follow(next, [...way, file])
    done.add(file)
  }
  for (const file of targets.keys()) follow(file, [])
  return found
}

describe('the house', () => {
  test('imports run one way: workflows, db, emails, server', () => {
    const upwards = every.filter(({ from, to }) => {
      const target = roomOf(to)
      return target !== undefined && rooms.indexOf(target) > rooms.indexOf(roomOf(from) ?? 'server')
    })
    expect(upwards.map(named)).toEqual([])
  })

  test('no file leads back to itself by what it imports, be it types', () => {
    expect(circles()).toEqual([])
  })

  test('no two features import each other: work of one leads to another in one direction', () => {
    const featureOf = (path: string) => /^server\/features\/([^/]+)\//.exec(path)?.[1]
    const between = importsIn('server').flatMap(({ from, to }) => {
      const [a, b] = [featureOf(from), featureOf(to)]
      return a === undefined || b === undefined || a === b
        ? []
        : [{ way: `${a} ${b}`, back: `${b} ${a}`, from, to }]
    })
    const ways = new Set(between.map(({ way }) => way))
    expect(between.filter(({ back }) => ways.has(back)).map(named)).toEqual([])
  })

  test('a sheet is plain values: of features it knows other sheets alone', () => {
    const more = importsIn('server').filter(
      ({ from, to }) => isSheet(from) && to.startsWith('server/features/') && !isSheet(to),
    )
    expect(more.map(named)).toEqual([])
  })

  test('what every route and every page shares knows no feature', () => {
    const shared = importsIn('server').filter(
      ({ from, to }) => /^server\/(http|ui|sheets)\//.test(from) && to.startsWith('server/features/'),
    )
    expect(shared.map(named)).toEqual([])
  })

  test('no file is longer than 275 lines', async () => {
    const long: string[] = []
    for (const file of new Set(every.map(({ from }) => from))) {
      const lines = (await readFile(join(root, file), 'utf8')).split('\n').length - 1
      if (lines > 275) long.push(`${file}: ${lines}`)
    }
    expect(long).toEqual([])
  })

  test('no line is longer than 160 columns, but for a sentence that is said in one piece', async () => {
    const isSentence = /^\s*(?:const \w+ = |\w+: )?['"`]/
    const long: string[] = []
    for (const file of new Set(every.map(({ from }) => from))) {
      const lines = (await readFile(join(root, file), 'utf8')).split('\n')
      lines.forEach((line, at) => {
        if (line.length > 160 && !isSentence.test(line)) long.push(`${file}:${at + 1}`)
      })
    }
    expect(long).toEqual([])
  })

  test('nothing imports the tests', () => {
    expect(every.filter(({ to }) => to.startsWith('test/')).map(named)).toEqual([])
  })

  test('the workflows are pure: they import xstate, Temporal, a reader of Markdown and one another', () => {
    const pure = ['xstate', 'temporal-polyfill', 'markdown-it']
    const outside = importsIn('workflows').filter(
      ({ to }) => !to.startsWith('workflows/') && !pure.includes(to),
    )
    expect(outside.map(named)).toEqual([])
  })

  test('the rules are tested without a server: faults are planted in a copy that has none', async () => {
    const reached = new Set<string>()
    const follow = async (imports: readonly Import[]): Promise<void> => {
      for (const { to } of imports) {
        if (reached.has(to) || !/^(?:test|db|emails|server)\//.test(to)) continue
        reached.add(to)
        await follow(await importsOfFile(to))
      }
    }
    await follow(await importsOf('test/workflows'))
    expect([...reached].filter((file) => ['emails', 'server'].includes(roomOf(file) ?? ''))).toEqual([])
  })

  test('neither the workflows nor anything else reads a clock but the one that is injected', async () => {
    const readers: string[] = []
    for (const { from } of new Map(every.map((each) => [each.from, each])).values()) {
      const text = await readFile(join(root, from), 'utf8')
      if (/Date\.now\(\)|new Date\(\)|Temporal\.Now/.test(text)) readers.push(from)
    }
    expect(readers).toEqual(['db/connection/clock.ts'])
  })

  test('one file imports each thing that is to be kept in one place', () => {
    const importers = (name: string) =>
      [...new Set(every.filter(({ to }) => to === name).map(({ from }) => from))].toSorted()
    expect(importers('nodemailer')).toEqual(['emails/transport.ts'])
    for (const part of ['', '/pg-core', '/postgres-js', '/postgres-js/migrator']) {
      expect(importers(`drizzle-orm${part}`)).toEqual(['db/connection/drizzle.ts'])
    }
    expect(importers('@fastify/jwt')).toEqual(['server/http/plugins/tokens.ts'])
    expect(importers('postgres').filter((file) => !file.startsWith('db/'))).toEqual([])
  })

  test('only the configuration and the command line read the environment', async () => {
    const readers: string[] = []
    for (const from of new Set(every.map((each) => each.from))) {
      if (/process\.env\b/.test(await readFile(join(root, from), 'utf8'))) readers.push(from)
    }
    expect(
      readers.filter((file) => !file.startsWith('server/cli/') && !file.startsWith('db/embedded/')),
    ).toEqual([])
  })

  test('routes and pages reach the database only through services and queries', () => {
    const thin = importsIn('server').filter(
      ({ from, to }) =>
        /\/(routes|pages)\.ts$/.test(from) && /^db\/(commit|transition|schema\/index)/.test(to),
    )
    expect(thin.map(named)).toEqual([])
  })

  test('every import is of a file of ours, of a package we name, or of Node itself', async () => {
    const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >
    const packages = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })
    const known = (to: string) =>
      roomOf(to) !== undefined ||
      to.startsWith('node:') ||
      builtinModules.includes(to) ||
      packages.some((name) => to === name || to.startsWith(`${name}/`))
    expect(every.filter(({ to }) => !known(to)).map(named)).toEqual([])
  })
})
