import type { FieldLimits } from './limit-names.ts'

const action: FieldLimits = {
  title: 'action.title',
  description: 'action.description',
  intendedEffect: 'action.intendedEffect',
  criteria: 'action.criterion',
}
const evidence = (part: string): FieldLimits => ({
  [`${part}-title`]: 'evidence.title',
  [`${part}-url`]: 'evidence.url',
})
const blocker: FieldLimits = { 'blocker-what': 'blocker.what', 'blocker-waitingOn': 'blocker.waitingOn' }
const priority: FieldLimits = {
  ref: 'priority.ref',
  title: 'priority.title',
  impact: 'priority.impact',
  description: 'priority.description',
}
const recommendation: FieldLimits = {
  ref: 'recommendation.ref',
  text: 'recommendation.text',
  source: 'recommendation.source',
  paragraph: 'recommendation.paragraph',
}
const plan: FieldLimits = {
  title: 'plan.title',
  ownerBody: 'plan.ownerBody',
  serves: 'plan.serves',
  vision: 'plan.vision',
  description: 'plan.description',
  challenges: 'plan.challenge',
  'short-label': 'horizon.label',
  'medium-label': 'horizon.label',
  'long-label': 'horizon.label',
}
const meeting: FieldLimits = { title: 'meeting.title', place: 'meeting.place' }
const inspection: FieldLimits = {
  title: 'inspection.title',
  urn: 'inspection.urn',
  ref: 'inspection.ref',
  inspector: 'inspection.inspector',
  judgement: 'inspection.judgement',
  judgementBefore: 'inspection.judgement',
  nextExpected: 'inspection.nextExpected',
  url: 'evidence.url',
  note: 'inspection.note',
  ...Object.fromEntries(
    [1, 2, 3, 4].flatMap((row): [string, FieldLimits[string]][] => [
      [`aspect-${row}-name`, 'inspection.aspect'],
      [`aspect-${row}-judgement`, 'inspection.judgement'],
    ]),
  ),
}
const person: FieldLimits = {
  name: 'person.name',
  email: 'person.email',
  post: 'person.post',
  newAgency: 'agency.name',
}

/** Every text and number that a form has, by the route it is sent to; `*` stands for an id in the field's name. */
export const formLimits: Record<string, FieldLimits> = {
  '/account/passkeys/:id/rename': { name: 'passkey.name' },
  '/account/tokens': { name: 'token.name' },
  '/actions/:id/blockers/:partId': { 'resolve-how': 'blocker.how', 'reopen-reason': 'blocker.reason' },
  '/actions/:id/blockers/new': blocker,
  '/actions/:id/decide': {
    'endorse-statement': 'action.statement',
    'signOff-minuteRef': 'action.minuteRef',
    'return-reason': 'action.reason',
    'reopen-reason': 'action.reason',
    'reinstate-reason': 'action.reason',
    'cancel-reason': 'action.reason',
    'supersede-reason': 'action.reason',
    'transfer-reason': 'action.reason',
    'grant-reason': 'extension.reason',
    'grant-regulatorAgreement': 'extension.regulatorAgreement',
    'refuse-reason': 'extension.reason',
  },
  '/actions/:id/edit': { ...action, 'criterion-*': 'action.criterion' },
  '/actions/:id/evidence': evidence('evidence'),
  '/actions/:id/extension': {
    text: 'extension.text',
    effect: 'extension.effect',
    mitigation: 'extension.mitigation',
  },
  '/actions/:id/milestones/:partId': {
    'replan-reason': 'milestone.reason',
    'drop-reason': 'milestone.reason',
    'reopen-reason': 'milestone.reason',
  },
  '/actions/:id/milestones/:partId/edit': { title: 'milestone.title' },
  '/actions/:id/milestones/new': { title: 'milestone.title' },
  '/actions/:id/submit': { whatChanged: 'update.whatChanged', ...evidence('evidence-*') },
  '/week': { 'update-*-note': 'update.note' },
  '/actions/:id/update': {
    note: 'update.note',
    whatChanged: 'update.whatChanged',
    ...evidence('evidence'),
    ...blocker,
  },
  '/inspections/:id/decide': {
    'withdraw-reason': 'inspection.reason',
    'reinstate-reason': 'inspection.reason',
  },
  '/inspections/:id/edit': inspection,
  '/meetings/:id/decide': {
    'unfreeze-reason': 'meeting.reason',
    'reopen-reason': 'meeting.reason',
    'cancel-reason': 'meeting.reason',
    'reinstate-reason': 'meeting.reason',
  },
  '/meetings/:id/decisions/new': { text: 'decision.text' },
  '/meetings/:id/edit': meeting,
  '/plans/:id/board/extension': {
    'reason-*': 'extension.reason',
    'regulatorAgreement-*': 'extension.regulatorAgreement',
  },
  '/plans/:id/board/sign-off': { minuteRef: 'action.minuteRef' },
  '/plans/:id/decide': {
    'return-reason': 'plan.reason',
    'reopen-reason': 'plan.reason',
    'withdraw-reason': 'plan.reason',
    'reinstate-reason': 'plan.reason',
  },
  '/plans/:id/edit': plan,
  '/plans/:id/inspections/new': inspection,
  '/plans/:id/meetings/new': meeting,
  '/plans/:id/people/:personId/edit': person,
  '/plans/:id/people/:personId/handover': { reason: 'handover.reason' },
  '/plans/:id/people/:personId/leaving': { reason: 'handover.reason' },
  '/plans/:id/people/new': person,
  '/plans/:id/priorities/:ref/actions/new': { ...action, ref: 'action.ref' },
  '/plans/:id/priorities/:ref/decide': {
    'sustain-outcomeNote': 'priority.outcomeNote',
    'pause-reason': 'priority.reason',
    'resume-reason': 'priority.reason',
    'reopen-reason': 'priority.reason',
  },
  '/plans/:id/priorities/:ref/edit': priority,
  '/plans/:id/priorities/:ref/outcome': { confidenceNote: 'priority.confidenceNote' },
  '/plans/:id/priorities/new': priority,
  '/plans/:id/recommendations/:ref/edit': recommendation,
  '/plans/:id/recommendations/new': recommendation,
  '/plans/:id/settings': {
    dueSoonDays: 'plan.dueSoonDays',
    staleDays: 'plan.staleDays',
    farLateDays: 'plan.farLateDays',
    embedAfterDays: 'plan.embedAfterDays',
    oftenExtended: 'plan.oftenExtended',
    escalateLeadDays: 'plan.escalateLeadDays',
    escalateChairDays: 'plan.escalateChairDays',
    escalateAgendaDays: 'plan.escalateAgendaDays',
  },
  '/plans/:id/take-out': { words: 'redaction.words', reason: 'redaction.reason' },
  '/files/:id/take-out': { reason: 'redaction.reason' },
  '/measures/:id/figure': {
    published: 'observation.published',
    caveat: 'observation.caveat',
    source: 'observation.source',
  },
  '/plans/new': plan,
  '/plans/from': { title: 'plan.title' },
  '/sign-in': { email: 'person.email' },
}
