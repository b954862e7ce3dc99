import PostalMime from 'postal-mime'
import { clockFrom, machineClock } from '#db/connection/clock.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { smtpTransport } from '#emails/transport.ts'
import { codesOf } from '#server/http/hashes.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { type TestApp, testSecret } from './app.ts'
import { type MailServer, type Received, startMailServer, testCertificate } from './smtp.ts'

export type Mailbox = {
  server: MailServer
  /** Sends what waits, as the sender of a running server does. */
  send: () => Promise<void>
  /** The code in the newest email to an address; null when none came. */
  newestCode: (address: string) => Promise<string | null>
  close: () => Promise<void>
}

/** A real mail server, and a sender that brings it what an application owes. */
export async function openMailbox(app: TestApp, now?: Instant): Promise<Mailbox> {
  const server = await startMailServer()
  const transport = smtpTransport({
    url: server.url,
    from: 'Waymark <waymark@council.example>',
    ca: testCertificate,
  })
  const quiet = () => {}
  const deps = {
    db: app.db,
    clock: now === undefined ? machineClock : clockFrom(now),
    transport,
    publicUrl: 'https://waymark.council.example',
    log: { info: quiet, warn: quiet, error: quiet },
    codeOf: codesOf(testSecret),
  }
  return {
    server,
    send: async () => {
      await sendOnce(deps)
    },
    newestCode: (address) => codeIn(server, address),
    close: async () => {
      transport.close()
      await server.stop()
    },
  }
}

/** The code in the newest email with a code that a mail server took for an address. */
export async function codeIn(server: MailServer, address: string): Promise<string | null> {
  const to = (message: Received) => message.to.some((one) => one.toLowerCase() === address.toLowerCase())
  for (const message of server.received.filter(to).toReversed()) {
    const { text = '' } = await PostalMime.parse(message.raw)
    const code = /^ {4}(\d{6})$/m.exec(text)?.[1]
    if (code) return code
  }
  return null
}
