import type { Db } from '#db/connection/connect.ts'
import { newId } from '#db/connection/ids.ts'
import type { PlanThere } from '#db/read/plan-for-import.ts'
import { byRef as byRefOrder, compareRefs } from '#workflows/plan/reference-order.ts'
import { sameName } from '#workflows/sameness.ts'
import { orMovedOn } from './commit.ts'
import { alreadyKnown, newAgencies, newPeople, priorityRow, type StepsBeside } from './create-plan.ts'
import {
  actionImported,
  type CellChange,
  idFor,
  idsThere,
  type ImportActor,
  namesFor,
} from './import-changes.ts'
import { writeImport } from './import-plan-write.ts'
import { inPortions } from './in-portions.ts'
import { factsOfDraft } from './new-action.ts'
import type { ActionDraft, PlanDraft, PriorityDraft } from './plan-draft.ts'
import { idsForDraft, type PlanIds } from './plan-ids.ts'

/** All that is new with an import, by reference or by name. */
export type NewThings = {
  newPriorities: string[]
  newActions: string[]
  newRecommendations: string[]
  /** People who are not listed yet, and agencies. */
  newPeople: { name: string; email: string }[]
  newAgencies: string[]
  /** The labels of its horizons. */
  newHorizons: string[]
}

/** What an import makes of a plan: what is new, what changes cell by cell, and what of the plan is not in the file. */
export type PlanImport = NewThings & {
  /** Fields that change, and those that would, with why they do not. */
  cells: CellChange[]
  unchanged: number
  /** Actions of the plan that the file does not have: they stay. */
  gone: string[]
  /** Writes all of it in one statement, with steps beside it; false where the plan has changed meanwhile. */
  write: (beside?: StepsBeside) => Promise<boolean>
}

/**
 * Holds a file against a plan that there is. Actions and priorities are found by their references, priorities by their
 * titles too. Nothing is written before `write`, which writes all of it in one statement, or nothing and says false where
 * the plan has changed meanwhile.
 */
export async function planImport(
  db: Db,
  there: PlanThere,
  draft: PlanDraft,
  actor: ImportActor,
): Promise<PlanImport> {
  const known = await alreadyKnown(db, draft, null)
  const fresh = idsForDraft(draft, known)
  const ids = idsThere(there, fresh)
  const horizons = draft.horizons.filter(
    ({ name }) => there.horizons.length === 0 || (name !== 'short' && !ids.horizon.has(name)),
  )
  for (const { name } of draft.horizons) {
    const usual = there.horizons[0]?.id
    if (horizons.every((each) => each.name !== name) && !ids.horizon.has(name) && usual !== undefined)
      ids.horizon.set(name, usual)
    else idFor(ids.horizon, name)
  }
  const recommendations = draft.recommendations.flatMap((each, at) => {
    const { id, isNew } = idFor(ids.recommendation, sameName(each.ref))
    ids.recommendation.set(each.ref, id)
    return isNew ? [{ ...each, id, planId: there.plan.id, position: there.recommendations.length + at }] : []
  })
  const priorities = prioritiesOf(draft, there, ids, actor)
  const byRef = new Map(there.actions.map((read) => [sameName(read.facts.ref), read]))
  const told = draft.priorities.flatMap((priority) =>
    priority.actions.map((action) => ({ action, priority: priority.ref })),
  )
  const findTitle = titlesFree(
    there,
    told.map(({ action }) => action),
  )
  const matched = told.map((each) => ({
    ...each,
    read: each.action.refIsMade ? findTitle(each.action.title) : byRef.get(sameName(each.action.ref)),
  }))
  const taken = new Set([
    ...byRef.keys(),
    ...told.flatMap(({ action }) => (action.refIsMade ? [] : sameName(action.ref))),
  ])
  const freeRef = freeRefs(taken)
  const born = await inPortions(matched, ({ action, priority, read }) => {
    if (read !== undefined) return []
    const ref = action.refIsMade ? freeRef(priority) : action.ref
    taken.add(sameName(ref))
    ids.action.set(ref, newId())
    return [factsOfDraft({ ...action, ref }, priority, ids, actor.now)]
  })
  const nameOf = namesFor(there, draft, ids)
  const held = await inPortions(matched, ({ action, priority, read }) =>
    read === undefined ? [] : [actionImported(read, action, priority, { ids, plan: there, actor, nameOf })],
  )
  const changed = held.filter(({ change }) => Object.keys(change).length > 0)
  const seen = new Set(held.map(({ before }) => before.id))
  const people = newPeople(draft, ids, known.people, actor.now)
  const agencies = newAgencies(draft, ids, known.agencies)
  return {
    newPriorities: priorities.map(({ ref }) => ref),
    newActions: born.map(({ ref }) => ref),
    newRecommendations: recommendations.map(({ ref }) => ref),
    newPeople: people.map(({ name, email }) => ({ name, email })),
    newAgencies: agencies.map(({ name }) => name),
    newHorizons: horizons.map(({ label }) => label),
    cells: held.flatMap(({ cells }) => cells),
    unchanged: held.filter(({ cells }) => cells.length === 0).length,
    gone: there.actions.flatMap(({ facts }) => (seen.has(facts.id) ? [] : facts.ref)).toSorted(compareRefs),
    write: (beside) =>
      orMovedOn(() =>
        writeImport(
          db,
          there,
          actor,
          {
            people,
            agencies,
            horizons: horizons.map((each) => ({
              ...each,
              planId: there.plan.id,
              id: ids.horizon.get(each.name),
            })),
            recommendations,
            priorities,
            born,
            changed,
          },
          beside,
        ),
      ),
  }
}

