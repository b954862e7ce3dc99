import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '#test/support/database.ts'
import { exampleLines, exampleWith } from '#test/support/env-example.ts'
import { newJar } from '#test/support/jar.ts'
import { codeIn } from '#test/support/mailbox.ts'
import { makeCheckout, type NpmCommand, npm } from '#test/support/npm.ts'
import { type MailServer, startMailServer } from '#test/support/smtp.ts'
import { freePort, pause, temporaryFolder } from '#test/support/waymark.ts'

const address = 'you@council.example'
const database = useDatabase()
const running: NpmCommand[] = []
let mail: MailServer
let data: Awaited<ReturnType<typeof temporaryFolder>>

beforeAll(async () => {
  mail = await startMailServer()
  data = await temporaryFolder()
})
afterAll(async () => {
  for (const command of running) await command.stop()
  await mail?.stop()
  await data?.remove()
})

describe.skipIf(process.platform === 'win32')('the first hour of an IT person', () => {
  test('leads from a clone, by what README and .env.example say and nothing else, to an administrator signed in', async () => {
    const readme = await readFile(join(import.meta.dirname, '../../README.md'), 'utf8')
    const [, commands = ''] = /From a clone to the first administrator[^`]*```\n([^`]*)```/.exec(readme) ?? []
    const told = commands.split('\n').map((line) => line.split(/ {4,}/)[0])
    const invite = `npm run waymark -- invite ${address} --name "Your Name" --admin`
    expect(told).toEqual([
      'npm install --omit=dev',
      'cp .env.example .env && chmod 600 .env',
      'npm start',
      invite,
      '',
    ])

    const port = await freePort()
    const publicUrl = `http://localhost:${port}`
    const folder = join(data.folder, 'waymark')
    const at = {
      folder,
      home: join(data.folder, 'home'),
      environment: {
        // The machine may have given 3000 away, and trusts the authority of its mail server.
        PORT: String(port),
        NODE_EXTRA_CA_CERTS: join(import.meta.dirname, '../support/fixtures/smtp-cert.pem'),
      },
    }
    for (const each of [folder, at.home]) await mkdir(each)
    await makeCheckout(folder)
    const changed: Record<string, string> = {
      PUBLIC_URL: publicUrl,
      SMTP_URL: mail.url,
      MAIL_FROM: '"Waymark of the council <waymark@council.example>"',
      JWT_KEYS: `2026-11:${randomBytes(48).toString('base64')}`,
      SESSION_SECRET: randomBytes(48).toString('base64'),
    }
    expect(Object.keys(changed)).toEqual(
      exampleLines.filter(({ change }) => change !== null).map(({ name }) => name),
    )
    await writeFile(join(folder, '.env'), exampleWith({ ...changed, DATABASE_URL: database().url }), {
      mode: 0o600,
    })

    const server = npm(['start'], at)
    running.push(server)
    await until('the server says that it runs', () =>
      server.said().includes(`Waymark is running at ${publicUrl}, listening on port ${port}.`),
    )

    const inviting = npm(['run', 'waymark', '--', 'invite', address, '--name', 'Your Name', '--admin'], at)
    running.push(inviting)
    const invited = await inviting.ended()
    expect([invited.code, invited.err]).toEqual([0, ''])
    expect(invited.out).toContain(`Your Name <${address}> is invited.`)

    const { subject, from, text = '' } = await until('the invitation comes', () => newestTo(address))
    expect(subject).toBe('You are invited to Waymark')
    expect(from).toEqual({ name: 'Waymark of the council', address: 'waymark@council.example' })
    const link = /^http\S+$/m.exec(text)?.[0] ?? ''
    expect(link.startsWith(publicUrl)).toBe(true)

    const jar = newJar({ url: publicUrl })
    expect((await jar.get(link.slice(publicUrl.length))).text).toContain('Send me a code')
    expect((await jar.post('/sign-in', { email: address })).location).toBe('/sign-in/code')
    const code = await until('the code comes', () => codeIn(mail, address))
    expect((await jar.post('/sign-in/code', { code })).location).toBe('/')
    expect((await jar.get('/')).text).toContain('Your Name')
    expect((await jar.get('/plans')).text).toContain('Start a plan')
    expect((await jar.get('/plans/new')).status).toBe(200)

    await server.stop()
    await expect(fetch(`${publicUrl}/healthz`)).rejects.toThrow('fetch failed')
  })
})

async function newestTo(wanted: string) {
  const message = mail.received.findLast(({ to }) => to.includes(wanted))
  return message === undefined ? null : PostalMime.parse(message.raw)
}

/**
 * What a look at it gives, as soon as that is something.
 * @throws with what was awaited and what was said when it does not come within a minute
 */
async function until<T>(what: string, look: () => Promise<T | null> | T | false): Promise<T> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(100)) {
    const found = await look()
    if (found !== null && found !== false) return found
  }
  throw new Error(`${what}: not within a minute. ${running.map(({ said }) => said()).join('\n')}`)
}
