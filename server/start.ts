import type { Clock } from '#db/connection/clock.ts'
import { connect } from '#db/connection/connect.ts'
import { emptyDatabase } from '#db/connection/empty.ts'
import { DELIVERIES, listen } from '#db/connection/listen.ts'
import { migrate } from '#db/connection/migrate.ts'
import { loadDemonstration } from '#db/demo/load.ts'
import { type Embedded, startEmbedded } from '#db/embedded/embedded.ts'
import { unknownStates } from '#db/history/check-states.ts'
import { startSealer } from '#db/history/sealer.ts'
import type { Transport } from '#emails/frame/message.ts'
import { startSender } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { smtpTransport } from '#emails/transport.ts'
import { buildApp } from './app.ts'
import type { Config } from './config.ts'
import { making } from './demonstration.ts'
import { startMetrics } from './features/health/metrics.ts'
import { answerLinksOf, codesOf } from './http/hashes.ts'

export type StartOptions = {
  config: Config
  clock: Clock
  /** Where the embedded database lives when no DATABASE_URL is set. */
  folder: string
  demonstration: boolean
  /** Up to when the demonstration is told; now, unless told. */
  began?: ReturnType<Clock['now']>
  /** Throws away what the embedded database holds first. */
  fresh?: boolean
  /** Only the pages and the API, or only the emails; both unless told. */
  only?: Part | undefined
}

/** What may run in processes of its own, on any number of machines that share a database. */
export type Part = 'web' | 'sender'

export type Running = { url: string; port: number; stop: () => Promise<void> }

/** A stored state that no machine knows, or another reason why it would be unsafe to go on. */
export class StartError extends Error {
  override readonly name = 'StartError'
}

/**
 * Starts everything in order: database, migrations, the check of stored states, application, sender. What has
 * been started is stopped again, in reverse, when a later part fails, and by `stop`.
 * @throws with one sentence for the administrator when something is not as it must be
 */
export async function start({
  config,
  clock,
  folder,
  demonstration,
  began = clock.now(),
  fresh,
  only,
}: StartOptions): Promise<Running> {
  const started: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const end of started.splice(0).toReversed()) await end()
  }
  try {
    const embedded = config.databaseUrl === null ? await startEmbedded({ folder }) : null
    if (embedded) started.push(() => embedded.stop())
    const url = config.databaseUrl ?? embedded?.url ?? ''
    if (fresh) await refreshed(embedded)
    await migrate(url)
    if (demonstration) await loadDemonstration(url, began, making)

    const connection = connect(url)
    started.push(connection.close)
    await refuseUnknownStates(connection.db)

    let wakeSender = () => {}
    const app = await buildApp({
      db: connection.db,
      clock,
      publicUrl: config.publicUrl,
      demonstration,
      wakeSender: () => wakeSender(),
      tokenKeys: config.tokenKeys,
      sessionSecret: config.sessionSecret,
      logLevel: config.logLevel,
      trustedProxies: config.trustedProxies,
      singleSignOn: config.singleSignOn,
      requireStrongSignIn: config.requireStrongSignIn,
      answersByLink: config.answersByLink,
      contactEmail: config.contactEmail,
      sessionLife: config.sessionLife,
    })
    started.push(() => app.close())
    if (only !== 'sender') await listenOn(app, config, demonstration)
    if (only !== 'web') {
      const sender = startSender({
        db: connection.db,
        clock,
        transport: transportOf(config),
        publicUrl: config.publicUrl,
        log: app.log,
        codeOf: codesOf(config.sessionSecret),
        ...(config.answersByLink && { linkOf: answerLinksOf(config.sessionSecret).linkOf }),
        // Nothing leaves the machine, and the Outbox is where the link is tried.
        keepsLinks: demonstration,
      })
      wakeSender = sender.wake
      started.push(sender.stop)
      const listener = listen(url, DELIVERIES, sender.wake)
      started.push(listener.stop)
    }
    if (config.metricsPort !== null) {
      const { db } = connection
      const metrics = await startMetrics({ db, clock, port: config.metricsPort, host: config.host })
      started.push(metrics.stop)
    }
    const sealer = startSealer(connection.db, clock, (error) =>
      app.log.warn({ err: error }, 'the history was not sealed'),
    )
    started.push(sealer.stop)
    const address = app.server.address()
    const port = typeof address === 'object' && address !== null ? address.port : config.port
    return { url: config.publicUrl, port, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function listenOn(
  app: Awaited<ReturnType<typeof buildApp>>,
  { port, host }: Config,
  demonstration: boolean,
): Promise<void> {
  const another = port < 65_535 && port >= 1_024 ? port + 1 : 3_000
  const advice = demonstration ? `npm run demo -- --port ${another}` : `PORT=${another}`
  try {
    await app.listen({ port, host })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = whyNoPort[code ?? '']
    if (why === undefined) throw error
    throw new StartError(`Port ${port} ${why}, or take another port: ${advice}`, { cause: error })
  }
}

const whyNoPort: Record<string, string> = {
  EADDRINUSE: 'is taken by another program. Stop that program',
  EACCES: 'may not be used by this user. Run Waymark as one that may',
}

function transportOf({ smtpUrl, mailFrom }: Config): Transport {
  return smtpUrl ? smtpTransport({ url: smtpUrl, from: mailFrom }) : outboxTransport()
}

async function refreshed(embedded: Embedded | null): Promise<void> {
  if (!embedded) {
    throw new StartError(
      '--fresh only throws away the embedded database. Yours, at DATABASE_URL, was left as it is.',
    )
  }
  await emptyDatabase(embedded.adminUrl)
}

async function refuseUnknownStates(db: Parameters<typeof unknownStates>[0]): Promise<void> {
  const unknown = await unknownStates(db)
  if (unknown.length === 0) return
  const rows = unknown.map(({ table, id, state }) => `  ${table} ${id}: '${state}'`)
  throw new StartError(
    `The database holds states that this version does not know. Start the version that wrote them, or mend these rows:\n${rows.join('\n')}`,
  )
}
