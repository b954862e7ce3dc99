import { newId } from '#db/connection/ids.ts'
import type { ActionRead } from '#db/read/action-facts.ts'
import type { PlanThere } from '#db/read/plan-for-import.ts'
import { settingsOf } from '#db/read/plans.ts'
import { type ActionChange, editAction } from '#workflows/action/action-edits.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import { type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import { standingInPlan } from '#workflows/engine/policy.ts'
import { itemsInCell, spacedAlike } from '#workflows/exchange/cells/text-cell.ts'
import { mailboxKey } from '#workflows/people/mailbox.ts'
import { sameName } from '#workflows/sameness.ts'
import { factsOfDraft } from './new-action.ts'
import type { ActionDraft, PlanDraft } from './plan-draft.ts'
import { agenciesIn, type PlanIds } from './plan-ids.ts'

/** One field of an action that an import changes, or would; `because` says why it does not. */
export type CellChange = { ref: string; field: string; from: string; to: string; because?: string }

/** What an import makes of an action that the plan has: as it stands afterwards, and cell by cell. */
export type ActionImported = {
  before: ActionFacts
  after: ActionFacts
  change: ActionChange
  cells: CellChange[]
}

export type ImportActor = { id: string | null; now: Instant }

/**
 * Holds an action of a file against the one with its reference. What the file leaves empty stays; each field is asked of
 * the action's own rules as an edit by an administrator, so that the due date of an agreed action does not move by an
 * import.
 */
export function actionImported(
  there: ActionRead,
  draft: ActionDraft,
  priorityRef: string,
  { ids, plan, actor, nameOf }: { ids: PlanIds; plan: PlanThere; actor: ImportActor; nameOf: NamesById },
): ActionImported {
  const { facts } = there
  const description = draft.ownDescription ?? draft.description
  const wanted = factsOfDraft({ ...draft, description }, priorityRef, ids, actor.now)
  const change: ActionChange = {}
  const cells: CellChange[] = []
  for (const [field, to] of Object.entries(changesOf(facts, wanted, draft))) {
    const one = { [field]: to } as ActionChange
    const decided = editAction(questionOf({ ...there, facts }, { ...change, ...one }, plan, actor))
    const from = facts[field as keyof ActionFacts]
    const cell = { ref: facts.ref, field, from: shown(from, nameOf), to: shown(to, nameOf) }
    if (decided.ok) Object.assign(change, one)
    cells.push(decided.ok ? cell : { ...cell, because: decided.because })
  }
  if (criteriaDiffer(facts, draft))
    cells.push({
      ...criteriaCell(facts, draft),
      because: 'Closure criteria are changed on the page of the action.',
    })
  const whole = editAction(questionOf(there, change, plan, actor))
  return { before: facts, after: whole.ok ? whole.after : facts, change: whole.ok ? change : {}, cells }
}

const compared = [
  'title',
  'description',
  'intendedEffect',
  'startOn',
  'dueOn',
  'ownerId',
  'agencyId',
] as const

// A cell does not keep how many spaces stand between words.
const isSame = (wanted: string | null, there: string | null): boolean =>
  wanted === there || (wanted !== null && there !== null && spacedAlike(wanted) === spacedAlike(there))

function changesOf(facts: ActionFacts, wanted: ActionFacts, draft: ActionDraft): ActionChange {
  const told = compared.filter(
    (field) => (wanted[field] ?? '') !== '' && !isSame(wanted[field], facts[field]),
  )
  const added = wanted.recommendationIds.filter((id) => !facts.recommendationIds.includes(id))
  return {
    ...Object.fromEntries(told.map((field) => [field, wanted[field]])),
    ...(draft.critical && !facts.critical && { critical: true }),
    ...(wanted.priorityId !== facts.priorityId && { priorityId: wanted.priorityId }),
    ...(added.length > 0 && { recommendationIds: [...facts.recommendationIds, ...added].toSorted() }),
  }
}

