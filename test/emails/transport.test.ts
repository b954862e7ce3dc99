import PostalMime from 'postal-mime'
import { afterEach, describe, expect, test } from 'vitest'
import type { Message, Transport } from '#emails/frame/message.ts'
import { messageIdOf } from '#emails/frame/message.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { type SmtpOptions, smtpTransport } from '#emails/transport.ts'
import { type MailServer, startMailServer, startScriptedServer, testCertificate } from '#test/support/smtp.ts'

const message: Message = {
  messageId: messageIdOf('0190a1b2-0000-7000-8000-000000000001', 'https://waymark.example/base'),
  to: { name: 'Amira Ó Briain', address: 'amira@council.example' },
  subject: '3 actions overdue, 2 due soon',
  text: 'Hello Amira,\n.\nA line of its own with a dot.\n',
  html: '<p>Hello Amira</p>',
}
const quick = { connection: 2_000, greeting: 2_000, silence: 300, untilHandOff: 3_000, untilAnswer: 3_000 }
const nothing = () => Promise.resolve()

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})

describe('on its way through a real mail server', () => {
  test('goes encrypted and signed in, to one receiver, with both parts and headers that stop auto-replies', async () => {
    const server = await mailServer()
    const result = await through({ url: server.url, ca: testCertificate }).send(message, {
      onHandOff: nothing,
    })
    expect(result.kind).toBe('accepted')
    const [received] = server.received
    expect(received).toMatchObject({ secure: true, user: 'waymark', to: ['amira@council.example'] })
    const mail = await PostalMime.parse(received?.raw ?? '')
    expect(mail.messageId).toBe('<0190a1b2-0000-7000-8000-000000000001@waymark.example>')
    expect(mail.from).toMatchObject({ name: 'Waymark', address: 'waymark@council.example' })
    expect(mail.to).toMatchObject([{ name: 'Amira Ó Briain', address: 'amira@council.example' }])
    expect(mail.subject).toBe(message.subject)
    expect(mail.text?.replaceAll('\r\n', '\n').trim()).toBe(message.text.trim())
    expect(mail.html?.trim()).toBe(message.html)
    expect(headersOf(mail)).toMatchObject({
      'auto-submitted': 'auto-generated',
      'x-auto-response-suppress': 'All',
    })
  })

  test('does not go to a server whose certificate nobody vouches for', async () => {
    const server = await mailServer()
    const result = await through({ url: server.url }).send(message, { onHandOff: nothing })
    expect(result).toMatchObject({ kind: 'temporary', reply: expect.stringContaining('self-signed') })
    expect(server.received).toEqual([])
  })

  test('a wrong password is ours to mend and costs nobody their email', async () => {
    const server = await mailServer()
    const url = server.url.replace('right%20horse', 'wrong')
    const result = await through({ url, ca: testCertificate }).send(message, { onHandOff: nothing })
    expect(result).toMatchObject({ kind: 'temporary', reply: expect.stringMatching(/^535/) })
  })

  test.each([
    ['recipient', 451, 'temporary'],
    ['recipient', 550, 'permanent'],
    ['body', 452, 'temporary'],
    ['body', 554, 'permanent'],
  ] as const)('an answer to the %s with %i is %s', async (place, code, kind) => {
    const server = await mailServer()
    server.behave(place === 'recipient' ? { recipient: () => code } : { body: () => code })
    const result = await through({ url: server.url, ca: testCertificate }).send(message, {
      onHandOff: nothing,
    })
    expect(result).toMatchObject({ kind, reply: expect.stringMatching(new RegExp(`^${code}`)) })
  })

  test('silence after the final dot is unknown, and the pool serves the next message', async () => {
    const server = await mailServer()
    const transport = through({ url: server.url, ca: testCertificate, timeouts: quick })
    server.behave({ body: () => 'silentButKept' })
    const result = await transport.send(message, { onHandOff: nothing })
    expect(result.kind).toBe('unknown')
    server.behave({})
    expect((await transport.send(message, { onHandOff: nothing })).kind).toBe('accepted')
    expect(server.received).toHaveLength(2)
  })

  test('a body is given to one connection only, though idle ones broke before', async () => {
    const server = await mailServer()
    const transport = through({ url: server.url, ca: testCertificate })
    await Promise.all(Array.from({ length: 8 }, () => transport.send(message, { onHandOff: nothing })))
    let handOffs = 0
    const results = await Promise.all(
      Array.from({ length: 8 }, () =>
        transport.send(message, {
          onHandOff: async () => {
            handOffs++
          },
        }),
      ),
    )
    expect(results.map(({ kind }) => kind)).toEqual(Array.from({ length: 8 }, () => 'accepted'))
    expect(handOffs).toBe(8)
    expect(server.received).toHaveLength(16)
  })
})

