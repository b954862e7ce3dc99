import { clockFrom } from '#db/connection/clock.ts'
import { connect } from '#db/connection/connect.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { smtpTransport } from '#emails/transport.ts'
import { answerLinksOf, codesOf } from '#server/http/hashes.ts'
import { BENCH_MONDAY } from '../loading/shape.ts'
import { serveBench, settingsOfChild } from './child.ts'

export type SenderSettings = { databaseUrl: string; smtpUrl: string; sessionSecret: string }

/** Waymark's sender with all that it is given in `serve`, which does one pass when it is asked to: plans the week and sends it. */
const { databaseUrl, smtpUrl, sessionSecret } = settingsOfChild as SenderSettings
const { db, close } = connect(databaseUrl)
const clock = clockFrom(BENCH_MONDAY)
const transport = smtpTransport({ url: smtpUrl, from: 'Waymark <waymark@bench.example>' })
const failed = (facts: object, sentence: string) =>
  void process.stderr.write(`${sentence} ${JSON.stringify(facts)}\n`)
const deps = {
  db,
  clock,
  transport,
  publicUrl: 'http://127.0.0.1',
  log: { info: () => {}, warn: failed, error: failed },
  codeOf: codesOf(sessionSecret),
  linkOf: answerLinksOf(sessionSecret).linkOf,
}
serveBench({}, { pass: () => sendOnce(deps) }, async () => {
  transport.close()
  await close()
})
