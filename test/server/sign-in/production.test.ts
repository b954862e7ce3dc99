import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newJar } from '#test/support/jar.ts'
import { codeIn } from '#test/support/mailbox.ts'
import { type MailServer, startMailServer } from '#test/support/smtp.ts'
import { pause, runWaymark, startServer, temporaryFolder } from '#test/support/waymark.ts'

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
  const settings = {
    SMTP_URL: mail.url,
    MAIL_FROM: 'Waymark <waymark@council.example>',
    JWT_KEYS: `first:${secret}`,
    SESSION_SECRET: secret,
    NODE_EXTRA_CA_CERTS: join(import.meta.dirname, '../../support/fixtures/smtp-cert.pem'),
  }
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
  let code: string | null = null
  for (const deadline = Date.now() + 20_000; code === null && Date.now() < deadline; await pause(50)) {
    code = await codeIn(mail, 'Ada.Okafor@council.example')
  }
  expect(code).toMatch(/^\d{6}$/)
  expect((await jar.post('/sign-in/code', { code: code ?? '' })).location).toBe('/')
  const work = await jar.get('/')
  expect(work.status).toBe(200)
  expect(work.text).toContain('My work')
  expect(work.text).toContain('Ada Okafor')
  expect(server.said()).not.toContain(code)
}, 120_000)
