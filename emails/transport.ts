import { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import type { Message, SendResult, Transport } from './frame/message.ts'
import { oneLine } from './frame/words.ts'

export type SmtpOptions = {
  /** `smtp://` or `smtps://`, with user and password where the server asks for them. */
  url: string
  /** `Name <address>`, as receivers see it. */
  from: string
  /** Certificates to trust in place of the machine's, in PEM. */
  ca?: string
  /** Milliseconds: to be connected, for a greeting, for silence, up to the hand-off, and from then to the answer. */
  timeouts?: Partial<Record<'connection' | 'greeting' | 'silence' | 'untilHandOff' | 'untilAnswer', number>>
}

/** Longer than these together no attempt takes: they stay within the lease of a claim. */
const usual = {
  connection: 15_000,
  greeting: 15_000,
  silence: 60_000,
  untilHandOff: 45_000,
  untilAnswer: 120_000,
}

/**
 * Sends through a mail server over a pool of five connections. The connection must be encrypted: `smtps://` from
 * the start, `smtp://` by STARTTLS. A server on this machine may go without, and `?tls=none` says that another may.
 * Throws when the url or the sender's address makes no sense.
 */
export function smtpTransport({ url, from, ca, timeouts }: SmtpOptions): Transport {
  const limits = { ...usual, ...timeouts }
  const sender = addressOf(from)
  const mailer = createTransport({
    ...serverOf(url),
    pool: true,
    maxConnections: CONNECTIONS,
    idleTimeout: 20_000,
    connectionTimeout: limits.connection,
    greetingTimeout: limits.greeting,
    socketTimeout: limits.silence,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(ca && { tls: { ca } }),
  })
  // An idle connection that breaks is of no interest, but an error without a listener would end the process.
  mailer.on('error', () => {})
  // The body is not asked for before the server has said that it is ready for it, so the first read is the moment.
  mailer.use('stream', (mail, done) => {
    const gate = mail.data.signal && gates.get(mail.data.signal)
    const open = mail.message.createReadStream.bind(mail.message)
    mail.message.createReadStream = () => (gate ? behind(gate, open) : open())
    done()
  })
  return {
    concurrency: CONNECTIONS,
    close: () => mailer.close(),
    send: async (message, { onHandOff }) => {
      if (!isAddress(message.to.address)) return { kind: 'permanent', reply: 'That is not an email address.' }
      const cancel = new AbortController()
      let timer = setTimeout(() => cancel.abort(), limits.untilHandOff)
      const gate: Gate = {
        begun: false,
        handOff: async () => {
          await onHandOff()
          clearTimeout(timer)
          timer = setTimeout(() => cancel.abort(), limits.untilAnswer)
        },
      }
      gates.set(cancel.signal, gate)
      try {
        const { response } = await mailer.sendMail({
          ...headed(message),
          from: sender,
          envelope: { from: sender.address, to: [message.to.address] },
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          signal: cancel.signal,
        })
        return { kind: 'accepted', reply: response }
      } catch (error) {
        return failure(error, gate.begun)
      } finally {
        clearTimeout(timer)
      }
    },
  }
}

const CONNECTIONS = 5

/** What stands between the server's readiness and the first byte of a body. */
type Gate = { begun: boolean; handOff: () => Promise<void>; opened?: Promise<void> }
const gates = new WeakMap<AbortSignal, Gate>()

/**
 * The message as a stream that records the hand-off before it gives its first byte. Asked for again, because an
 * idle connection broke before it took anything, it hands off once all the same, and never gives its bytes twice.
 */
function behind(gate: Gate, open: () => AsyncIterable<Uint8Array>): Readable {
  return Readable.from(
    (async function* () {
      gate.opened ??= gate.handOff()
      await gate.opened
      if (gate.begun) throw new Error('the message has begun to leave on another connection')
      gate.begun = true
      yield* open()
    })(),
    { objectMode: false },
  )
}

function headed({ messageId, to, subject, text, html }: Message) {
  return {
    messageId,
    to: { name: oneLine(to.name), address: to.address },
    subject: oneLine(subject),
    text,
    html,
  }
}

type SmtpError = Error & { code?: string; responseCode?: number | false; response?: string }

/** Refusals that are about our own access to the server, not about the message: mended by its administrator. */
const aboutAccess = new Set([530, 534, 535, 538])

function failure(thrown: unknown, begun: boolean): SendResult {
  const error = thrown as SmtpError
  const reply = error.response || error.message
  const answered = typeof error.responseCode === 'number'
  if (begun && !answered) return { kind: 'unknown', reply }
  const aboutMessage = error.code === 'EENVELOPE' || error.code === 'EMESSAGE'
  const code = error.responseCode || 0
  const permanent = aboutMessage && code >= 500 && code !== 503 && !aboutAccess.has(code)
  return { kind: permanent ? 'permanent' : 'temporary', reply }
}

function serverOf(text: string) {
  const url = URL.parse(text)
  if (url?.protocol !== 'smtp:' && url?.protocol !== 'smtps:') {
    throw new Error('A mail server is written smtp://host:port or smtps://host:port.')
  }
  const secure = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const local = host === 'localhost' || host === '::1' || host.startsWith('127.')
  const bare = url.searchParams.get('tls') === 'none'
  const user = decodeURIComponent(url.username)
  return {
    host,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && !local && !bare,
    ignoreTLS: bare,
    ...(user && { auth: { user, pass: decodeURIComponent(url.password) } }),
  }
}

function addressOf(from: string): { name: string; address: string } {
  const named = /^(.*)<([^<>]+)>\s*$/.exec(from)
  const address = (named?.[2] ?? from).trim()
  if (!isAddress(address)) throw new Error(`There is no email address in the sender '${from}'.`)
  return { name: oneLine(named?.[1] ?? '').replace(/^"|"$/g, ''), address }
}

// One address and nothing else: no list, no route, no name, no line break.
function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s\p{Cc}<>()[\],:;\\"@]+@[^\s\p{Cc}<>()[\],:;\\"@]+$/u.test(text)
}
