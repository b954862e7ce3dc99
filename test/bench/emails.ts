import { connect, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { at } from './drive.ts'
import type { Cluster } from './loading/keep.ts'
import { measured } from './measure.ts'
import type { BareMails } from './processes/bare.ts'
import { type Child, startChild } from './processes/child.ts'
import type { SenderSettings } from './processes/sender.ts'
import type { Round, Side } from './row.ts'

/** Mails above which one round says enough, since it is long. */
const MANY = 500
/** Mails of the bare limit in a round. */
const BARE_MOST = 1_000
const CONTENTS = 200

type Mailing = {
  cluster: Cluster
  settings: SenderSettings
  mailServer: Child<{ url: string }>
  bare: Child<{ url: string }>
}

/**
 * Plans a week and sends it to all whom it is owed, in one pass of the product's sender, and hands as many of the same emails
 * to the same mail server by nodemailer alone. The times p50 and p99 are from the first mail to that share of all.
 */
export async function measureEmails(mailing: Mailing, wanted: { rounds: number }): Promise<Round[]> {
  const { settings, bare } = mailing
  const { db, close } = connect(settings.databaseUrl, { max: 2, deadlineMs: 600_000 })
  const sender = await startChild('sender.ts', settings)
  try {
    const rounds: Round[] = []
    for (let round = 0; round < wanted.rounds; round++) {
      await rowsOf(db, sql`delete from deliveries`)
      await rowsOf(db, sql`delete from digest_weeks`)
      const ours = await sending(mailing, sender.pid, () => sender.ask('pass'))
      const [{ sent } = { sent: 0 }] = await rowsOf<{ sent: number }>(
        db,
        sql`select count(*)::int as sent from deliveries where state = 'sent'`,
      )
      if (sent !== ours.requests)
        throw new Error(`The ledger has ${sent} sent emails, but ${ours.requests} came to the mail server.`)
      const mails = await rowsOf<BareMails['mails'][number]>(
        db,
        sql`select to_address as "to", subject, text, html from deliveries where state = 'sent' limit ${CONTENTS}`,
      )
      const about: BareMails = { mails, count: Math.min(sent, BARE_MOST) }
      rounds.push({ ours, bare: await sending(mailing, bare.pid, () => bare.ask('send', about)) })
      if (sent > MANY) break
    }
    return rounds
  } finally {
    await sender.end()
    await close()
  }
}

async function sending(
  { cluster, mailServer }: Mailing,
  pid: number,
  send: () => Promise<unknown>,
): Promise<Side> {
  await mailServer.ask('take')
  return measured(cluster, pid, async () => {
    await send()
    const arrivals = ((await mailServer.ask('take')) as number[]).toSorted((a, b) => a - b)
    const [first = 0] = arrivals
    const since = arrivals.map((moment) => moment - first)
    if (since.length < 2) throw new Error('Fewer than two emails were sent: there is no rate of them.')
    return {
      requests: since.length,
      seconds: at(since, 1) / 1_000,
      p50: at(since, 0.5),
      p99: at(since, 0.99),
    }
  })
}
