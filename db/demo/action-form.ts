import { z } from 'zod'
import { horizonNames } from '#db/schema/plan.ts'
import { evidenceKinds, extensionReasons } from '#workflows/action/action-facts.ts'
import { maybe, type Names, offset, words } from './names.ts'

/** An action with the story of what people did to it. */
export type DemoAction = z.output<ReturnType<typeof actionForm>>

/**
 * One thing that a person did to an action. Events of one action are in order, and those of the same day
 * happened in the order written; none is later than yesterday.
 */
export type DemoEvent = DemoAction['story'][number]
export type DemoEventName = DemoEvent['event']

/** An action as the files of the demonstration tell it. */
export function actionForm(names: Names) {
  return z.strictObject({
    ref: names.refOf('SML'),
    horizon: z.enum(horizonNames),
    title: words,
    description: words,
    /** The owner before the story begins; a `transfer` in the story changes it. Null only in a draft. */
    owner: names.person.nullable(),
    contributors: z.array(names.person),
    agency: names.agency,
    /** What must be shown before the action can be closed. Events name one by its index, from 0. */
    criteria: z.array(words),
    start: offset,
    /** The due date that was first agreed. Null only in a draft. */
    baselineDue: offset.nullable(),
    /** The due date once the whole story has been replayed; equal to the baseline where nothing moved it. */
    due: offset.nullable(),
    critical: maybe(z.boolean()),
    /** The date was fixed by the regulator, so that moving it needs the regulator's agreement on record. */
    regulatorDate: maybe(z.boolean()),
    recommendations: z.array(names.recommendation),
    /** What is to be different once it is done, and by how much. */
    intendedEffect: maybe(words),
    /** The measures that it is meant to move. */
    measures: maybe(z.array(names.refOf('O'))),
    /** Dates as first planned, never after `baselineDue`; a `replanMilestone` in the story moves one. */
    milestones: z.array(z.strictObject({ title: words, due: offset })),
    /** Present where the action was added after the plan's approval: it is a draft until an `agree`; perhaps by a decision. */
    added: maybe(
      z.strictObject({ at: offset, by: names.person, decision: maybe(z.string().regex(/^D\d+$/)) }),
    ),
    story: z.array(storyForm(names)),
  })
}

const index = z.int().min(0)

/**
 * What each event carries besides day and person. Indexes count from 0 in the order in which criteria and
 * milestones are listed, and blockers were raised, in the action.
 */
function storyForm({ person, refOf }: Names) {
  const event = <Name extends string, Fields extends z.ZodRawShape>(name: Name, fields: Fields) =>
    z.strictObject({ at: offset, by: person, event: z.literal(name), ...fields })
  return z.discriminatedUnion('event', [
    event('agree', {}),
    event('start', {}),
    event('report', {
      note: words,
      whatChanged: maybe(words),
      forecast: maybe(offset),
      ownRating: maybe(z.enum(['amber', 'red'])),
    }),
    event('submit', { whatChanged: words }),
    event('withdraw', {}),
    event('endorse', { statement: words }),
    event('return', { criterion: index, reason: words }),
    /** Without `embedCheck` the check falls due 90 days after the sign-off. */
    event('signOff', { minute: maybe(words), embedCheck: maybe(offset) }),
    event('embed', {}),
    event('reopen', { reason: words, newDue: offset }),
    event('cancel', { reason: words }),
    event('supersede', { reason: words, successor: refOf('SML') }),
    event('reinstate', { reason: words, newDue: offset }),
    event('transfer', { newOwner: person, from: offset, reason: words }),
    /** `datedOn` is the day the paper bears. Independent: made by a person who does not answer to the owner. */
    event('addEvidence', {
      criterion: index,
      kind: z.enum(evidenceKinds),
      title: words,
      url: z.url(),
      datedOn: offset,
      independent: z.boolean().default(false),
    }),
    event('raiseBlocker', { what: words, waitingOn: words, since: offset }),
    event('resolveBlocker', { blocker: index, how: words }),
    event('markCritical', { blocker: index }),
    event('requestExtension', {
      newDue: offset,
      reasonCode: z.enum(extensionReasons),
      text: words,
      effect: words,
      mitigation: words,
    }),
    /** `regulatorAgreement`: who agreed for the regulator; needed where it fixed the date. */
    event('grantExtension', { reason: maybe(words), regulatorAgreement: maybe(words) }),
    event('refuseExtension', { reason: words }),
    event('meetMilestone', { milestone: index, metOn: offset }),
    event('replanMilestone', { milestone: index, newDue: offset, reason: words }),
  ])
}