describe('the hand-off, on the wire', () => {
  test('comes after the server said 354 and before the first byte of the body', async () => {
    const order: string[] = []
    const server = await scriptedServer((line, inBody) => {
      if (line === 'DATA') order.push('354')
      return usualAnswer(line, inBody)
    })
    const bytes = () => server.said.slice(server.said.indexOf('DATA') + 1)
    const result = await through({ url: plain(server.port) }).send(message, {
      onHandOff: async () => {
        order.push(`handed off after ${bytes().length} lines`)
        await new Promise((resolve) => setTimeout(resolve, 100))
        order.push(`recorded after ${bytes().length} lines`)
      },
    })
    expect(order).toEqual(['354', 'handed off after 0 lines', 'recorded after 0 lines'])
    expect(result).toEqual({ kind: 'accepted', reply: '250 taken' })
    expect(bytes().length).toBeGreaterThan(10)
  })

  test('sends not a byte of the body when it cannot be recorded', async () => {
    const server = await scriptedServer(usualAnswer)
    const result = await through({ url: plain(server.port) }).send(message, {
      onHandOff: () => Promise.reject(new Error('The claim was lost.')),
    })
    expect(result).toEqual({ kind: 'temporary', reply: 'The claim was lost.' })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(server.said.at(-1)).toBe('DATA')
  })

  test('does not happen when the server refuses the body', async () => {
    const server = await scriptedServer((line, inBody) =>
      line === 'DATA' ? '451 not now' : usualAnswer(line, inBody),
    )
    let handedOff = false
    const result = await through({ url: plain(server.port) }).send(message, {
      onHandOff: async () => {
        handedOff = true
      },
    })
    expect(handedOff).toBe(false)
    expect(result).toMatchObject({ kind: 'temporary', reply: '451 not now' })
  })

  test('a connection that breaks before it is safe to try again, and one that breaks after it is not', async () => {
    const before = await scriptedServer((line, inBody) =>
      line === 'DATA' ? 'hangUp' : usualAnswer(line, inBody),
    )
    const after = await scriptedServer((line, inBody) => (inBody ? 'hangUp' : usualAnswer(line, inBody)))
    expect((await through({ url: plain(before.port) }).send(message, { onHandOff: nothing })).kind).toBe(
      'temporary',
    )
    expect((await through({ url: plain(after.port) }).send(message, { onHandOff: nothing })).kind).toBe(
      'unknown',
    )
  })

  test('a server that trickles its answers for ever is given up', async () => {
    let answered = false
    const server = await scriptedServer(async (line, inBody) => {
      if (inBody) {
        await new Promise((resolve) => setTimeout(resolve, 60_000).unref())
        answered = true
      }
      return usualAnswer(line, inBody)
    })
    const timeouts = { ...quick, silence: 120_000, untilAnswer: 300 }
    const result = await through({ url: plain(server.port), timeouts }).send(message, { onHandOff: nothing })
    expect(result.kind).toBe('unknown')
    expect(answered).toBe(false)
  })
})

