import { type ChildProcess, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const here = join(import.meta.dirname, '../../..')
const dependencies = { needed: '1.2.3' }
const devDependencies = { tool: '4.5.6' }
const system = process.platform === 'win32' ? 'windows' : process.platform
const database = `@postgres/${system}-${process.arch}`
const optionalDependencies = { [database]: '7.8.9', 'node-plan9-mips': '1.0.0' }
let root: string

/** A folder like ours, with the real launcher, a program of one's own, and packages of which the tests see. */
beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'waymark-launch-')), 'Łódź & Co')
  await cp(join(here, 'server/launch'), join(root, 'server/launch'), { recursive: true })
  await writeFile(
    join(root, 'package.json'),
    JSON.stringify({ type: 'module', dependencies, devDependencies, optionalDependencies }),
  )
  await install('needed', '1.2.3')
  await install(database, '7.8.9')
  await install('tool', '4.5.6', "process.stdout.write('the tool runs')")
})
afterEach(() => rm(join(root, '..'), { recursive: true, force: true }))

async function install(name: string, version: string, program = ''): Promise<void> {
  const folder = join(root, 'node_modules', name)
  await mkdir(folder, { recursive: true })
  const bin = { [name]: 'program.js' }
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name, version, bin }))
  await writeFile(join(folder, 'program.js'), program)
}

const main = (program: string) => writeFile(join(root, 'server/main.ts'), program)

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, [join(root, 'server/launch'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function ended(child: ChildProcess) {
  let out = ''
  let err = ''
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()))
  return new Promise<{ code: number | null; signal: string | null; out: string; err: string }>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal, out, err })),
  )
}

const run = (...args: string[]) => ended(start(...args))

describe('the launcher', () => {
  test('runs a file with its arguments as they were given, and hands its exit code on', async () => {
    await main(
      'const said: string[] = process.argv.slice(2); console.log(JSON.stringify(said)); process.exit(7)',
    )
    const given = ['demo', '--now', 'a b', "it's", '*', '']
    expect(await run('server/main.ts', ...given)).toEqual({
      code: 7,
      signal: null,
      out: `${JSON.stringify(given)}\n`,
      err: '',
    })
  })

  test('runs a tool of the packages by its name', async () => {
    expect(await run('tool')).toMatchObject({ code: 0, out: 'the tool runs', err: '' })
  })

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'hands %s on, and waits for the program to stop in its own way',
    async (signal) => {
      await main(`process.on('${signal}', () => setTimeout(() => process.exit(5), 100))
        setInterval(() => {}, 1_000)
        process.stdout.write('up')`)
      const child = start('server/main.ts')
      child.stdout?.once('data', () => child.kill(signal))
      expect(await ended(child)).toMatchObject({ code: 5, out: 'up' })
    },
  )

  test.each(['SIGKILL', 'SIGQUIT', 'SIGUSR2'] as const)(
    'tells the program that it was ended by %s, which it cannot hand on',
    async (signal) => {
      await main(`process.once('disconnect', () => process.stdout.write('told'))
        setInterval(() => {}, 1_000).unref()
        process.stdout.write('up')`)
      const child = start('server/main.ts')
      child.stdout?.once('data', () => child.kill(signal))
      expect(await ended(child)).toMatchObject({ code: null, signal, out: 'uptold' })
    },
  )

  test.runIf(process.platform === 'linux')(
    'hands on to a program of ours what is sent to it alone, in a terminal too; to a tool it does not',
    async () => {
      const program = `process.on('SIGINT', () => process.exit(5))
        process.on('SIGTERM', () => process.exit(6))
        setTimeout(() => process.exit(7), 20_000)
        process.kill(process.ppid, 'SIGINT')
        setTimeout(() => process.kill(process.ppid, 'SIGTERM'), 500)`
      await main(program)
      await install('tool', '4.5.6', program)
      const inTerminal = (name: string) =>
        ended(
          spawn('script', [
            '-qefc',
            `'${process.execPath}' '${join(root, 'server/launch')}' ${name}`,
            '/dev/null',
          ]),
        )
      expect(await inTerminal('server/main.ts')).toMatchObject({ code: 5 })
      expect(await inTerminal('tool')).toMatchObject({ code: 6 })
    },
  )

  test('hands on a signal that comes before the program was started', async () => {
    await main('setInterval(() => {}, 1_000)')
    const early = join(root, 'early.cjs')
    await writeFile(
      early,
      "const c = require('child_process'), { spawn } = c; c.spawn = (...a) => (process.emit('SIGTERM'), spawn(...a))",
    )
    const child = spawn(process.execPath, ['--require', early, join(root, 'server/launch'), 'server/main.ts'])
    expect(await ended(child)).toMatchObject({ code: null, signal: 'SIGTERM' })
  })

  test('ends by the signal that ended the program', async () => {
    await main("process.kill(process.pid, 'SIGKILL')")
    expect(await run('server/main.ts')).toMatchObject({ code: null, signal: 'SIGKILL' })
  })

  test('needs the packages for development only for what is not the product', async () => {
    await main("process.stdout.write('runs')")
    await rm(join(root, 'node_modules/tool'), { recursive: true })
    expect(await run('server/main.ts')).toMatchObject({ code: 0, out: 'runs' })
    expect(await run('tool')).toEqual({
      code: 1,
      signal: null,
      out: '',
      err: 'npm left out the packages for development, such as tool: run npm install --include=dev, then this again.\n',
    })
  })
})

