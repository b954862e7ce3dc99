/** As much of it as the bench uses; the package has no types of its own. */
declare module 'autocannon' {
  import type { EventEmitter } from 'node:events'

  export type Request = {
    method?: 'GET' | 'POST'
    path: string
    headers?: Record<string, string>
    body?: string
  }
  export type Client = { setRequests: (requests: Request[]) => void }
  type Options = {
    url: string
    connections: number
    /** So many answers in all, however long they take. */
    amount: number
    /** Seconds. */
    timeout: number
    setupClient: (client: Client) => void
  }
  /** Emits `response` with client, status, bytes and milliseconds for every answer. */
  type Instance = EventEmitter & PromiseLike<{ errors: number; timeouts: number; mismatches: number }>
  export default function autocannon(options: Options): Instance
}
