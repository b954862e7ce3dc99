import { Agent, request as ask } from 'node:http'
import { xlsxType } from '#server/http/list-file.ts'
import { signToken } from '#server/http/plugins/tokens.ts'
import { type RoleName, roleNames } from './access-row.ts'
import { accessTable } from './access-table.ts'
import type { TestApp } from './app.ts'
import { digestOf } from './digest.ts'
import { type GoodRequest, type MutatedRequest, mutated } from './mutations.ts'
import { type Contract, contractOf } from './openapi.ts'
import { type Place, pathOf } from './places.ts'
import { chanceOf } from './random.ts'

export type MutationReport = { asked: number; statuses: Map<number, number>; faults: string[] }
type Answered = { status: number; type: string; text: string }

const deciders: readonly RoleName[] = ['owner', 'lead', 'chair', 'administrator']
const BATCH = 100
const AT_ONCE = 10

/**
 * Sends requests that were right until something in them was changed, and says which answers break a promise:
 * a 500, a refusal that is no problem or not as documented, or a row changed by requests that were refused.
 */
export async function mutationRun(
  app: TestApp,
  place: Place,
  count: number,
  seed: number,
): Promise<MutationReport> {
  const contract = contractOf(app.app)
  const chance = chanceOf(seed)
  // Those who may do most come most often, or nearly every request would end at the door.
  const roles = [...roleNames, ...deciders, ...deciders, ...deciders]
  const tokens = roles.map((role) => signToken(app.app, place.who[role]))
  const ids = [...Object.values(place.subjects), ...Object.values(place.who)]
  const goods = contract.operations.map((operation): GoodRequest => {
    const row = accessTable[operation.name]
    const path = row ? pathOf(operation, row, place.subjects) : operation.path
    return { operation, path, ids, body: row?.body?.(place.subjects) ?? null }
  })
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const report: MutationReport = { asked: 0, statuses: new Map(), faults: [] }
  try {
    while (report.asked < count) {
      const batch = Array.from({ length: Math.min(BATCH, count - report.asked) }, () =>
        mutated(chance.one(goods), chance.one(tokens), chance),
      )
      report.asked += batch.length
      await judgeBatch(batch)
    }
  } finally {
    agent.destroy()
  }
  return report

  /** What was refused is asked again until all of it is refused: then nothing may have changed. */
  async function judgeBatch(batch: MutatedRequest[]): Promise<void> {
    let left = batch
    for (let round = 0; round < 5 && left.length > 0; round++) {
      const before = await digestOf(app.db)
      const answers = await inTurns(left, (request) => send(agent, app.url, request))
      for (const [at, answer] of answers.entries()) {
        const request = left[at] as MutatedRequest
        if (round === 0) report.statuses.set(answer.status, (report.statuses.get(answer.status) ?? 0) + 1)
        for (const fault of faultsOf(contract, request, answer))
          report.faults.push(`${fault} — ${told(request)}`)
      }
      const refused = left.filter((_, at) => (answers[at]?.status ?? 0) >= 400)
      if (answers.every(({ status }, at) => status >= 400 || isRead(left[at] as MutatedRequest))) {
        const after = await digestOf(app.db)
        const changed = Object.keys(after).filter((table) => after[table] !== before[table])
        if (changed.length > 0)
          report.faults.push(`refused requests changed ${changed.join(', ')}: ${left.map(told).join('; ')}`)
        return
      }
      left = refused
    }
  }
}

function isRead({ method }: MutatedRequest): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
}

function faultsOf(contract: Contract, request: MutatedRequest, { status, type, text }: Answered): string[] {
  if (status >= 500) return [`answered ${status}: ${text.slice(0, 200)}`]
  if (request.method === 'HEAD' || status === 204 || status === 304 || type === 'text/csv') return []
  // A plan is taken out as a spreadsheet.
  if (/\/export(?:\?|$)/.test(request.path) && status === 200)
    return type === xlsxType ? [] : [`answered ${type}`]
  // A file comes as it was put in, unless its caller asks for what is told of it.
  if (request.path.startsWith('/files/') && status === 200 && type !== 'application/json') return []
  if (status >= 400 && type !== 'application/problem+json')
    return [`answered ${status} with ${type}: ${text.slice(0, 100)}`]
  try {
    return contract.faultsOf(request, { status, type, body: JSON.parse(text) as unknown })
  } catch (error) {
    return [`answered ${status} with what is no JSON: ${String(error)}`]
  }
}

function told({ method, path, changes }: MutatedRequest): string {
  return `${method} ${path.slice(0, 120)} [${changes.join('; ')}]`
}

async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const worker = async () => {
    while (next < items.length) {
      const at = next++
      results[at] = await work(items[at] as T)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return results
}

/** With Node's own client, because `fetch` mends or refuses half of what is to be tried. */
function send(agent: Agent, url: string, { method, path, headers, body }: MutatedRequest): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const length = body === null ? 0 : Buffer.byteLength(body)
    const request = ask(
      {
        agent,
        host: '127.0.0.1',
        port: new URL(url).port,
        // As it is: a URL would be tidied on the way.
        path: `/api/v1${path}`,
        method,
        // A file is told of as JSON only to those who ask for that.
        headers: {
          accept: 'application/json',
          ...(body !== null && { 'content-length': String(length) }),
          ...headers,
        },
        timeout: 20_000,
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const [type = ''] = (response.headers['content-type'] ?? '').split(';')
          resolve({ status: response.statusCode ?? 0, type, text: Buffer.concat(chunks).toString() })
        })
        response.on('error', reject)
      },
    )
    request.on('timeout', () => request.destroy(new Error(`no answer in time to ${method} ${path}`)))
    request.on('error', reject)
    request.end(body ?? undefined)
  })
}
