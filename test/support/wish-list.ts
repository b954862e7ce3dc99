import type { ActionChangeRequest } from '#db/write/action-change.ts'
import {
  type ActionFacts,
  type ActionState,
  evidenceKinds,
  extensionReasons,
  isFinished,
  isLive,
} from '#workflows/action/action-facts.ts'
import type { CastName } from './plans.ts'
import type { Fields } from './wish-fields.ts'

/** One change: who usually makes it, in which actions, and the event with its fields. */
export type Ask = {
  by: CastName[]
  in: (action: ActionFacts) => boolean
  ask: (fields: Fields) => ActionChangeRequest
}

const inStates =
  (...states: ActionState[]) =>
  ({ state }: ActionFacts) =>
    states.includes(state)
const working = inStates('agreed', 'inProgress', 'returned')
const inThePlan = inStates('draft', 'agreed', 'inProgress', 'submitted', 'endorsed', 'returned')
const milestoneIn = (state: string) => (action: ActionFacts) =>
  action.milestones.some((each) => each.state === state)
const requested = (action: ActionFacts) =>
  working(action) && action.extensions.some(({ state }) => state === 'requested')
const blocked = (action: ActionFacts) => action.blockers.some(({ state }) => state === 'open')
const act = (event: Extract<ActionChangeRequest, { subject: 'action' }>['event']): ActionChangeRequest => ({
  subject: 'action',
  event,
})
const openRequest = ({ sound, id, action: { extensions } }: Fields) =>
  id(sound ? extensions.filter(({ state }) => state === 'requested') : extensions)
const openBlocker = ({ sound, id, action: { blockers } }: Fields) =>
  id(sound ? blockers.filter(({ state }) => state === 'open') : blockers)
const milestoneThat =
  (...states: string[]) =>
  ({ sound, id, action: { milestones } }: Fields) =>
    id(sound ? milestones.filter(({ state }) => states.includes(state)) : milestones)

/** Every change there is. Those that lead onwards stand more than once, so that long ways are walked to their end. */
export const wishes: Ask[] = [
  ...twice({ by: ['lead', 'chair'], in: inStates('draft'), ask: () => act({ type: 'agree' }) }),
  { by: ['owner', 'contributor'], in: inStates('agreed'), ask: () => act({ type: 'start' }) },
  { by: ['owner', 'contributor'], in: working, ask: report },
  ...twice({
    by: ['owner'],
    in: inStates('inProgress', 'returned'),
    ask: ({ text }) => act({ type: 'submit', whatChanged: text }),
  }),
  { by: ['owner'], in: inStates('submitted'), ask: () => act({ type: 'withdraw' }) },
  ...twice({
    by: ['lead'],
    in: inStates('submitted'),
    ask: ({ text }) => act({ type: 'endorse', statement: text }),
  }),
  {
    by: ['lead', 'chair'],
    in: inStates('submitted', 'endorsed'),
    ask: ({ text, criterion }) => act({ type: 'return', reason: text, criterionId: criterion }),
  },
  ...twice({ by: ['chair', 'chair', 'viceChair'], in: inStates('submitted', 'endorsed'), ask: signOff }),
  { by: ['chair'], in: inStates('signedOff'), ask: () => act({ type: 'embed' }) },
  // Instead of being one more: the draws of a seed are then of the same list.
  {
    by: ['chair'],
    in: inStates('signedOff'),
    ask: ({ pick }) => act({ type: pick % 3 === 0 ? 'askEvidence' : 'embed' }),
  },
  {
    by: ['chair'],
    in: inStates('signedOff', 'embedded'),
    ask: ({ text, later }) => act({ type: 'reopen', reason: text, dueOn: later }),
  },
  { by: ['chair'], in: inThePlan, ask: ({ text }) => act({ type: 'cancel', reason: text }) },
  {
    by: ['chair'],
    in: inThePlan,
    ask: ({ text, company }) => act({ type: 'supersede', successorId: company.successorId, reason: text }),
  },
  ...twice({
    by: ['chair'],
    in: inStates('cancelled', 'superseded'),
    ask: ({ text, later }) => act({ type: 'reinstate', reason: text, dueOn: later }),
  }),
  {
    by: ['lead', 'administrator'],
    in: inThePlan,
    ask: ({ text, past, heir }) => act({ type: 'transfer', ownerId: heir, fromOn: past, reason: text }),
  },
  ...twice({
    by: ['owner', 'contributor', 'lead'],
    in: (action) => inStates('inProgress', 'returned')(action) || isFinished(action.state),
    ask: addEvidence,
  }),
  {
    by: ['owner', 'lead'],
    in: inThePlan,
    ask: ({ text, notAfterDue, company }) =>
      act({ type: 'addMilestone', milestoneId: company.newId(), title: text, dueOn: notAfterDue }),
  },
  { by: ['lead', 'administrator'], in: inThePlan, ask: edit },
  {
    by: ['owner', 'contributor'],
    in: milestoneIn('planned'),
    ask: (fields) => ({
      subject: 'milestone',
      event: { type: 'meet', milestoneId: milestoneThat('planned')(fields), metOn: fields.past },
    }),
  },
  {
    by: ['owner'],
    in: milestoneIn('planned'),
    ask: (fields) => ({
      subject: 'milestone',
      event: {
        type: 'replan',
        milestoneId: milestoneThat('planned')(fields),
        dueOn: fields.notAfterDue,
        reason: fields.text,
      },
    }),
  },
  {
    by: ['lead'],
    in: milestoneIn('planned'),
    ask: (fields) => ({
      subject: 'milestone',
      event: { type: 'drop', milestoneId: milestoneThat('planned')(fields), reason: fields.text },
    }),
  },
  {
    by: ['owner', 'lead'],
    in: milestoneIn('met'),
    ask: (fields) => ({
      subject: 'milestone',
      event: { type: 'reopen', milestoneId: milestoneThat('met', 'dropped')(fields), reason: fields.text },
    }),
  },
  {
    by: ['owner', 'contributor'],
    in: inThePlan,
    ask: ({ text, past, sound, id, action, company }) => ({
      subject: 'blocker',
      event: {
        type: 'raise',
        blockerId: sound ? company.newId() : id(action.blockers),
        what: text,
        waitingOn: text,
        sinceOn: past,
      },
    }),
  },
  {
    by: ['lead'],
    in: blocked,
    ask: (fields) => ({
      subject: 'blocker',
      event: { type: 'markCritical', blockerId: openBlocker(fields) },
    }),
  },
  {
    by: ['owner', 'lead'],
    in: blocked,
    ask: (fields) => ({
      subject: 'blocker',
      event: { type: 'resolve', blockerId: openBlocker(fields), how: fields.text },
    }),
  },
  {
    by: ['owner', 'lead'],
    in: ({ state, blockers }) => isLive(state) && blockers.some((each) => each.state === 'resolved'),
    ask: ({ action, text }) => ({
      subject: 'blocker',
      event: {
        type: 'reopen',
        blockerId: action.blockers.find(({ state }) => state === 'resolved')?.id ?? '',
        reason: text,
      },
    }),
  },
  { by: ['owner', 'contributor'], in: working, ask: request },
  ...twice({
    by: ['lead', 'chair'],
    in: requested,
    ask: (fields) => ({
      subject: 'extension',
      event: {
        type: 'grant',
        extensionId: openRequest(fields),
        reason: fields.text,
        regulatorAgreement: fields.text,
      },
    }),
  }),
  {
    by: ['lead', 'chair'],
    in: requested,
    ask: (fields) => ({
      subject: 'extension',
      event: { type: 'refuse', extensionId: openRequest(fields), reason: fields.text },
    }),
  },
  {
    by: ['owner', 'contributor'],
    in: requested,
    ask: (fields) => ({
      subject: 'extension',
      event: { type: 'withdraw', extensionId: openRequest(fields) },
    }),
  },
]

