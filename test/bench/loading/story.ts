import { newId } from '#db/connection/ids.ts'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import { addDays, type Day } from '#workflows/calendar/calendar.ts'
import { dueOf, isOwnLead } from './draft.ts'

/** A step of an action's life: who takes it, when, and what it asks for, by how the action stands then. */
export type Step = {
  by: 'owner' | 'lead' | 'chair'
  day: Day
  change: (facts: ActionFacts) => ActionChangeRequest
}

/**
 * What happened to an action of the model plan after it was made and agreed. Most were started and reported on twice,
 * which makes five history rows; some are held up, ask for more time, are done, or have not begun.
 */
export function storyOf(number: number): Step[] {
  // Spread over the autumn, so that changes since a meeting are some and not all.
  const day = (offset: number) => addDays('2026-08-10', ((number * 13) % 60) + offset)
  const start = step('owner', day(0), () => ({ type: 'start' }))
  const first = report(day(10), 'The partners met, and agreed who does what by when')
  const second = report(day(40), 'Half of the teams work in the new way, and the rest follow')
  switch (number % 20) {
    case 0:
      return []
    case 1:
    case 2:
      return [start, first, blocked(day(40))]
    case 3:
    case 4:
    case 5:
      return [start, first, second, extension(day(45), number)]
    case 6:
    case 7:
      // Nobody endorses their own action.
      if (isOwnLead(number)) return [start, first, second]
      return [
        start,
        first,
        evidence(day(30), 0),
        evidence(day(31), 1),
        submit(day(35)),
        endorse(day(40)),
        signOff(day(45)),
      ]
    default:
      return [start, first, second]
  }
}

type ActionEvent = Extract<ActionChangeRequest, { subject: 'action' }>['event']

function step(by: Step['by'], day: Day, event: (facts: ActionFacts) => ActionEvent): Step {
  return { by, day, change: (facts) => ({ subject: 'action', event: event(facts) }) }
}

function report(day: Day, note: string): Step {
  return step('owner', day, ({ dueOn }) => ({
    type: 'report',
    updateId: newId(),
    note,
    // What is overdue by then is expected three weeks on.
    forecastOn: dueOn === null || dueOn < day ? addDays(day, 21) : dueOn,
    whatChanged: null,
    ownRating: null,
  }))
}

function blocked(day: Day): Step {
  return {
    by: 'owner',
    day,
    change: () => ({
      subject: 'blocker',
      event: {
        type: 'raise',
        blockerId: newId(),
        what: 'The agreement about shared records is not signed',
        waitingOn: 'The health board',
        sinceOn: day,
      },
    }),
  }
}

function extension(day: Day, number: number): Step {
  const event = {
    type: 'request' as const,
    extensionId: newId(),
    dueOn: addDays(dueOf(number) < day ? day : dueOf(number), 60),
    reasonCode: 'capacity' as const,
    text: 'Two of the three posts are empty until spring',
    effect: 'Families wait eight weeks longer',
    mitigation: 'The hubs open on Saturdays',
  }
  return {
    by: 'owner',
    day,
    change: () => ({ subject: 'extension', event: { ...event, extensionId: newId() } }),
  }
}

function evidence(day: Day, criterion: number): Step {
  return step('owner', day, ({ criteria }) => ({
    type: 'addEvidence',
    evidenceId: newId(),
    criterionId: criteria[criterion]?.id ?? '',
    kind: 'audit',
    title: 'Audit of thirty cases',
    url: 'https://records.bench.example/audit',
    datedOn: day,
    independent: criterion === 0,
  }))
}

const submit = (day: Day): Step =>
  step('owner', day, () => ({ type: 'submit', whatChanged: 'Families are seen within a week' }))

const endorse = (day: Day): Step =>
  step('lead', day, () => ({ type: 'endorse', statement: 'I saw it at two hubs, and families say the same' }))

const signOff = (day: Day): Step => step('chair', day, () => ({ type: 'signOff', minuteRef: 'Minute 7' }))
