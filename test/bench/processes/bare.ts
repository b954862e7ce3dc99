import fastify from 'fastify'
import { createTransport } from 'nodemailer'
import postgres from 'postgres'
import { serveBench, settingsOfChild } from './child.ts'

export type BareSettings = { databaseUrl: string; smtpUrl: string; statements: Record<string, string> }
export type BareMails = {
  mails: { to: string; subject: string; text: string; html: string }[]
  count: number
}

/**
 * The bare limit: a handler that asks one statement on a pool as large as Waymark's and sends its rows as JSON, with nothing
 * else done. Values stand in the address, or in a body where something is written.
 */
const { databaseUrl, smtpUrl, statements } = settingsOfChild as BareSettings
const sql = postgres(databaseUrl, { max: 10, onnotice: () => {}, fetch_types: false })
// Days and moments stay the text that they come as: an object made of each would be made text again.
for (const type of [1082, 1114, 1184]) sql.options.parsers[type] = (text: string) => text
const app = fastify()
app.get('/:name', (request) => {
  const { name } = request.params as { name: string }
  const { v } = request.query as { v: string }
  return sql.unsafe(statements[name] ?? '', v === '' ? [] : v.split(','), { prepare: true })
})
app.post('/:name', (request) => {
  const { name } = request.params as { name: string }
  return sql.unsafe(statements[name] ?? '', request.body as string[], { prepare: true })
})
const url = await app.listen({ host: '127.0.0.1', port: 0 })

/** Hands emails to the mail server over five connections, as nodemailer's pool does by itself. */
async function send({ mails, count }: BareMails): Promise<void> {
  const { hostname, port } = new URL(smtpUrl)
  const mailer = createTransport({ host: hostname, port: Number(port), pool: true, maxConnections: 5 })
  let next = 0
  const work = async () => {
    for (let at = next++; at < count; at = next++) {
      const mail = mails[at % mails.length]
      await mailer.sendMail({ from: 'Waymark <waymark@bench.example>', ...mail })
    }
  }
  await Promise.all(Array.from({ length: 5 }, work))
  mailer.close()
}

serveBench({ url }, { send }, async () => {
  await app.close()
  await sql.end()
})