function questionOf(
  { facts, priority }: ActionRead,
  change: ActionChange,
  { plan, priorities, recommendations }: PlanThere,
  actor: ImportActor,
) {
  const named = priorities.find(({ id }) => id === change.priorityId)
  const own = priorities.find(({ id }) => id === priority.id)
  return {
    action: facts,
    around: {
      plan: { id: plan.id, state: plan.state, settings: settingsOf(plan) },
      priorityState: own?.state ?? 'draft',
      leadId: priority.leadId,
      ownerHasLeft: false,
      chairIds: [],
      viceChairIds: [],
      soleCoverOf: [],
      successor: null,
      newOwner: change.ownerId ? { id: change.ownerId, name: '', post: '', agencyId: null } : null,
      // A priority that comes with the file is new, and of this plan.
      namedPriority:
        change.priorityId === undefined
          ? null
          : { id: change.priorityId, planId: plan.id, state: named?.state ?? ('draft' as const) },
      namedRecommendationIds: change.recommendationIds ?? recommendations.map(({ id }) => id),
      decision: null,
      decisionIsOfPlan: true,
      namedMeasureIds: [],
    },
    standing: standingInPlan({ id: actor.id ?? '', role: 'administrator' as const }),
    today: londonDay(actor.now),
    now: actor.now,
    event: { type: 'edit' as const, change },
  }
}

const criteriaDiffer = ({ criteria }: ActionFacts, draft: ActionDraft): boolean =>
  draft.criteria.length > 0 && listed(draft.criteria) !== listed(criteria.map(({ text }) => text))

const listed = (items: readonly string[]): string => itemsInCell(spacedAlike(items.join('\n'))).join('\n')

const criteriaCell = ({ ref, criteria }: ActionFacts, draft: ActionDraft): CellChange => ({
  ref,
  field: 'criteria',
  from: criteria.map(({ text }) => text).join('\n'),
  to: draft.criteria.join('\n'),
})

/** People, agencies, priorities and recommendations as a reader knows them, by their ids. */
export type NamesById = ReadonlyMap<string, string>

function shown(value: unknown, nameOf: NamesById): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map((each) => shown(each, nameOf)).join(', ')
  const text = String(value as string)
  return nameOf.get(text) ?? text
}

/** The names of all that the actions of a plan, or those of a file, are tied to. */
export function namesFor(there: PlanThere, draft: PlanDraft, ids: PlanIds): NamesById {
  const priority = ({ ref, title }: { ref: string; title: string }) => `${ref}: ${title}`
  const agencyIds = [...ids.agency]
  const agencies = new Map(agenciesIn(draft).map((name) => [sameName(name), name]))
  return new Map<string, string>([
    ...draft.recommendations.map(({ ref }) => [ids.recommendation.get(ref) ?? '', ref] as const),
    ...there.recommendations.map(({ id, ref }) => [id, ref] as const),
    ...draft.priorities.map((each) => [ids.priority.get(each.ref) ?? '', priority(each)] as const),
    ...there.priorities.map((each) => [each.id, priority(each)] as const),
    ...agencyIds.map(([name, id]) => [id, agencies.get(name) ?? name] as const),
    ...there.actions.flatMap(({ facts, agency }) =>
      facts.agencyId === null || agency === null ? [] : [[facts.agencyId, agency] as const],
    ),
    ...draft.people.map(({ email, name }) => [ids.person.get(mailboxKey(email)) ?? '', name] as const),
    ...there.actions.flatMap(({ owner }) => (owner === null ? [] : [[owner.id, owner.name] as const])),
  ])
}

/** The ids of a plan's parts as a file names them, with new ones for what it does not have yet. */
export function idsThere(there: PlanThere, known: Pick<PlanIds, 'person' | 'agency'>): PlanIds {
  return {
    plan: there.plan.id,
    person: known.person,
    agency: known.agency,
    horizon: new Map(there.horizons.map(({ name, id }) => [name, id])),
    recommendation: new Map(there.recommendations.map(({ ref, id }) => [sameName(ref), id])),
    priority: new Map(),
    measure: new Map(),
    action: new Map(),
  }
}

/** The id that is there under a key, or a new one. */
export function idFor(ids: Map<string, string>, key: string): { id: string; isNew: boolean } {
  const found = ids.get(key)
  if (found !== undefined) return { id: found, isNew: false }
  const id = newId()
  ids.set(key, id)
  return { id, isNew: true }
}