function report({ text, later, pick, sound, company }: Fields): ActionChangeRequest {
  const forecast = [{}, { forecastOn: later }, { forecastOn: null }][pick % 3]
  const own = [
    {},
    { ownRating: sound ? 'red' : 'amber' } as const,
    { ownRating: null },
    { whatChanged: text },
  ][pick % 4]
  return act({ type: 'report', updateId: company.newId(), note: text, ...forecast, ...own })
}

function signOff({ pick, later, text }: Fields): ActionChangeRequest {
  return act({
    type: 'signOff',
    ...(pick % 2 === 0 && { embedCheckOn: later }),
    ...(pick % 3 === 0 && { minuteRef: text }),
  })
}

function addEvidence({
  criterion,
  text,
  past,
  pick,
  today,
  sound,
  one,
  company,
  action,
}: Fields): ActionChangeRequest {
  return act({
    type: 'addEvidence',
    evidenceId: company.newId(),
    criterionId: criterion,
    kind: one(evidenceKinds) ?? 'document',
    title: text,
    url: 'https://documents.example/minutes',
    datedOn: sound && isFinished(action.state) ? today : past,
    independent: pick % 2 === 0,
  })
}

function request({ sound, id, action, later, text, one, company }: Fields): ActionChangeRequest {
  const extensionId = sound ? company.newId() : id(action.extensions)
  const reasonCode = one(extensionReasons) ?? 'other'
  return {
    subject: 'extension',
    event: { type: 'request', extensionId, dueOn: later, reasonCode, text, effect: text },
  }
}

/** Fields of an edit are checked where they come in, so they are sound here whatever the wish. */
function edit({ action, pick, text, company: { people, newId } }: Fields): ActionChangeRequest {
  const criterion = { id: newId(), position: action.criteria.length, text: 'One more thing is shown' }
  const inDraft = [
    { criteria: [...action.criteria, criterion] },
    { dueOn: action.dueOn ?? '2027-01-29' },
    { ownerId: people.otherOwner },
  ]
  const always = [
    { title: text },
    { contributorIds: [people.contributor] },
    { contributorIds: [people.otherOwner, people.stranger] },
    { contributorIds: [] },
    { description: text, critical: !action.critical },
    { startOn: null },
  ]
  const changes = action.state === 'draft' ? [...inDraft, ...always] : always
  return act({ type: 'edit', change: changes[pick % changes.length] ?? {} })
}

function twice(ask: Ask): Ask[] {
  return [ask, ask]
}
