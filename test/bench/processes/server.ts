import { clockFrom } from '#db/connection/clock.ts'
import { connect } from '#db/connection/connect.ts'
import { DELIVERIES, listen } from '#db/connection/listen.ts'
import { startSealer } from '#db/history/sealer.ts'
import { startSender } from '#emails/ledger/sender.ts'
import { smtpTransport } from '#emails/transport.ts'
import { buildApp } from '#server/app.ts'
import type { TokenKey } from '#server/config.ts'
import { answerLinksOf, codesOf } from '#server/http/hashes.ts'
import { usualRateLimit } from '#server/http/plugins/rate-limits.ts'
import { BENCH_NOW } from '../loading/shape.ts'
import { serveBench, settingsOfChild } from './child.ts'

export type ServerSettings = {
  databaseUrl: string
  smtpUrl: string
  tokenKey: TokenKey
  sessionSecret: string
}

/**
 * Waymark with all that `serve` starts, its sender and its sealer too, at the present of the data. Only the number of
 * requests a person may make in a minute is another: they are counted as they always are, and none is refused.
 */
const { databaseUrl, smtpUrl, tokenKey, sessionSecret } = settingsOfChild as ServerSettings
const publicUrl = 'http://127.0.0.1'
const clock = clockFrom(BENCH_NOW)
const connection = connect(databaseUrl)
const { db } = connection
let wakeSender = () => {}
const app = await buildApp({
  db,
  clock,
  publicUrl,
  demonstration: false,
  wakeSender: () => wakeSender(),
  tokenKeys: [tokenKey],
  sessionSecret,
  logLevel: 'error',
  answersByLink: true,
  rateLimit: { ...usualRateLimit, perMinute: 1_000_000_000 },
})
const url = await app.listen({ host: '127.0.0.1', port: 0 })
const sender = startSender({
  db,
  clock,
  transport: smtpTransport({ url: smtpUrl, from: 'Waymark <waymark@bench.example>' }),
  publicUrl,
  log: app.log,
  codeOf: codesOf(sessionSecret),
  linkOf: answerLinksOf(sessionSecret).linkOf,
})
wakeSender = sender.wake
const listener = listen(databaseUrl, DELIVERIES, sender.wake)
const sealer = startSealer(db, clock, (error) => app.log.error({ err: error }, 'the history was not sealed'))
serveBench({ url }, {}, async () => {
  for (const stop of [sealer.stop, listener.stop, sender.stop, () => app.close(), connection.close])
    await stop()
})
