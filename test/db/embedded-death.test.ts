import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import { afterEach, expect, test, vi } from 'vitest'
import { openFolder } from '#db/embedded/folder.ts'
import { clusterProcesses, listProcesses } from '#db/embedded/processes.ts'
import {
  ask,
  cleanUp,
  countServerProcesses,
  hold,
  newFolder,
  postmasterPid,
  start,
  startHere,
} from './fixtures/embedded-harness.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const bystanders = new Set<ChildProcess>()
afterEach(async () => {
  for (const one of bystanders) one.kill('SIGKILL')
  bystanders.clear()
  await cleanUp()
})

const isServer = { skip: process.platform === 'win32' }

test(
  'after kill -9 of our process the server ends by itself, and what it acknowledged is kept',
  isServer,
  async () => {
    const folder = await newFolder()
    const { program, url } = await hold({ folder })
    await ask(url, 'create table kept as select 1 as what')
    const { pid: watchdog } = (await childrenOf(program.pid)).find(isWatchdog) ?? { pid: 0 }
    expect(watchdog).toBeGreaterThan(0)
    await program.kill()
    await vi.waitFor(async () => expect(await countServerProcesses(folder)).toBe(0), 60_000)
    await vi.waitFor(async () => expect(await childrenOf(watchdog, true)).toEqual([]), 60_000)

    const next = await startHere({ folder })
    expect(await ask(next.url, 'select what from kept')).toEqual([{ what: 1 }])
  },
)

test('a start right after kill -9 waits for the old server and takes over', isServer, async () => {
  const folder = await newFolder()
  const { program, url } = await hold({ folder })
  await ask(url, 'create table kept as select 1 as what')
  await program.kill()
  const next = await startHere({ folder })
  expect(await ask(next.url, 'select what from kept')).toEqual([{ what: 1 }])
})

test(
  'kill -9 of process, watchdog and server amid writes loses no acknowledged row, three times over',
  isServer,
  async () => {
    const folder = await newFolder()
    const acknowledged: number[] = []
    for (let round = 0; round < 3; round += 1) {
      const writer = start('embedded-writer.ts', folder)
      for (let row = 0; row < 12; row += 1) acknowledged.push(Number(await writer.line()))
      const children = await childrenOf(writer.pid)
      expect(children.filter(isWatchdog)).toHaveLength(1)
      expect(children.map(({ pid }) => pid)).toContain(await postmasterPid(folder))
      killAtOnce([writer, ...children])
      await writer.ended
      acknowledged.push(...writer.unread().map(Number))
    }
    expect(acknowledged.length).toBeGreaterThan(30)
    const { url } = await startHere({ folder })
    const kept = new Set((await ask(url, 'select id::int as id from written')).map(({ id }) => id))
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
  },
)

test(
  'backends that outlived their killed server are ended before the next one starts',
  isServer,
  async () => {
    const folder = await newFolder()
    const { program, adminUrl } = await hold({ folder })
    const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
    // Busy, and so blind to the death of its server for as long as it is.
    const busy = sql.unsafe('do $$ begin loop perform 1; end loop; end $$').catch(() => {})
    await vi.waitFor(async () => {
      const [row] = await ask(
        adminUrl,
        "select count(*)::int n from pg_stat_activity where query like 'do %'",
      )
      expect(row?.['n']).toBe(1)
    }, 60_000)
    killAtOnce([program, ...(await childrenOf(program.pid))])
    await program.ended
    const orphans = await vi.waitFor(async () => {
      const left = (await clusterProcesses(await openFolder(folder))) ?? []
      expect(left).toHaveLength(1)
      return left
    }, 60_000)
    const next = await startHere({ folder })
    expect(await ask(next.url, 'select 1 as one')).toEqual([{ one: 1 }])
    const alive = await listProcesses()
    expect(alive.map(({ pid }) => pid)).not.toContain(orphans[0]?.pid)
    await Promise.race([busy, sql.end({ timeout: 0 })])
  },
)

test('a first start that is killed at any moment does not trip up the next', isServer, async () => {
  const folder = await newFolder()
  for (const moment of [200, 400, 600, 800]) {
    const program = start('embedded-holder.ts', JSON.stringify({ folder }))
    await new Promise((resolve) => setTimeout(resolve, moment))
    await program.kill()
  }
  const { url } = await startHere({ folder })
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([])
})

test('a server that ends by itself is reported, and its folder can be started again', isServer, async () => {
  const folder = await newFolder()
  const { program } = await hold({ folder })
  process.kill(await postmasterPid(folder), 'SIGKILL')
  expect(await program.line()).toContain('ended by itself (SIGKILL)')
  program.tell('stop')
  expect(await program.line()).toBe('{"stopped":true}')
  await startHere({ folder })
})

