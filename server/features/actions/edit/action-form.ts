import { z } from 'zod'
import { newId } from '#db/connection/ids.ts'
import type { HorizonName } from '#db/schema/plan.ts'
import { idSchema, idTyped, refSchema, textFault } from '#server/http/schemas.ts'
import { tidy } from '#server/http/text.ts'
import { datesOf, typedFrom, typedOf, valuesTyped, withUnasked } from '#server/sheets/noun-form.ts'
import { labelsOf } from '#server/sheets/noun.ts'
import { isSame } from '#server/ui/forms/changed-fields.ts'
import { asFault } from '#server/ui/forms/forms.ts'
import { type Faults, partOf, type Read, readForm, type Typed } from '#server/ui/forms/forms.ts'
import type { ListOf } from '#server/ui/forms/lists-opened.ts'
import { actionDaysFault } from '#workflows/action/action-days.ts'
import type { ActionChange } from '#workflows/action/action-edits.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import { beyond, isWithin, type ListLimit, limits } from '#workflows/limits.ts'
import { actionFields, actionTies, watchedFields, whatFields, whenFields } from '../action-fields-sheet.ts'

const { priorityId, horizonId, ownerId, agencyId, criteria, decisionId } = actionTies

/** Labels of the fields that describe an action, in their order. */
export const actionLabels: Record<string, string> = {
  ref: 'Reference',
  ...labelsOf(whatFields),
  ...labelsOf({ priorityId, horizonId, decisionId, ownerId, agencyId }),
  ...labelsOf(whenFields),
  ...labelsOf({ criteria }),
  ...labelsOf(watchedFields),
}

/** Names of the date inputs. */
export const actionDates = datesOf(actionFields)

const listed = (what: string) => idTyped(`Choose ${what} from the list`)

// In the order of the form, in which faults are listed.
const schema = z.object({
  ...typedOf(whatFields),
  priorityId: listed('a priority').optional(),
  horizonId: idTyped('Choose the horizon it lies in'),
  ref: refSchema('Enter a reference that is free in the plan, such as P1.S3', limits.action.ref).optional(),
  decisionId: listed('a decision').optional(),
  ownerId: listed('an owner').optional(),
  agencyId: listed('an agency').optional(),
  ...typedOf(whenFields),
  ...typedOf(watchedFields),
})

/** What the form of an action says. */
export type ActionTyped = Required<Omit<ActionChange, 'priorityId' | 'ownerPost'>> &
  Pick<ActionChange, 'priorityId'> & { ref?: string | undefined }

/**
 * Reads the form of an action.
 * @param facts the action as it stands, each of its closure criteria in a field of its own; left out for a new one
 */
export function readActionForm(values: Typed, facts?: ActionFacts): Read<ActionTyped> {
  const saved = facts ? actionTyped(facts) : {}
  const had = facts?.criteria ?? []
  const read = readForm(schema, withUnasked(actionFields, values, saved), actionDates, saved)
  const criteria = criteriaTyped(values, had)
  const faults: Faults = {
    ...(read.ok ? daysFaults(read.data, facts) : read.faults),
    ...criteriaFaults(criteria, had),
    ...tickedFaults(values, saved),
  }
  if (!read.ok || Object.keys(faults).length > 0) return { ok: false, faults }
  const { ref, horizonId, priorityId, ownerId = null, agencyId = null, decisionId = null } = read.data
  return {
    ok: true,
    data: {
      ...(ref !== undefined && { ref }),
      ...(priorityId !== undefined && { priorityId }),
      ...valuesTyped(actionFields, read.data),
      horizonId,
      ownerId,
      agencyId,
      // A page without a choice of decisions says nothing of them.
      decisionId: values['decisionId'] === undefined ? (facts?.decisionId ?? null) : decisionId,
      contributorIds: ticked(values, 'contributorIds'),
      recommendationIds: ticked(values, 'recommendationIds'),
      measureIds: ticked(values, 'measureIds'),
      criteria: criteria.map(({ id, text }, position) => ({ id: id ?? newId(), position, text })),
    },
  }
}

/** What is to change of an action: only what is typed otherwise than it stands, and is there to be typed. */
export function changeTyped(
  typed: ActionTyped,
  facts: ActionFacts,
  mayEdit: (field: keyof ActionChange) => boolean,
): ActionChange {
  const { ref: _, ...fields } = typed
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) =>
        mayEdit(name as keyof ActionChange) && !isSame(value, inOrder(facts[name as keyof ActionChange])),
    ),
  )
}

