import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '#db/connection/connect.ts'
import { inArray } from '#db/connection/drizzle.ts'
import { isDatabaseAway, isDatabaseBusy, mayHaveHappened } from '#db/connection/errors.ts'
import { newId } from '#db/connection/ids.ts'
import { criteria } from '#db/schema/index.ts'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import { changeAction } from '#db/write/transition.ts'
import type { CastName, TestPlan } from '../support/plans.ts'

/** One change that was tried. The moment is its own: by it the change is found in the history. */
export type Try = {
  actionId: string
  at: string
  outcome: 'done' | 'refused' | 'stale' | 'notDone' | 'unknown'
  /** The version it made, when it was acknowledged. */
  version: number | null
}

export type Writing = { tries: Try[]; longestMs: number }

export type WritingOptions = {
  writers: number
  /** Whether it is enough, given how many changes were acknowledged so far. */
  enough: (acknowledged: number) => boolean
}

/**
 * People who write at once, each one change after another, until it is enough.
 * @throws what a change threw that was no failure of the database
 */
export async function writeAtOnce(
  db: Db,
  plan: TestPlan,
  { writers, enough }: WritingOptions,
): Promise<Writing> {
  const actionIds = Object.values(plan.actions)
  const criterionIds = await criteriaOf(db, actionIds)
  const tries: Try[] = []
  let [begun, done, longestMs] = [0, 0, 0]
  const writer = async () => {
    while (!enough(done)) {
      begun += 1
      const actionId = actionIds[Math.floor(Math.random() * actionIds.length)] ?? ''
      const at = new Date(Date.parse('2026-11-23T10:00:00Z') + begun).toISOString()
      const from = performance.now()
      const result = await attempt(db, plan, { actionId, at, criterionIds: criterionIds.get(actionId) ?? [] })
      longestMs = Math.max(longestMs, performance.now() - from)
      tries.push({ actionId, at, ...result })
      if (result.outcome === 'done') done += 1
      if (result.outcome === 'notDone') await pause(20)
    }
  }
  await Promise.all(Array.from({ length: writers }, writer))
  return { tries, longestMs }
}

/** How many tries ended in each way. */
export function tallyOf(tries: Try[]): Record<Try['outcome'], number> {
  const tally = { done: 0, refused: 0, stale: 0, notDone: 0, unknown: 0 }
  for (const { outcome } of tries) tally[outcome] += 1
  return tally
}

type Target = { actionId: string; at: string; criterionIds: string[] }

async function attempt(db: Db, plan: TestPlan, target: Target): Promise<Pick<Try, 'outcome' | 'version'>> {
  const [who, change] = anyChange(target)
  try {
    const context = { actionId: target.actionId, actorId: plan.people[who], now: target.at }
    const result = await changeAction(db, context, change)
    if (result.outcome === 'done') return { outcome: 'done', version: result.accepted.after.version }
    if (result.outcome === 'notFound') throw new Error('an action of the plan was not found')
    return { outcome: result.outcome, version: null }
  } catch (error) {
    if (!isDatabaseAway(error) && !isDatabaseBusy(error)) throw error
    return { outcome: mayHaveHappened(error) ? 'unknown' : 'notDone', version: null }
  }
}

function anyChange({ actionId, criterionIds }: Target): [CastName, ActionChangeRequest] {
  const owner: CastName = 'owner'
  const helper: CastName = Math.random() < 0.5 ? 'owner' : 'contributor'
  const criterionId = criterionIds[Math.floor(Math.random() * criterionIds.length)] ?? ''
  const kinds: (() => [CastName, ActionChangeRequest])[] = [
    () => [helper, { subject: 'action', event: { type: 'report', updateId: newId(), note: 'It goes on.' } }],
    () => [helper, { subject: 'action', event: evidenceFor(criterionId) }],
    () => [
      owner,
      { subject: 'action', event: { type: 'submit', whatChanged: `Waits at ${actionId} fell.` } },
    ],
    () => [owner, { subject: 'action', event: { type: 'withdraw' } }],
    () => [helper, { subject: 'blocker', event: blocker() }],
  ]
  const kind = kinds[Math.floor(Math.random() * kinds.length)] ?? kinds[0]
  if (!kind) throw new Error('there are kinds of changes')
  return kind()
}

function evidenceFor(criterionId: string) {
  return {
    type: 'addEvidence',
    evidenceId: newId(),
    criterionId,
    kind: 'document',
    title: 'Minutes',
    url: 'https://documents.example/minutes',
    datedOn: '2026-11-20',
    independent: false,
  } as const
}

function blocker() {
  return {
    type: 'raise',
    blockerId: newId(),
    what: 'The contract is not signed',
    waitingOn: 'Procurement',
    sinceOn: '2026-11-16',
  } as const
}

async function criteriaOf(db: Db, actionIds: string[]): Promise<Map<string, string[]>> {
  const rows = await db.select().from(criteria).where(inArray(criteria.actionId, actionIds))
  return Map.groupBy(rows, ({ actionId }) => actionId)
    .entries()
    .reduce(
      (ids, [actionId, mine]) =>
        ids.set(
          actionId,
          mine.map(({ id }) => id),
        ),
      new Map<string, string[]>(),
    )
}