test('a watchdog that is killed is replaced', isServer, async () => {
  const folder = await newFolder()
  const { program } = await hold({ folder, durable: false })
  const first = (await childrenOf(program.pid)).find(isWatchdog)
  process.kill(first?.pid ?? 0, 'SIGKILL')
  await vi.waitFor(async () => {
    const now = (await childrenOf(program.pid)).filter(isWatchdog)
    expect(now).toHaveLength(1)
    expect(now[0]?.pid).not.toBe(first?.pid)
  }, 60_000)
})

test.each([
  ['an unrelated living process', ['sleep', '60']],
  ['a zombie', ['sh', '-c', 'sleep 0 & echo $!; exec sleep 60']],
])(
  'a note of a dead server whose process id is now that of %s does not hold up a start',
  isServer,
  async (_, command) => {
    const folder = await newFolder()
    await (await startHere({ folder, durable: false })).stop()
    const bystander = await startAsOwner(folder, command)
    const printed = command[0] === 'sh' ? String(await once(bystander.stdout ?? bystander, 'data')) : ''
    const pid = Number(printed) || bystander.pid
    await writeFile(
      join(folder, 'postgres-18', 'postmaster.pid'),
      `${pid}\n${folder}/postgres-18\n1790000000\n5432\n\n127.0.0.1\n  12345 6\nready   \n`,
    )
    const next = await startHere({ folder, durable: false })
    expect(await ask(next.url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(bystander.exitCode ?? bystander.signalCode).toBeNull()
  },
)

test('a damaged note of a dead server does not hold up a start', async () => {
  const folder = await newFolder()
  await (await startHere({ folder, durable: false })).stop()
  await writeFile(join(folder, 'postgres-18', 'postmaster.pid'), '')
  await startHere({ folder, durable: false })
})

test(
  'a server that somebody started by hand on the cluster is left alone, and the start refused',
  isServer,
  async () => {
    const folder = await newFolder()
    await chmod(dirname(folder), 0o755)
    const { program, url } = await hold({ folder, durable: false })
    const { command } = (await listProcesses()).find(
      (one) => one.parent === program.pid && one.command.includes(' -D '),
    ) ?? {
      command: '',
    }
    program.tell('stop')
    await program.ended
    const byHand = await startAsOwner(folder, [
      command.slice(0, command.indexOf(' -D ')),
      '-D',
      '.',
      '-c',
      `port=${new URL(url).port}`,
      '-c',
      'unix_socket_directories=',
      '-c',
      'listen_addresses=127.0.0.1',
    ])
    await vi.waitFor(async () => {
      expect(await readFile(join(folder, 'postgres-18', 'postmaster.pid'), 'utf8')).toContain('ready')
    }, 60_000)
    await expect(startHere({ folder })).rejects.toThrow(`(process ${byHand.pid})`)
    expect(byHand.exitCode ?? byHand.signalCode).toBeNull()
    byHand.kill('SIGINT')
    await once(byHand, 'exit')
  },
)

test(
  'a folder whose lock file was removed under a running server is refused all the same',
  isServer,
  async () => {
    const folder = await newFolder()
    const { program, url } = await hold({ folder, durable: false })
    await rm(join(folder, 'lock'))
    await expect(startHere({ folder })).rejects.toMatchObject({
      name: 'AlreadyRunningError',
      pid: program.pid,
    })
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  },
)

async function childrenOf(parent: number, orItself = false): Promise<{ pid: number; command: string }[]> {
  return (await listProcesses()).filter((one) => one.parent === parent || (orItself && one.pid === parent))
}

// All of them are stopped first, so that none can react to the death of the others in the moment between.
function killAtOnce(processes: { pid: number }[]): void {
  for (const signal of ['SIGSTOP', 'SIGKILL'] as const)
    for (const { pid } of processes) process.kill(pid, signal)
}

function isWatchdog({ command }: { command: string }): boolean {
  return command.includes('waymark-watchdog')
}

// In the cluster's own account, where PostgreSQL would take any living process for a server.
async function startAsOwner(folder: string, [program = '', ...args]: string[]): Promise<ChildProcess> {
  const cluster = join(folder, 'postgres-18')
  const { uid, gid } = await stat(cluster)
  const account = process.getuid?.() === 0 ? { uid, gid } : {}
  const child = spawn(program, args, { ...account, cwd: cluster, stdio: ['ignore', 'pipe', 'ignore'] })
  bystanders.add(child)
  return child
}
