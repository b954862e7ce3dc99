import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'

/** What the database calls out on when deliveries have been written, by whichever process. */
export const DELIVERIES = 'waymark_deliveries'

export type Listener = {
  /** Resolves once the database has been listened to for the first time, or never will be. */
  ready: Promise<void>
  stop: () => Promise<void>
}

/** Milliseconds for the database to take the call, and to wait before it is tried again. */
const ANSWER_MS = 10_000
const AGAIN_MS = 2_000

/**
 * Listens to a channel of the database on a connection of its own, for as long as it is not stopped. When the
 * connection is lost it is opened again, for ever, and `onCall` is called once then: calls may have been missed. It
 * only makes things quicker; the listener looks from time to time anyway.
 */
export function listen(url: string, channel: string, onCall: () => void): Listener {
  const ending = new AbortController()
  const first = Promise.withResolvers<void>()
  const run = async () => {
    while (!ending.signal.aborted) {
      await listenOnce(url, channel, ending.signal, () => {
        first.resolve()
        onCall()
      })
      await pause(AGAIN_MS, undefined, { signal: ending.signal }).catch(() => {})
    }
    first.resolve()
  }
  const running = run()
  return {
    ready: first.promise,
    stop: async () => {
      ending.abort()
      await running
    },
  }
}

/** One connection from its opening to its end, however it ends. */
async function listenOnce(
  url: string,
  channel: string,
  ending: AbortSignal,
  onCall: () => void,
): Promise<void> {
  const gone = Promise.withResolvers<void>()
  const end = () => gone.resolve()
  ending.addEventListener('abort', end)
  const client = postgres(url, {
    max: 1,
    // The driver's question for array types fails where no caller can catch it when the connection dies under it.
    fetch_types: false,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: ANSWER_MS / 1_000,
    connection: { application_name: 'waymark-listener' },
    onnotice: () => {},
    onclose: end,
    onnotify: onCall,
  } as postgres.Options<Record<string, never>>)
  try {
    const listening = client.unsafe(`listen ${channel}`).execute()
    listening.catch(() => {})
    const taken = await Promise.race([
      listening.then(() => true),
      gone.promise.then(() => false),
      pause(ANSWER_MS, false, { ref: false }),
    ])
    if (!taken) return
    onCall()
    await gone.promise
  } catch {
    // Away, or not taking connections: it is tried again.
  } finally {
    ending.removeEventListener('abort', end)
    await client.end({ timeout: 0 }).catch(() => {})
  }
}
