import type { Transport } from './frame/message.ts'

/** For when no mail server is set up: nothing leaves the machine, and what would have gone stays in the ledger. */
export function outboxTransport(): Transport {
  return {
    concurrency: 5,
    send: () =>
      Promise.resolve({ kind: 'accepted', reply: 'Kept on the Outbox page: no mail server is set up.' }),
    close: () => {},
  }
}
