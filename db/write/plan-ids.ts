import { newId } from '#db/connection/ids.ts'
import { mailboxKey } from '#workflows/people/mailbox.ts'
import { sameName } from '#workflows/sameness.ts'
import type { PlanDraft } from './plan-draft.ts'

/** The ids that a plan's parts were given, by what they are known by in its draft. */
export type PlanIds = {
  plan: string
  /** By what the address is known by. */
  person: Map<string, string>
  /** By what the name is compared by. */
  agency: Map<string, string>
  horizon: Map<string, string>
  recommendation: Map<string, string>
  priority: Map<string, string>
  measure: Map<string, string>
  action: Map<string, string>
}

/** Ids for everything a draft names; people and agencies that are known keep theirs, however they are written. */
export function idsForDraft(
  draft: PlanDraft,
  known: { people: ReadonlyMap<string, string>; agencies: ReadonlyMap<string, string> },
): PlanIds {
  const refs = (parts: readonly { ref: string }[]) => parts.map(({ ref }) => ref)
  return {
    plan: newId(),
    person: idsFor(
      draft.people.map(({ email }) => mailboxKey(email)),
      known.people,
    ),
    agency: idsFor(agenciesIn(draft).map(sameName), known.agencies),
    horizon: idsFor(draft.horizons.map(({ name }) => name)),
    recommendation: idsFor(refs(draft.recommendations)),
    priority: idsFor(refs(draft.priorities)),
    measure: idsFor(refs(draft.priorities.flatMap(({ measures }) => measures))),
    action: idsFor(refs(draft.priorities.flatMap(({ actions }) => actions))),
  }
}

/** Every agency that a draft names, once, as it is written first. */
export function agenciesIn(draft: PlanDraft): string[] {
  const named = [
    ...draft.people.map(({ agency }) => agency),
    ...draft.priorities.flatMap(({ actions }) => actions.map(({ agency }) => agency)),
  ]
  return [
    ...new Map(
      named.flatMap((name) => (name === null ? [] : [[sameName(name), name] as const])).toReversed(),
    ).values(),
  ].toReversed()
}

function idsFor(
  names: readonly string[],
  known: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  return new Map(names.map((name) => [name, known.get(name) ?? newId()]))
}
