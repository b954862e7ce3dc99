import { isDay } from '#workflows/calendar/calendar.ts'
import { isClosed, whyPlanIsShut } from '#workflows/plan/plan-settings.ts'
import type { ActionSubject, Question, Requirement } from './requirement.ts'

type AnyEvent = { type: string }

/** Who may do it: any one of the named standings towards the action. */
export function actorIs(
  ...standings: ('owner' | 'contributor' | 'lead' | 'chair' | 'administrator')[]
): Requirement<AnyEvent, object> {
  const who = listOf(standings.map((name) => standingNames[name]))
  return {
    code: 'notYourRole',
    met: ({ standing }) => standings.some((name) => standing[name]),
    because: `Only ${who} can do this.`,
    who,
  }
}

/** No person decides on their own work. */
export const notTheOwner: Requirement<AnyEvent> = {
  code: 'ownWork',
  met: ({ standing }) => !standing.owner,
  because: 'You own this action, so somebody else has to decide on it.',
}

/** Nor on what they submitted, should the action have changed hands since. */
export const notTheSubmitter: Requirement<AnyEvent> = {
  code: 'ownWork',
  met: ({ action, standing }) => action.submittedBy !== standing.personId,
  because: 'You submitted this action, so somebody else has to decide on it.',
}

/** What is asked of the owner needs one who reads it. */
export const ownerIsHere: Requirement<AnyEvent> = {
  code: 'personNotFound',
  met: ({ around }) => !around.ownerHasLeft,
  because: 'Its owner has left, so that nobody would bring the evidence. Have it handed over first.',
}

/** What a plan that is closed or withdrawn no longer takes. */
export const planIsNotClosed: Requirement<AnyEvent> = {
  code: 'planClosed',
  met: ({ around }) => whyPlanIsShut(around.plan.state) === null,
  because: ({ around }) => whyPlanIsShut(around.plan.state) ?? '',
  rule: 'The plan is closed. Have its chair reopen it first.',
}

/** Work comes back into a priority only while that is open. */
export const priorityIsOpen: Requirement<AnyEvent> = {
  code: 'priorityClosed',
  met: ({ around }) => !isClosed(around.priorityState),
  because: 'The priority has been delivered. Have the chair reopen it first.',
}

export const planIsActive: Requirement<AnyEvent> = {
  code: 'planNotActive',
  met: ({ around }) => around.plan.state === 'active',
  because: 'The plan is not active. It has to be approved by its chair first.',
}

/** A text field that must hold more than white space. */
export function textGiven<F extends string>(
  field: F,
  because: string,
): Requirement<{ type: string } & Record<F, string>, object> {
  return {
    code: 'fieldMissing',
    field,
    met: ({ event }) => typeof event[field] === 'string' && event[field].trim() !== '',
    because,
    missing: () => [{ field, detail: because }],
  }
}

/** A field that must hold a day which exists, and which passes a further test where one is given. */
export function dayGiven<F extends string, S = ActionSubject>(
  field: F,
  because: string,
  allowed: (day: string, question: Question<{ type: string } & Record<F, string>, S>) => boolean = () => true,
): Requirement<{ type: string } & Record<F, string>, S> {
  return {
    code: 'dateNotAllowed',
    field,
    met: (question) => {
      const day = question.event[field]
      return typeof day === 'string' && isDay(day) && allowed(day, question)
    },
    because,
    missing: () => [{ field, detail: because }],
  }
}

/** As `dayGiven`, for a field that may be left out. */
export function dayIfGiven<F extends string>(
  field: F,
  because: string,
  allowed: (
    day: string,
    question: Question<{ type: string } & Partial<Record<F, string | null>>>,
  ) => boolean = () => true,
): Requirement<{ type: string } & Partial<Record<F, string | null>>> {
  return {
    code: 'dateNotAllowed',
    field,
    met: (question) => {
      const day: string | null | undefined = question.event[field]
      return day === undefined || day === null || (isDay(day) && allowed(day, question))
    },
    because,
    missing: () => [{ field, detail: because }],
  }
}

const standingNames = {
  owner: 'the owner',
  contributor: 'a contributor',
  lead: 'the lead of the priority',
  chair: 'the chair of the board',
  administrator: 'the plan administrator',
}

function listOf(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}
