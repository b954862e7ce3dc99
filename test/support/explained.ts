import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'

/** A step of a query plan, with what it did. */
export type PlanNode = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  Alias?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: PlanNode[]
}

/** How the database carries a statement out, with what each step did. */
export async function explained(db: Db, statement: SQL): Promise<PlanNode> {
  const rows = await rowsOf<{ 'QUERY PLAN': string | [{ Plan: PlanNode }] }>(
    db,
    sql`explain (analyze, costs off, timing off, format json) ${statement}`,
  )
  const told = rows[0]?.['QUERY PLAN']
  const [root] = (typeof told === 'string' ? JSON.parse(told) : told) as [{ Plan: PlanNode }]
  return root.Plan
}

/** A step with all below it. */
export function allNodes(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(allNodes)]
}