describe('what cannot be run is told in one sentence', () => {
  test('before anything is installed', async () => {
    await rm(join(root, 'node_modules'), { recursive: true })
    for (const name of ['server/main.ts', 'tool'])
      expect(await run(name)).toMatchObject({
        code: 1,
        err: 'The packages are not installed yet: run npm install, then this again.\n',
      })
  })

  test('when a package is there in another version than package.json asks for', async () => {
    await install('needed', '1.2.2')
    const err =
      'The package needed is installed in version 1.2.2, and 1.2.3 is needed: run npm install, then this again.\n'
    expect(await run('tool')).toMatchObject({ code: 1, err })
  })

  test('when a package for this machine is there in another version', async () => {
    await install(database, '7.8.8')
    const err = `The package ${database} is installed in version 7.8.8, and 7.8.9 is needed: run npm install, then this again.\n`
    expect(await run('server/main.ts')).toMatchObject({ code: 1, err })
  })

  test('when npm left out the optional packages, of which tools have some of their own', async () => {
    await rm(join(root, 'node_modules', database), { recursive: true })
    const err = `npm left out the optional packages, such as ${database}: run npm install --include=optional, then this again.\n`
    expect(await run('tool')).toMatchObject({ code: 1, err })
    await main("process.stdout.write('runs')")
    expect(await run('server/main.ts')).toMatchObject({ code: 0, out: 'runs' })
  })

  test('when a package is missing here, though a folder above has it', async () => {
    await mkdir(join(root, '../node_modules'))
    await cp(join(root, 'node_modules/needed'), join(root, '../node_modules/needed'), { recursive: true })
    await rm(join(root, 'node_modules/needed'), { recursive: true })
    expect(await run('tool')).toMatchObject({
      code: 1,
      err: 'The package needed is not installed: run npm install, then this again.\n',
    })
  })

  test.each(['*', '"', '$', '`', '#', '?', '%'])('when the path of the folder holds a %s', async (sign) => {
    const place = join(root, `../a${sign}b`)
    await cp(root, place, { recursive: true })
    const err = `The path of this folder holds a ${sign}, with which Waymark does not run: move it to a folder without.\n`
    const child = spawn(process.execPath, [join(place, 'server/launch'), 'vitest'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    expect(await ended(child)).toMatchObject({ code: 1, err })
  })

  test('when there is no tool of that name', async () => {
    expect(await run('tol')).toMatchObject({
      code: 1,
      err: "There is no tool named 'tol' here: see the scripts in package.json.\n",
    })
  })
})
