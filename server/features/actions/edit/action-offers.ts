import type { FastifyRequest } from 'fastify'
import type { ActionRead, PersonShown } from '#db/read/action-facts.ts'
import { pageDecisions } from '#db/read/decision-records.ts'
import { listMeasures } from '#db/read/measures.ts'
import { listAgencies } from '#db/read/members.ts'
import { findPerson } from '#db/read/people.ts'
import { planPeople } from '#db/read/plan-people.ts'
import { type HorizonRow, horizonsOf } from '#db/read/plans.ts'
import { recommendationsWithCover } from '#db/read/recommendations.ts'
import type { Deps } from '#server/deps.ts'
import { meaningsIn } from '#server/sheets/noun.ts'
import { meaningsOf } from '#server/ui/forms/options.ts'
import { type PersonOption, peopleOptions } from '#server/ui/forms/people-options.ts'
import type { Choice, Option } from '#server/ui/html/govuk.ts'
import { day } from '#server/ui/html/words.ts'
import { personIn } from '#server/ui/return-path.ts'
import { mayEditPlan, type Role } from '#workflows/engine/policy.ts'
import { actionFields } from '../action-fields-sheet.ts'

/** What the fields of an action may be chosen from. */
export type ActionOffers = {
  horizons: readonly HorizonRow[]
  people: readonly PersonOption[]
  agencies: readonly Option[]
  recommendations: readonly Choice[]
  measures: readonly Choice[]
  decisions: readonly Option[]
}

/** Decisions that a form offers, the newest first. */
const MOST_DECISIONS = 200

/** What an action names already, be it still to be chosen or not. */
type Named = {
  people?: readonly PersonShown[]
  measures?: ActionRead['measures']
  decision?: ActionRead['decision']
}

/**
 * What the fields of an action may be chosen from; people are those of its plan, measures those in use.
 * @param also what the action names already: people who have left since, and measures that are no longer in use
 */
export async function actionOffers(
  { db, clock }: Deps,
  planId: string,
  { people: alsoPeople = [], measures: alsoMeasures = [], decision = null }: Named = {},
): Promise<ActionOffers> {
  const [horizons, people, agencies, recommendations, measures, register] = await Promise.all([
    horizonsOf(db, planId),
    planPeople(db, planId),
    listAgencies(db),
    recommendationsWithCover(db, planId),
    listMeasures(db, planId),
    pageDecisions(db, planId, { limit: MOST_DECISIONS, after: null, now: clock.now() }),
  ])
  const decisions = register.items.map((each) => each.decision)
  const gone = alsoPeople.filter(({ id }) => !people.some((person) => person.id === id))
  const unused = alsoMeasures.filter(({ id }) => !measures.some((measure) => measure.id === id))
  return {
    horizons,
    people: peopleOptions([...people, ...gone.map((person) => ({ ...person, isOfPlan: false }))]),
    agencies: agencies.map(({ id, name }) => ({ value: id, text: name })),
    recommendations: recommendations.map(({ id, ref, text, actions }) => ({
      value: id,
      text: `${ref} ${text}`,
      ...(actions.length === 0 && { hint: 'No action answers it yet' }),
    })),
    measures: [
      ...measures.map(({ id, ref, title }) => ({ value: id, text: `${ref} ${title}` })),
      ...unused.map(({ id, ref, title }) => ({
        value: id,
        text: `${ref} ${title}`,
        hint: 'No longer in use',
      })),
    ],
    decisions: [
      ...decisions,
      ...(decision && !decisions.some(({ id }) => id === decision.id) ? [decision] : []),
    ].map(({ id, ref, title }) => ({ value: id, text: `${ref} ${title}` })),
  }
}

/** The person whom an administrator added from a form and is to find chosen in it; null for none. */
export async function personAdded(
  { db }: Deps,
  request: Pick<FastifyRequest, 'query'>,
  role: Role | null,
): Promise<PersonShown | null> {
  const id = mayEditPlan(role) ? personIn(request) : null
  return id === null ? null : findPerson(db, id)
}

/** The horizons of a plan as choices, each with its days. */
export function horizonChoices(horizons: readonly HorizonRow[]): Choice[] {
  return horizons.map(({ id, label, firstOn, lastOn }) => ({
    value: id,
    text: label,
    hint: `${day(firstOn)} to ${day(lastOn)}`,
  }))
}

/** What the values of the fields mean, by field, for showing what was typed in words. */
export function actionMeanings(
  { horizons, people, agencies, decisions }: ActionOffers,
  priorities: readonly Option[],
): Record<string, Record<string, string>> {
  return {
    ...meaningsIn(actionFields),
    horizonId: Object.fromEntries(horizons.map(({ id, label }) => [id, label])),
    ownerId: meaningsOf(people),
    agencyId: meaningsOf(agencies),
    decisionId: meaningsOf(decisions),
    priorityId: meaningsOf(priorities),
  }
}
