import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '#db/connection/clock.ts'
import type { Db } from '#db/connection/connect.ts'
import { isDatabaseAway } from '#db/connection/errors.ts'
import { type MailFigures, mailFigures } from '#db/read/mail.ts'
import { lateDigests } from './readiness.ts'

export type Metrics = { port: number; stop: () => Promise<void> }

/**
 * Serves `/metrics` in the text format of Prometheus on a port of its own, because what is on the pages' port is
 * for everybody. Nothing personal is in it.
 */
export async function startMetrics({
  db,
  clock,
  port,
  host,
}: {
  db: Db
  clock: Clock
  port: number
  host: string
}): Promise<Metrics> {
  const server = createServer((request, response) => {
    void answerTo(request, db, clock).then(({ status, body }) =>
      response.writeHead(status, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(body),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answerTo({ url, method }: IncomingMessage, db: Db, clock: Clock) {
  const { pathname } = new URL(url ?? '/', 'http://localhost')
  if (pathname !== '/metrics') return { status: 404, body: 'There is only /metrics here.\n' }
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, body: 'It can only be read.\n' }
  try {
    const [figures, late] = await Promise.all([mailFigures(db, clock), lateDigests(db, clock)])
    return { status: 200, body: metricsText({ figures, lateWeeks: late.length }) }
  } catch (error) {
    // The database being away is itself a figure; anything else says nothing of the inside.
    return isDatabaseAway(error)
      ? { status: 200, body: metricsText(null) }
      : { status: 500, body: 'The figures could not be read.\n' }
  }
}

/** The figures as text; null when the database is away. */
export function metricsText(read: { figures: MailFigures; lateWeeks: number } | null): string {
  const up = metric('waymark_database_up', 'Whether the database answers.', [[{}, read ? 1 : 0]])
  if (!read) return up
  const { figures, lateWeeks } = read
  const { deliveries, queue, weeks } = figures
  return [
    up,
    metric(
      'waymark_deliveries',
      'Emails in the ledger, by kind and state.',
      deliveries.map(({ kind, state, count }) => [{ kind, state }, count]),
    ),
    metric(
      'waymark_deliveries_ambiguous',
      'Emails of which a copy may have been received twice, by kind and state.',
      deliveries.map(({ kind, state, ambiguous }) => [{ kind, state }, ambiguous]),
    ),
    metric('waymark_mail_queue', 'Emails whose time has come and that are not settled.', [
      [{}, queue.length],
    ]),
    metric('waymark_mail_queue_oldest_seconds', 'For how long the oldest of them has waited.', [
      [{}, Math.max(0, Math.round(queue.oldestSeconds))],
    ]),
    metric('waymark_digest_weeks_open', 'Weeks of digests of which not every email is settled.', [
      [{}, weeks.open],
    ]),
    metric(
      'waymark_digest_weeks_overdue',
      'Weeks that are not done, or not begun, an hour after they were due.',
      [[{}, lateWeeks]],
    ),
    metric(
      'waymark_digest_weeks_late',
      'Weeks that were planned an hour or more after they were due, ever.',
      [[{}, weeks.late]],
    ),
    metric(
      'waymark_digest_weeks_superseded',
      'Weeks of which something was not sent before the next was due, ever.',
      [[{}, weeks.superseded]],
    ),
  ].join('')
}

type Sample = readonly [labels: Record<string, string>, value: number]

// The names of labels and their values are ours: they need no escaping.
function metric(name: string, help: string, samples: readonly Sample[]): string {
  const lines = samples.map(([labels, value]) => {
    const said = Object.entries(labels).map(([label, text]) => `${label}="${text}"`)
    return `${name}${said.length > 0 ? `{${said.join(',')}}` : ''} ${value}\n`
  })
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`
}
