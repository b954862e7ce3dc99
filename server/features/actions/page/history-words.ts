import type { HistoryEntry } from '#db/read/history.ts'
import { day } from '#server/ui/html/words.ts'
import { evidenceWords, extensionWords } from '#server/ui/words/action-words.ts'
import type { ActionFacts, EvidenceKind, ExtensionReason } from '#workflows/action/action-facts.ts'

/** What the words need besides an entry: the action for its parts, and names of people and actions by id. */
export type Known = { facts: ActionFacts; names: Readonly<Record<string, string>> }

/** An entry of the history in plain words: `what` begins with a verb and follows the name of who did it. */
export type Said = { what: string; body: string[]; weight?: 'decision' | 'setback' }

/** Says what happened. An event that is not known here is named as it is, so that nothing stays unsaid. */
export function historyWords(entry: HistoryEntry, known: Known): Said {
  const say = sayings[`${entry.subject.kind}.${entry.event}`]
  const said = say?.({ entry, known, ...readers(entry, known) }) ?? { what: `Recorded '${entry.event}'` }
  return { ...said, body: (said.body ?? []).filter((line) => line !== '') }
}

/** Ids of people and actions that entries mention and whose names are needed to say them. */
export function mentionedIn(entries: readonly HistoryEntry[]): { people: string[]; actions: string[] } {
  const named = (key: string) =>
    entries.flatMap(({ payload }) => (typeof payload[key] === 'string' ? [payload[key]] : []))
  return { people: named('ownerId'), actions: named('successorId') }
}

type Telling = { entry: HistoryEntry; known: Known } & ReturnType<typeof readers>
type Saying = (telling: Telling) => { what: string; body?: string[]; weight?: 'decision' | 'setback' }

