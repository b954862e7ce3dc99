import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What the relay does with its callers, those it has and those to come. */
export type RelayMode =
  /** Passes everything on. */
  | 'through'
  /** Takes calls and bytes and passes nothing on, in either direction. */
  | 'silent'
  /** Passes on what is asked and keeps back the answers. */
  | 'answersLost'
  /** Hangs up on everybody who calls. */
  | 'hangUp'

export type Relay = {
  /** The address of the database by way of the relay. */
  url: string
  mode: RelayMode
  /** Calls taken so far. */
  calls: number
  /** Bytes of answers passed on so far. */
  answered: number
  /** Whether no call is under way. */
  isQuiet: () => boolean
  /** Where calls are passed on to: for a database that comes back on another port. */
  aimAt: (url: string) => void
  /** Passes nothing on for the calls it has, as a firewall that forgot them; new calls go through. */
  forget: () => void
  /** Ends every call without a word. */
  cut: () => void
  close: () => Promise<void>
}

/** A relay on this machine between a client and a database, for what happens on networks. */
export async function openRelay(databaseUrl: string): Promise<Relay> {
  let target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let calls = {}
  const server = createServer((caller) => {
    relay.calls += 1
    if (relay.mode === 'hangUp') {
      caller.on('error', () => {}).destroy()
      return
    }
    const called = connect(Number(target.port), target.hostname)
    const both = [caller, called]
    for (const socket of both) {
      sockets.add(socket)
      socket
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(socket)
          for (const other of both) other.destroy()
        })
    }
    const known = calls
    const forgotten = () => known !== calls
    caller.on('data', (bytes) => relay.mode !== 'silent' && !forgotten() && called.write(bytes))
    called.on('data', (bytes) => {
      if (relay.mode !== 'through' || forgotten()) return
      relay.answered += bytes.length
      caller.write(bytes)
    })
  })
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  const relay: Relay = {
    url: '',
    mode: 'through',
    calls: 0,
    answered: 0,
    isQuiet: () => sockets.size === 0,
    aimAt: (url) => {
      target = new URL(url)
    },
    forget: () => {
      calls = {}
    },
    cut,
    close: async () => {
      cut()
      if (!server.listening) return
      server.close()
      await once(server, 'close')
    },
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const own = new URL(databaseUrl)
  own.port = String((server.address() as AddressInfo).port)
  relay.url = own.href
  return relay
}
