import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

/** A message as the server took it: envelope and raw bytes. */
export type Received = { from: string; to: string[]; raw: string; secure: boolean; user: string | null }

export type MailServer = {
  port: number
  /** `smtp://` with user and password. */
  url: string
  /** Everything accepted so far, oldest first. */
  received: Received[]
  /** What the server does from now on; `accept` unless told. */
  behave: (behaviour: Behaviour) => void
  /** How many messages it has let begin, their recipient accepted, whose body it has not answered yet. */
  begun: () => number
  stop: () => Promise<void>
}

/**
 * What a server may do with a recipient or a body: accept it, answer with a code, never answer, or break the
 * connection. `silentButKept` and `hangUpButKept` take and keep the whole body before that.
 */
export type Behaviour = {
  recipient?: (address: string) => number | 'accept' | 'silent' | 'hangUp'
  body?: (message: Received) => number | 'accept' | 'silentButKept' | 'hangUp' | 'hangUpButKept'
}

/** The certificate of the test server, made for `localhost` and 127.0.0.1, which is its own authority. */
export const testCertificate = readFileSync(join(import.meta.dirname, 'fixtures/smtp-cert.pem'), 'utf8')
const key = readFileSync(join(import.meta.dirname, 'fixtures/smtp-key.pem'), 'utf8')

/** A real mail server on a free loopback port, which asks for STARTTLS and a password. */
export async function startMailServer(): Promise<MailServer> {
  const received: Received[] = []
  let behaviour: Behaviour = {}
  const sockets = new Map<number, Socket>()
  const begun = new Set<string>()
  const hangUp = ({ remotePort }: SMTPServerSession) => sockets.get(remotePort)?.destroy()
  const server = new SMTPServer({
    key,
    cert: testCertificate,
    authMethods: ['PLAIN', 'LOGIN'],
    logger: false,
    onAuth: ({ username, password }, _session, done) =>
      username === 'waymark' && password === 'right horse'
        ? done(null, { user: username })
        : done(refusal(535)),
    onClose: ({ id }) => void begun.delete(id),
    onRcptTo: ({ address }, session, done) => {
      const answer = behaviour.recipient?.(address) ?? 'accept'
      if (answer === 'accept') begun.add(session.id)
      if (answer === 'accept') done(null)
      else if (answer === 'hangUp') hangUp(session)
      else if (answer !== 'silent') done(refusal(answer))
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const message = messageOf(session, Buffer.concat(chunks))
        const answer = behaviour.body?.(message) ?? 'accept'
        begun.delete(session.id)
        if (answer === 'accept' || answer === 'silentButKept' || answer === 'hangUpButKept')
          received.push(message)
        if (answer === 'accept') done(null)
        else if (answer === 'hangUp' || answer === 'hangUpButKept') hangUp(session)
        else if (typeof answer === 'number') done(refusal(answer))
      })
    },
  })
  // Clients that give up on it are part of the tests.
  server.on('error', () => {})
  server.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0
    sockets.set(port, socket)
    socket.once('close', () => sockets.delete(port))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    port,
    url: `smtp://waymark:right%20horse@127.0.0.1:${port}`,
    received,
    begun: () => begun.size,
    behave: (wanted) => {
      behaviour = wanted
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

export type ScriptedServer = { port: number; said: string[]; stop: () => Promise<void> }

/**
 * A mail server that only talks, without a library: it notes each line it hears and answers by the script, so that
 * a test sees the order of things on the wire.
 * @param answer what to say to a command line or, within a body, to the final dot; null says nothing and `'hangUp'`
 * breaks the connection
 */
export async function startScriptedServer(
  answer: (line: string, inBody: boolean) => string | null | Promise<string | null>,
): Promise<ScriptedServer> {
  const said: string[] = []
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    socket.write('220 scripted\r\n')
    void converse(socket, said, answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    said,
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function converse(socket: Socket, said: string[], answer: Parameters<typeof startScriptedServer>[0]) {
  let rest = ''
  let inBody = false
  try {
    for await (const chunk of socket) {
      rest += String(chunk)
      const lines = rest.split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        said.push(line)
        if (inBody && line !== '.') continue
        const reply = await answer(line, inBody)
        inBody = reply?.startsWith('354') ?? false
        if (reply === 'hangUp') socket.destroy()
        else if (reply !== null) socket.write(`${reply}\r\n`)
      }
    }
  } catch {
    // A connection that breaks is part of the tests.
  }
}

function refusal(code: number): Error {
  return Object.assign(new Error(code < 500 ? 'Come back later' : 'No such mailbox'), { responseCode: code })
}

function messageOf(session: SMTPServerSession, raw: Buffer): Received {
  const { mailFrom, rcptTo } = session.envelope
  return {
    from: mailFrom ? mailFrom.address : '',
    to: rcptTo.map(({ address }) => address),
    raw: raw.toString('utf8'),
    secure: session.secure,
    user: typeof session.user === 'string' ? session.user : null,
  }
}