const sayings: Record<string, Saying> = {
  'action.create': () => ({ what: 'Wrote the action into the plan' }),
  'action.agree': () => ({ what: 'Agreed the action and its first due date', weight: 'decision' }),
  'action.start': () => ({ what: 'Started work' }),
  'action.report': ({ text, on }) => ({
    what: 'Gave an update',
    body: [
      text('note'),
      after('What changed: ', text('whatChanged')),
      after('Expects it to be done on ', on('forecastOn')),
      after('Rates it worse than the rule: ', text('ownRating')),
    ],
  }),
  'action.submit': ({ text }) => ({
    what: 'Submitted it for sign-off',
    body: [after('What changed: ', text('whatChanged'))],
  }),
  'action.withdraw': () => ({ what: 'Took the submission back' }),
  'action.endorse': ({ text }) => ({ what: 'Endorsed it', body: [text('statement')], weight: 'decision' }),
  'action.return': ({ text, known }) => ({
    what: 'Returned it to the owner',
    body: [text('reason'), after('Not met yet: ', criterion(known, text('criterionId')))],
    weight: 'setback',
  }),
  'action.signOff': ({ text, on }) => ({
    what: 'Signed it off',
    body: [after('Minute: ', text('minuteRef')), after('Check that it has stuck: ', on('embedCheckOn'))],
    weight: 'decision',
  }),
  'action.embed': () => ({ what: 'Confirmed that the change has stuck', weight: 'decision' }),
  'action.reopen': ({ text, on }) => ({
    what: `Opened it again, due on ${on('dueOn')}`,
    body: [text('reason')],
    weight: 'setback',
  }),
  'action.cancel': ({ text }) => ({ what: 'Cancelled it', body: [text('reason')], weight: 'setback' }),
  'action.supersede': ({ text, name }) => ({
    what: `Had it taken over by ${name('successorId') || 'another action'}`,
    body: [text('reason')],
    weight: 'decision',
  }),
  'action.reinstate': ({ text, on }) => ({
    what: `Brought it back, due on ${on('dueOn')}`,
    body: [text('reason')],
    weight: 'decision',
  }),
  'action.transfer': ({ text, on, name }) => ({
    what: `Handed it over to ${name('ownerId') || 'another owner'} from ${on('fromOn')}`,
    body: [text('reason')],
    weight: 'decision',
  }),
  'action.addEvidence': ({ text, on, flag, known }) => ({
    what: `Added evidence: ${text('title')}`,
    body: [
      `${evidenceWords[text('kind') as EvidenceKind] ?? 'Evidence'} of ${on('datedOn')}${flag('independent') ? ', independent of the owner' : ''}`,
      after('For: ', criterion(known, text('criterionId'))),
    ],
  }),
  'action.addMilestone': ({ text, on }) => ({
    what: `Added a milestone for ${on('dueOn')}: ${text('title')}`,
  }),
  'action.edit': ({ entry }) => ({ what: `Edited ${listOf(editedFields(entry.payload.change))}` }),

  'milestone.meet': ({ on, part }) => ({
    what: `Met the milestone on ${on('metOn')}: ${part('milestones', 'title')}`,
  }),
  'milestone.replan': ({ on, text, part }) => ({
    what: `Moved a milestone to ${on('dueOn')}: ${part('milestones', 'title')}`,
    body: [text('reason')],
  }),
  'milestone.drop': ({ text, part }) => ({
    what: `Dropped a milestone: ${part('milestones', 'title')}`,
    body: [text('reason')],
  }),
  'milestone.reopen': ({ text, part }) => ({
    what: `Opened a milestone again: ${part('milestones', 'title')}`,
    body: [text('reason')],
  }),
  'milestone.editMilestone': ({ text }) => ({ what: `Reworded a milestone: ${text('title')}` }),

  'blocker.raise': ({ text, on }) => ({
    what: `Raised a blocker: ${text('what')}`,
    body: [`Waiting for ${text('waitingOn')} since ${on('sinceOn')}`],
    weight: 'setback',
  }),
  'blocker.markCritical': ({ part }) => ({
    what: `Called a blocker critical: ${part('blockers', 'what')}`,
    weight: 'setback',
  }),
  'blocker.editBlocker': ({ text, part }) => ({
    what: `Reworded a blocker: ${text('what') || part('blockers', 'what')}`,
    body: [after('Waiting for ', text('waitingOn'))],
  }),
  'blocker.resolve': ({ text, part }) => ({
    what: `Resolved a blocker: ${part('blockers', 'what')}`,
    body: [text('how')],
  }),
  'blocker.reopen': ({ text, part }) => ({
    what: `Opened a blocker again: ${part('blockers', 'what')}`,
    body: [text('reason')],
    weight: 'setback',
  }),

  'extension.request': ({ text, on, part }) => ({
    what: `Asked for more time, from ${part('extensions', 'previousDueOn')} to ${on('dueOn')}`,
    body: [
      `${extensionWords[text('reasonCode') as ExtensionReason] ?? 'Reason'}: ${text('text')}`,
      after('Effect: ', text('effect')),
      after('Until then: ', text('mitigation')),
    ],
  }),
  'extension.editExtension': ({ text }) => ({
    what: 'Reworded the request for more time',
    body: [text('text'), after('Effect: ', text('effect')), after('Until then: ', text('mitigation'))],
  }),
  'extension.grant': ({ text, part }) => ({
    what: `Granted more time: the due date moved from ${part('extensions', 'previousDueOn')} to ${part('extensions', 'dueOn')}`,
    body: [text('reason'), after("The regulator's agreement: ", text('regulatorAgreement'))],
    weight: 'decision',
  }),
  'extension.refuse': ({ text, part }) => ({
    what: `Refused more time until ${part('extensions', 'dueOn')}`,
    body: [text('reason')],
    weight: 'setback',
  }),
  'extension.withdraw': ({ part }) => ({
    what: `Took back the request for more time until ${part('extensions', 'dueOn')}`,
  }),
}

/** Readers of what an event carries, and of the part of the action it is about. What is not there reads as nothing. */
function readers({ payload, subject }: HistoryEntry, { facts, names }: Known) {
  const text = (key: string): string => (typeof payload[key] === 'string' ? payload[key] : '')
  return {
    text,
    flag: (key: string): boolean => payload[key] === true,
    on: (key: string): string => inWords(text(key)),
    name: (key: string): string => names[text(key)] ?? '',
    part: (kind: 'milestones' | 'blockers' | 'extensions', key: string): string => {
      const found = (facts[kind] as readonly { id: string }[]).find(({ id }) => id === subject.id)
      const value = (found as Record<string, unknown> | undefined)?.[key]
      return typeof value === 'string' ? inWords(value) : ''
    },
  }
}

const fieldWords: Record<string, string> = {
  horizonId: 'horizon',
  priorityId: 'priority',
  agencyId: 'agency',
  ownerId: 'owner',
  ownerPost: 'post of the owner',
  startOn: 'start date',
  dueOn: 'due date',
  critical: 'whether it is critical',
  regulatorDate: 'whether the regulator fixed its date',
  contributorIds: 'contributors',
  recommendationIds: 'recommendations',
  criteria: 'closure criteria',
}

function editedFields(change: unknown): string[] {
  return Object.keys(typeof change === 'object' && change !== null ? change : {}).map(
    (field) => fieldWords[field] ?? field,
  )
}

function criterion({ facts }: Known, id: string): string {
  return facts.criteria.find((each) => each.id === id)?.text ?? ''
}

const inWords = (text: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? day(text) : text)
const after = (lead: string, text: string): string => (text === '' ? '' : lead + text)

function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
