import type { Day } from '#workflows/calendar/calendar.ts'
import type { OwnRating, Via } from './action-facts.ts'

/** Every event of an action's workflow with what it carries. Ids of new parts are made by the caller. */
export type ActionEvent =
  | { type: 'agree' }
  | { type: 'start' }
  | ({ type: 'report' } & Report)
  | { type: 'submit'; whatChanged: string }
  | { type: 'withdraw' }
  | { type: 'endorse'; statement: string }
  | { type: 'return'; reason: string; criterionId: string }
  | { type: 'signOff'; minuteRef?: string; embedCheckOn?: Day }
  | { type: 'embed' }
  | { type: 'reopen'; reason: string; dueOn: Day }
  | { type: 'cancel'; reason: string }
  | { type: 'supersede'; successorId: string; reason?: string }
  | { type: 'reinstate'; reason: string; dueOn: Day }
  | { type: 'transfer'; ownerId: string; fromOn: Day; reason: string }
  | { type: 'askEvidence' }

export type Report = {
  updateId: string
  via?: Via
  note: string
  /** Left out: the forecast stands. Null: the owner no longer expects another date than the due date. */
  forecastOn?: Day | null
  ownRating?: OwnRating | null
  whatChanged?: string | null
}

export const actionEventNames = [
  'agree',
  'start',
  'report',
  'submit',
  'withdraw',
  'endorse',
  'return',
  'signOff',
  'embed',
  'reopen',
  'cancel',
  'supersede',
  'reinstate',
  'transfer',
  'askEvidence',
] as const satisfies readonly ActionEvent['type'][]
export type ActionEventName = (typeof actionEventNames)[number]
