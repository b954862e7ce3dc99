import autocannon, { type Request } from 'autocannon'

/** What a round of requests took. Times of single requests in milliseconds. */
export type Driven = { requests: number; seconds: number; p50: number; p99: number }

/** Seconds that a single answer may take. */
const TIMEOUT = 120

/**
 * Sends requests over a number of connections that each wait for an answer before the next, and waits for the last.
 * Each connection begins elsewhere in the list, so that no two ask for the same at once.
 * @throws when one is not answered as it should be
 */
export async function drive(
  url: string,
  requests: readonly Request[],
  { connections, amount }: { connections: number; amount: number },
): Promise<Driven> {
  const times: number[] = []
  const others = new Map<number, number>()
  let connection = 0
  let last = 0
  const run = autocannon({
    url,
    connections,
    amount,
    timeout: TIMEOUT,
    setupClient: (client) => {
      const first = Math.floor((connection++ * requests.length) / connections) % requests.length
      client.setRequests([...requests.slice(first), ...requests.slice(0, first)])
    },
  })
  const began = performance.now()
  run.on('response', (_client: unknown, status: number, _bytes: number, milliseconds: number) => {
    last = performance.now()
    times.push(milliseconds)
    if (status !== 200) others.set(status, (others.get(status) ?? 0) + 1)
  })
  const { errors, timeouts } = await run
  if (others.size > 0 || errors + timeouts > 0 || times.length === 0) {
    const told = [...others].map(([status, number]) => `${number} of ${times.length} were answered ${status}`)
    throw new Error(`${requests[0]?.path}: ${[...told, `${errors} failed, ${timeouts} in time`].join('; ')}.`)
  }
  const sorted = times.toSorted((a, b) => a - b)
  return {
    requests: times.length,
    seconds: (last - began) / 1_000,
    p50: at(sorted, 0.5),
    p99: at(sorted, 0.99),
  }
}

/** As many requests as are answered in so many seconds, and one for each connection at least. */
export function amountFor({ requests, seconds }: Driven, wanted: number, connections: number): number {
  return Math.max(connections, Math.round((requests / seconds) * wanted))
}

/** The value below which a share of sorted values lies. */
export function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export function median(values: readonly number[]): number {
  return at(
    values.toSorted((a, b) => a - b),
    0.5,
  )
}
