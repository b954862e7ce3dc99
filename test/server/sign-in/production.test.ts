import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useDatabase } from '#test/support/database.ts'
import { newJar } from '#test/support/jar.ts'
import { codeIn } from '#test/support/mailbox.ts'
import { type MailServer, startMailServer } from '#test/support/smtp.ts'
import { freePort, launch, pause, runWaymark, startServer, temporaryFolder } from '#test/support/waymark.ts'

const database = useDatabase()
const secret = 'a-secret-of-this-test-that-is-long-enough'
let mail: MailServer
let data: Awaited<ReturnType<typeof temporaryFolder>>
let server: Awaited<ReturnType<typeof startServer>> | undefined

beforeAll(async () => {
  mail = await startMailServer()
  data = await temporaryFolder()
})

afterAll(async () => {
  await server?.end('SIGTERM')
  await mail?.stop()
  await data?.remove()
})

test('a real server: somebody is invited, asks for a code, reads it in the email, signs in and sees their work', async () => {
  const settings = settingsFor(mail)
  const folder = ['--data', data.folder]
  server = await startServer(folder, settings)
  const invited = await runWaymark(
    ['invite', 'Ada.Okafor@council.example', '--name', 'Ada Okafor', '--admin', ...folder],
    { PUBLIC_URL: server.url },
  )
  expect([invited.code, invited.err]).toEqual([0, ''])
  expect(invited.out).toContain('Ada Okafor')

  const jar = newJar(server)
  expect((await jar.get('/')).location).toBe('/sign-in')
  expect((await jar.get('/sign-in')).text).toContain('Send me a code')
  expect((await jar.post('/sign-in', { email: 'ada.okafor@council.example' })).location).toBe('/sign-in/code')
  const code = await codeTo('Ada.Okafor@council.example')
  expect((await jar.post('/sign-in/code', { code })).location).toBe('/')
  const work = await jar.get('/')
  expect(work.status).toBe(200)
  expect(work.text).toContain('My work')
  expect(work.text).toContain('Ada Okafor')
  expect(server.said()).not.toContain(code)
})

test('pages and emails run in processes of their own over one database: the first sends nothing, the second serves nothing', async () => {
  const settings = { ...settingsFor(mail), DATABASE_URL: database().url }
  const web = await startServer(['--only', 'web'], settings)
  const port = String(await freePort())
  const own = { ...settings, PORT: port, PUBLIC_URL: web.url }
  const invited = await runWaymark(['invite', 'bo.lind@council.example', '--name', 'Bo Lind'], own)
  expect(invited.code).toBe(0)
  const jar = newJar(web)
  await jar.post('/sign-in', { email: 'bo.lind@council.example' })
  await pause(1_000)
  expect(mail.received.filter(({ to }) => to.includes('bo.lind@council.example'))).toEqual([])

  const sender = launch(['serve', '--only', 'sender'], own)
  try {
    const code = await codeTo('bo.lind@council.example')
    expect((await jar.post('/sign-in/code', { code })).location).toBe('/')
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow('fetch failed')
  } finally {
    sender.kill('SIGTERM')
    await new Promise((resolve) => sender.once('exit', resolve))
    await web.end('SIGTERM')
  }
  expect(sender.exitCode).toBe(0)
})

async function codeTo(address: string): Promise<string> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await pause(50)) {
    const code = await codeIn(mail, address)
    if (code !== null) return code
  }
  throw new Error(`no code came to ${address}`)
}

function settingsFor({ url }: MailServer): Record<string, string> {
  return {
    SMTP_URL: url,
    MAIL_FROM: 'Waymark <waymark@council.example>',
    JWT_KEYS: `first:${secret}`,
    SESSION_SECRET: secret,
    NODE_EXTRA_CA_CERTS: join(import.meta.dirname, '../../support/fixtures/smtp-cert.pem'),
  }
}
