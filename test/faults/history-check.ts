import type { Db } from '#db/connection/connect.ts'
import { inArray } from '#db/connection/drizzle.ts'
import { readAction } from '#db/read/read-actions.ts'
import { blockers, deliveries, events, evidence, updates } from '#db/schema/index.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'

type Event = typeof events.$inferSelect

/** What is written by halves, twice, out of order or without its history, as sentences; empty where all is well. */
export async function historyFaults(db: Db, actionIds: string[]): Promise<string[]> {
  const [history, sent, ...parts] = await Promise.all([
    db.select().from(events).where(inArray(events.aggregateId, actionIds)).orderBy(events.version),
    db.select().from(deliveries).where(inArray(deliveries.actionId, actionIds)),
    db.select({ id: updates.id }).from(updates).where(inArray(updates.actionId, actionIds)),
    db.select({ id: evidence.id }).from(evidence).where(inArray(evidence.actionId, actionIds)),
    db.select({ id: blockers.id }).from(blockers).where(inArray(blockers.actionId, actionIds)),
  ])
  const idsOf = (event: string, key: string) =>
    history.filter((each) => each.event === event).map(({ payload }) => String(payload[key]))
  const [noted, shown, raised] = parts.map((rows) => rows.map(({ id }) => id))
  const submits = history.filter(({ event }) => event === 'submit').map(({ id }) => id)
  return [
    ...differences('updates', noted, idsOf('report', 'updateId')),
    ...differences('evidence', shown, idsOf('addEvidence', 'evidenceId')),
    ...differences('blockers', raised, idsOf('raise', 'blockerId')),
    ...differences(
      'deliveries',
      sent.map(({ period }) => period),
      submits,
    ),
    ...(await Promise.all(actionIds.map((id) => actionFaults(db, id, history)))).flat(),
  ]
}

async function actionFaults(db: Db, id: string, all: Event[]): Promise<string[]> {
  const history = all.filter(({ aggregateId }) => aggregateId === id)
  const facts = (await readAction(db, id))?.facts
  if (!facts) return [`${id} is gone`]
  const last = history.at(-1)
  const versions = history.map(({ version }) => version)
  const gaps = versions.filter((version, at) => version !== at + 1)
  const jumps = history.filter(
    ({ subjectKind, fromState }, at) =>
      at > 0 && subjectKind === 'action' && fromState !== stateAfter(history[at - 1]),
  )
  return [
    ...(gaps.length > 0 ? [`${facts.ref}: versions ${versions.join(' ')}`] : []),
    ...(facts.version === last?.version
      ? []
      : [`${facts.ref}: row ${facts.version}, history ${last?.version}`]),
    ...jumps.map(({ version }) => `${facts.ref}: version ${version} starts from a state that was not`),
    ...(same(facts, last?.after as ActionFacts)
      ? []
      : [`${facts.ref}: the row is not what its history says`]),
  ]
}

function stateAfter(event: Event | undefined): string | undefined {
  return (event?.after as ActionFacts | undefined)?.state
}

/** Parts in any order: people who write at the same moment are not ordered by the moment they began. */
function same(one: ActionFacts, other: ActionFacts): boolean {
  return inOrder(one) === inOrder(other)
}

function inOrder(facts: ActionFacts): string {
  const parts = { evidence: facts.evidence.toSorted(byId), blockers: facts.blockers.toSorted(byId) }
  return JSON.stringify({ ...facts, ...parts, lastUpdate: null }, sortedKeys)
}

function byId(one: { id: string }, other: { id: string }): number {
  return one.id < other.id ? -1 : 1
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function differences(what: string, rows: string[] = [], history: string[] = []): string[] {
  const tally = new Map<string, number>()
  for (const id of rows) tally.set(id, (tally.get(id) ?? 0) + 1)
  for (const id of history) tally.set(id, (tally.get(id) ?? 0) - 1)
  return [...tally].filter(([, left]) => left !== 0).map(([id, left]) => `${what} ${id}: ${left} too many`)
}