describe('hostile input', () => {
  const hostile = {
    ...message,
    to: { name: 'Eve\r\nBcc: all@council.example', address: 'eve@council.example' },
    subject: 'Overdue\r\nBcc: all@council.example\r\n\r\nInjected body',
  }

  test('line breaks in a name or a subject make no header and no further receiver', async () => {
    const server = await mailServer()
    await through({ url: server.url, ca: testCertificate }).send(hostile, { onHandOff: nothing })
    const [received] = server.received
    const mail = await PostalMime.parse(received?.raw ?? '')
    expect(received?.to).toEqual(['eve@council.example'])
    expect(mail.headers.map(({ key }) => key)).not.toContain('bcc')
    expect(mail.subject).toBe('Overdue Bcc: all@council.example Injected body')
    expect(mail.to).toMatchObject([{ name: 'Eve Bcc: all@council.example', address: 'eve@council.example' }])
  })

  test.each([
    'a@one.example, b@two.example',
    'a@one.example\r\nRCPT TO:<b@two.example>',
    '<a@one.example>',
    'a@one.example>SIZE=1',
    'a b@one.example',
    'a@',
    '',
    `${'a'.repeat(250)}@one.example`,
  ])('refuses %j, which is not one address, without asking the server', async (address) => {
    const server = await mailServer()
    const bad = { ...message, to: { name: 'Eve', address } }
    const result = await through({ url: server.url, ca: testCertificate }).send(bad, { onHandOff: nothing })
    expect(result.kind).toBe('permanent')
    expect(server.received).toEqual([])
  })
})

describe('settings', () => {
  test('a server elsewhere must offer encryption, unless the url says otherwise', async () => {
    const server = await scriptedServer(usualAnswer)
    // An address that leads to this machine without being one of its own, so that no network is needed.
    const elsewhere = `smtp://0.0.0.0:${server.port}`
    expect(await sentTo(elsewhere)).toMatchObject({
      kind: 'temporary',
      reply: expect.stringContaining('502 no encryption here'),
    })
    expect(await sentTo(`${elsewhere}?tls=none`)).toMatchObject({ kind: 'accepted' })
  })

  test.each([['http://mail.example'], ['mail.example'], ['']])('%j is no mail server', (url) => {
    expect(() => smtpTransport({ url, from: 'waymark@council.example' })).toThrow('written smtp://')
  })

  test('a sender without an address is refused at start', () => {
    expect(() => smtpTransport({ url: 'smtp://localhost', from: 'Waymark' })).toThrow(
      'There is no email address',
    )
  })
})

test('without a mail server nothing leaves and the ledger says where it is kept', async () => {
  const result = await outboxTransport().send(message, {
    onHandOff: () => Promise.reject(new Error('never')),
  })
  expect(result).toEqual({ kind: 'accepted', reply: 'Kept on the Outbox page: no mail server is set up.' })
})

async function mailServer(): Promise<MailServer> {
  const server = await startMailServer()
  cleanUps.push(server.stop)
  return server
}

async function scriptedServer(answer: Parameters<typeof startScriptedServer>[0]) {
  const server = await startScriptedServer(answer)
  cleanUps.push(server.stop)
  return server
}

function through(options: Omit<SmtpOptions, 'from'>): Transport {
  const transport = smtpTransport({ from: 'Waymark <waymark@council.example>', ...options })
  cleanUps.push(transport.close)
  return transport
}

function sentTo(url: string) {
  return through({ url }).send(message, { onHandOff: nothing })
}

function usualAnswer(line: string, inBody: boolean): string {
  if (line.startsWith('EHLO')) return '250 scripted'
  if (line === 'DATA') return '354 go on'
  if (line === 'STARTTLS') return '502 no encryption here'
  return inBody ? '250 taken' : '250 well'
}

function plain(port: number): string {
  return `smtp://127.0.0.1:${port}`
}

function headersOf(mail: { headers: { key: string; value: string }[] }): Record<string, string> {
  return Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]))
}
