import { vi } from 'vitest'
import { connect, type Db } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'

type Asked = { text: string; parameters: unknown[] }
type Client = {
  unsafe: (text: string, parameters: unknown[]) => PromiseLike<Record<string, unknown>[]>
}
export type ReadCost = { text: string; blocks: number }

/**
 * Tells what each statement costs that a request reads with, in blocks of the database touched. The planner is told not
 * to read whole tables where an index serves, as it would not if they were a hundred times as long.
 */
export async function readCosts(db: Db, databaseUrl: string) {
  const reader = connect(databaseUrl, { max: 1 })
  await reader.db.execute(sql`set enable_seqscan = off`)
  const client = (of: Db) => (of as unknown as { $client: Client }).$client

  /** Makes a request, and gives its status and what it read. */
  const of = async (request: () => Promise<{ status: number }>) => {
    const spy = vi.spyOn(client(db), 'unsafe')
    const { status } = await request()
    const asked = spy.mock.calls.map(([text, parameters]) => ({ text, parameters: parameters ?? [] }))
    spy.mockRestore()
    const reads: ReadCost[] = []
    for (const { text, parameters } of asked.filter(isRead)) {
      const explain = `explain (analyze, buffers, costs off, timing off, format json) ${text}`
      const [row] = await client(reader.db).unsafe(explain, parameters)
      reads.push({ text, blocks: blocksOf(row?.['QUERY PLAN']) })
    }
    return { status, reads }
  }
  return { of, close: reader.close }
}

const isRead = ({ text }: Asked): boolean =>
  /^\s*(select|with)\b/i.test(text) && !/\b(insert into|delete from|for update)\b|\bupdate "/i.test(text)

function blocksOf(told: unknown): number {
  const [{ Plan: root }] = (typeof told === 'string' ? JSON.parse(told) : told) as [
    { Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } },
  ]
  return root['Shared Hit Blocks'] + root['Shared Read Blocks']
}
