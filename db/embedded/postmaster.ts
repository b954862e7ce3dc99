import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { nameForServer } from '#db/embedded/account.ts'
import type { Server } from '#db/embedded/cluster.ts'
import { EmbeddedError } from '#db/embedded/errors.ts'
import { keepLogBounded, openLog } from '#db/embedded/log.ts'
import { postmasterStatus } from '#db/embedded/pid-file.ts'
import { asAccount, cleanEnvironment, run } from '#db/embedded/run.ts'
import { until } from '#db/embedded/wait.ts'
import { startWatchdog } from '#db/embedded/watchdog.ts'

/** 'fast' ends other connections; 'smart' first waits a while for those who hold them to finish. */
export type StopMode = 'fast' | 'smart'

export type Postmaster = { port: number; stop(mode: StopMode): Promise<void> }

export type PostmasterOptions = {
  settings?: Record<string, string>
  onUnexpectedEnd?: (message: string) => void
}

const PORT_ATTEMPTS = 5

/**
 * Starts the server on a free port of this machine alone and waits until it accepts connections.
 * Throws EmbeddedError with the last lines of its log when it ends or isn't ready in time.
 */
export async function startPostmaster(server: Server, options: PostmasterOptions): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort()
    const child = await launch(server, options, port, attempt === PORT_ATTEMPTS)
    if (child !== undefined) return supervise(server, options, child, port)
  }
}

function supervise(
  server: Server,
  options: PostmasterOptions,
  { child, release }: Launched,
  port: number,
): Postmaster {
  const endWatch = keepLogBounded(server.place)
  let asked = false
  child.once('exit', (code, signal) => {
    endWatch()
    release()
    if (asked) return
    options.onUnexpectedEnd?.(
      `The database server ended by itself (${signal ?? `exit code ${code}`}). See ${server.place.log}.`,
    )
  })
  return {
    port,
    async stop(mode) {
      asked = true
      await stopChild(server, child, mode)
    },
  }
}

type Launched = { child: ChildProcess; release: () => void }

// Replaying the log after a crash comes before 'ready', and may take its time on a slow disk.
const READY_DEADLINE_MS = 120_000

// Undefined when another process took the port in between, which another attempt mends.
async function launch(
  server: Server,
  options: PostmasterOptions,
  port: number,
  last: boolean,
): Promise<Launched | undefined> {
  const { place } = server
  const log = await openLog(place)
  try {
    const child = spawn(server.programs.postgres, await serverArguments(server, options, port), {
      ...asAccount(server.account),
      cwd: place.cluster,
      env: cleanEnvironment(),
      stdio: ['ignore', log.fd, log.fd],
      // A session of its own: Ctrl+C in a terminal must not stop it while we still answer requests.
      detached: true,
      windowsHide: true,
    })
    child.unref()
    let failure: Error | undefined
    child.once('error', (error) => (failure = error))
    const release = child.pid === undefined ? () => {} : startWatchdog(server, child.pid)
    const ended = () => failure !== undefined || hasEnded(child)
    const isReady = async () => {
      const status = await postmasterStatus(place)
      return status?.ready === true && status.pid === child.pid
    }
    await until(async () => ended() || (await isReady()), READY_DEADLINE_MS)
    if (!ended() && (await isReady())) return { child, release }
    const tail = failure?.message ?? (await log.tail())
    if (!ended()) await stopChild(server, child, 'fast')
    release()
    if (!last && tail.includes('could not create any TCP/IP sockets')) return undefined
    throw new EmbeddedError(`The database server did not start. The end of its log (${place.log}):\n${tail}`)
  } finally {
    await log.close()
  }
}

async function serverArguments(server: Server, options: PostmasterOptions, port: number): Promise<string[]> {
  const { place, account, durable } = server
  const settings = {
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...options.settings,
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    cluster_name: place.clusterName,
    logging_collector: 'off',
    log_destination: 'stderr',
  }
  const name = await nameForServer(place, place.cluster, account)
  return ['-D', name, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])]
}

async function stopChild({ place, programs }: Server, child: ChildProcess, mode: StopMode): Promise<void> {
  const ended = () => hasEnded(child)
  if (mode === 'smart' && process.platform !== 'win32') {
    child.kill('SIGTERM')
    if (await until(ended, 30_000)) return
  }
  if (process.platform === 'win32') {
    await run(programs.pgCtl, ['stop', '-D', place.cluster, '-m', 'fast', '-w', '-t', '60'])
    if (await until(ended, 5_000)) return
  }
  for (const [signal, milliseconds] of [
    ['SIGINT', 60_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    child.kill(signal)
    if (await until(ended, milliseconds)) return
  }
  throw new EmbeddedError(`The database server (process ${child.pid}) does not end. See ${place.log}.`)
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new EmbeddedError('No free port was found.')
  return address.port
}