// Ids of people, recommendations and measures are compared as a set; closure criteria keep the order they stand in.
function inOrder(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  return value.every((each) => typeof each === 'string')
    ? value.toSorted()
    : value.map((each: object, position) => ({ ...each, position }))
}

/** What the fields hold of an action that is there. */
export function actionTyped(facts: ActionFacts): Typed {
  const { priorityId, horizonId, ownerId, agencyId, decisionId } = facts
  return {
    ...typedFrom(actionFields, facts),
    priorityId,
    horizonId,
    ownerId: ownerId ?? '',
    agencyId: agencyId ?? '',
    decisionId: decisionId ?? '',
    ...Object.fromEntries(facts.criteria.map(({ id, text }) => [`criterion-${id}`, text])),
    ...Object.fromEntries(facts.contributorIds.map((id) => [`contributorIds-${id}`, id])),
    ...Object.fromEntries(facts.recommendationIds.map((id) => [`recommendationIds-${id}`, id])),
    ...Object.fromEntries(facts.measureIds.map((id) => [`measureIds-${id}`, id])),
  }
}

/** Each closure criterion and each box to tick of a list is changed by itself. */
export const actionList: ListOf = (field) =>
  /^(?:criterion|contributorIds|recommendationIds|measureIds)-/.test(field) ? field : null

/**
 * The next reference that is free: P1.M3 after P1.M2, in a medium horizon.
 * @param taken the references of all actions of the plan
 */
export function nextActionRef(priorityRef: string, horizon: HorizonName, taken: readonly string[]): string {
  const start = `${priorityRef}.${horizon.charAt(0).toUpperCase()}`
  const numbers = taken.flatMap((ref) =>
    ref.startsWith(start) && /^\d{1,6}$/.test(ref.slice(start.length))
      ? [Number(ref.slice(start.length))]
      : [],
  )
  return `${start}${Math.max(0, ...numbers) + 1}`
}

function ticked(values: Typed, field: string): string[] {
  return Object.values(partOf(values, field)).toSorted()
}

type CriterionTyped = { id?: string; text: string }

function criteriaTyped(values: Typed, had: ActionFacts['criteria']): CriterionTyped[] {
  const kept = had.map(({ id }) => ({ id, text: tidy(values[`criterion-${id}`] ?? '') }))
  const added = (values.criteria ?? '').split('\n').map((line) => ({ text: tidy(line) }))
  return [...kept, ...added].filter(({ text }) => text !== '')
}

// What was stored before a limit stays until it is changed.
function criteriaFaults(criteria: readonly CriterionTyped[], had: ActionFacts['criteria']): Faults {
  const { criterion, criteria: all } = limits.action
  const stands = ({ id, text }: CriterionTyped) =>
    had.some((each) => each.id === id && tidy(each.text) === text)
  const wrong = criteria.flatMap((each) => {
    const fault = stands(each) ? null : textFault(criterion, each.text)
    const field = each.id === undefined ? 'criteria' : `criterion-${each.id}`
    return fault === null ? [] : [[field, asFault(fault)]]
  })
  return {
    ...(Object.fromEntries(wrong) as Faults),
    ...(!isWithin(all, criteria.length) &&
      criteria.length > had.length && { criteria: asFault(beyond(all)) }),
  }
}

function tickedFaults(values: Typed, saved: Typed): Faults {
  const fault = (what: string, field: string, limit: ListLimit) => {
    const [now, before] = [ticked(values, field), ticked(saved, field)]
    if (!now.every((id) => isId(id))) return [[field, `Choose ${what} from the list`]]
    return isWithin(limit, now.length) || now.length <= before.length ? [] : [[field, asFault(beyond(limit))]]
  }
  const { contributors, recommendations, measures } = limits.action
  return Object.fromEntries([
    ...fault('contributors', 'contributorIds', contributors),
    ...fault('recommendations', 'recommendationIds', recommendations),
    ...fault('measures', 'measureIds', measures),
  ]) as Faults
}

const isId = (text: string) => idSchema.safeParse(text).success

function daysFaults(
  { startOn, dueOn }: { startOn?: string | undefined; dueOn?: string | undefined },
  facts?: ActionFacts,
): Faults {
  const fault = actionDaysFault({ startOn, dueOn }, facts)
  return fault ? { [fault.field]: asFault(fault.detail) } : {}
}