/** Gives the next reference below a priority that no action has. */
function freeRefs(taken: ReadonlySet<string>): (priority: string) => string {
  const last = new Map<string, number>()
  return (priority) => {
    for (let number = (last.get(priority) ?? 0) + 1; ; number++) {
      const ref = `${priority}.${number}`
      if (taken.has(sameName(ref))) continue
      last.set(priority, number)
      return ref
    }
  }
}

/** Finds actions by their titles, each once: those of one title in their order, and none that a row names by its reference. */
function titlesFree(
  { actions }: PlanThere,
  drafts: readonly ActionDraft[],
): (title: string) => PlanThere['actions'][number] | undefined {
  const named = new Set(drafts.flatMap(({ ref, refIsMade }) => (refIsMade ? [] : sameName(ref))))
  const free = actions.filter(({ facts }) => !named.has(sameName(facts.ref)))
  const byTitle = Map.groupBy(
    free.toSorted((a, b) => byRefOrder(a.facts, b.facts)),
    ({ facts }) => sameName(facts.title),
  )
  return (title) => byTitle.get(sameName(title))?.shift()
}

/** The priorities that are new; those that the plan has by their title, or by reference, keep their ids. */
function prioritiesOf(draft: PlanDraft, there: PlanThere, ids: PlanIds, actor: ImportActor) {
  const taken = new Set(there.priorities.map(({ ref }) => sameName(ref)))
  return draft.priorities.flatMap((priority: PriorityDraft) => {
    const named = there.priorities.filter(({ ref, title }) =>
      [title, `${ref}: ${title}`, ref].some((name) => sameName(name) === sameName(priority.title)),
    )
    const found = named.find(({ ref }) => sameName(ref) === sameName(priority.ref)) ?? named[0]
    if (found) {
      ids.priority.set(priority.ref, found.id)
      return []
    }
    const { id } = idFor(ids.priority, priority.ref)
    let ref = priority.ref
    for (let number = there.priorities.length + 1; taken.has(sameName(ref)); number++) ref = `P${number}`
    taken.add(sameName(ref))
    const position = taken.size - 1
    return [{ ...priorityRow(priority, position, ids, actor.now), id, ref }]
  })
}
