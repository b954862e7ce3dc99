import type { ActionRead } from '#db/read/action-facts.ts'
import type { EvidenceAsk } from '#db/read/evidence-asks.ts'
import type { Return } from '#db/read/returns.ts'
import type { EvidenceOwed, Work } from '#db/read/work.ts'
import { requestOf, requestWords } from '#emails/digests/waiting.ts'
import { oneLine, wholeWords } from '#emails/frame/words.ts'
import { paths } from '#server/paths.ts'
import { type ActionLine, day } from '#server/ui/html/components.ts'
import { extensionWords } from '#server/ui/words/action-words.ts'
import { timesDateMoved } from '#workflows/action/date-moves.ts'
import { embeddingGaps, lackWords } from '#workflows/action/embedding.ts'
import { decisionWaitsSince, waitedInWords } from '#workflows/action/waiting.ts'
import { type Day, daysBetween, londonDay } from '#workflows/calendar/calendar.ts'
import { ratingOf } from '#workflows/rating/rating.ts'

/** What all lines of the page share. */
export type Around = {
  today: Day
  /** Why actions were returned, by their id. */
  returns: ReadonlyMap<string, Return>
  /** Whether all is of one plan, which then need not be named on every line. */
  onePlan: boolean
}

/** An action that waits for its owner. */
export function ownerLine(read: ActionRead, around: Around): ActionLine {
  const { id, dueOn } = read.facts
  const { because, ...basic } = line(read, around)
  const { code } = ratingOf(read.facts, read.plan.settings, around.today)
  const returned = around.returns.get(id)
  return {
    ...basic,
    // The dates beside it say already that it is overdue, and by how much.
    ...(returned
      ? { because: `${returned.by ?? 'Somebody'}: ${returned.reason}` }
      : code !== 'overdue' && { because }),
    ...(dueOn !== null && { daysLate: daysBetween(dueOn, around.today) }),
    press: { text: 'Update', href: paths.actionUpdate.at({ id }) },
  }
}

/** A milestone past its date. */
export function milestoneLine(
  { action, milestoneId }: Work['milestones'][number],
  around: Around,
): ActionLine {
  const milestone = action.facts.milestones.find(({ id }) => id === milestoneId)
  const dueOn = milestone?.dueOn ?? around.today
  const href = paths.milestone.at({ id: action.facts.id, partId: milestoneId })
  return {
    ...line(action, around),
    href,
    title: milestone?.title ?? '',
    because: `Milestone of ‘${action.facts.title}’`,
    due: dueOn,
    daysLate: daysBetween(dueOn, around.today),
    timesMoved: milestone?.timesReplanned ?? 0,
    press: { text: 'Answer', href },
  }
}

/** An action that waits for a lead or a chair. */
export function decideLine(read: ActionRead, around: Around): ActionLine {
  const { facts, owner, names } = read
  const submitted =
    facts.submittedOn === null
      ? null
      : `Submitted on ${day(facts.submittedOn)}${by(facts.submittedBy, names)}`
  const endorsed =
    facts.endorsedOn === null ? '' : `, endorsed on ${day(facts.endorsedOn)}${by(facts.endorsedBy, names)}`
  return {
    ...line(read, around),
    because: [
      submitted === null ? `Owner: ${owner?.name ?? 'nobody'}.` : `${submitted}${endorsed}.`,
      ...waitedInWords(decisionWaitsSince(facts), around.today),
    ].join(' '),
    press: { text: 'Decide', href: paths.actionDecide.at(facts) },
  }
}

/** Characters of what an owner wrote for more time that are told; the rest stands on the page of the decision. */
const REASON_MOST = 140

/** A request for more time: what the weekly email says of it, and how what its owner wrote begins. */
export function extensionLine(asked: Work['extensionsToDecide'][number], around: Around): ActionLine {
  const request = requestOf(asked)
  const reason =
    request &&
    `The reason given is ‘${extensionWords[request.reasonCode]}’, in their words: ‘${wholeWords(oneLine(request.text), REASON_MOST)}’`
  return {
    ...line(asked.action, around),
    because: [...requestWords(asked, around.today), ...(reason ? [reason] : [])].join(' '),
    press: { text: 'Decide', href: paths.actionDecide.at(asked.action.facts) },
  }
}

/** A signed-off action whose embedding check is due, and whether its evidence is there. */
export function embedLine(read: ActionRead, asked: EvidenceAsk | undefined, around: Around): ActionLine {
  const { id, embedCheckOn } = read.facts
  const owner = read.owner?.name ?? 'the owner'
  const gaps = embeddingGaps(read.facts)
  return {
    ...line(read, around),
    because: [
      ...(embedCheckOn === null ? [] : [`The check was due on ${day(embedCheckOn)}.`]),
      ...waitedInWords(decisionWaitsSince(read.facts), around.today),
      gaps.length === 0
        ? 'The evidence is there: open it, then decide.'
        : asked
          ? `The evidence is not there yet: ${asked.by ?? 'somebody'} asked ${owner} for it on ${day(londonDay(asked.at))}.`
          : `The evidence is not there yet: you can ask ${owner} for it.`,
    ].join(' '),
    press: {
      text: gaps.length === 0 ? 'Decide' : asked ? 'Ask for the evidence again' : 'Ask for the evidence',
      href: paths.actionDecide.at({ id }),
    },
  }
}

/** A signed-off action whose owner has to bring evidence for its check, with what it lacks. */
export function evidenceLine({ action, lacks, asked }: EvidenceOwed, around: Around): ActionLine {
  const { id } = action.facts
  return {
    ...line(action, around),
    because: [...whyEvidence(action, asked, around.today), ...lacks.map((lack) => lackWords[lack])].join(' '),
    press: { text: 'Add evidence', href: paths.actionEvidence.at({ id }) },
  }
}

export const evidenceIntro =
  'Signed off. The chair checks whether the change has stuck, and needs new evidence from you for that.'

/** Why evidence is owed, in sentences: who asked for it, and when it is checked whether the change has stuck. */
export function whyEvidence(
  { facts: { embedCheckOn } }: ActionRead,
  asked: EvidenceOwed['asked'],
  today: Day,
): string[] {
  return [
    ...(asked ? [`${asked.by ?? 'The chair'} asked for it on ${day(londonDay(asked.at))}.`] : []),
    ...(embedCheckOn === null
      ? []
      : [`The check ${embedCheckOn < today ? 'was' : 'is'} due on ${day(embedCheckOn)}.`]),
  ]
}

/** An action that is theirs and waits for nothing, or for another person. */
export function otherLine(read: ActionRead, around: Around): ActionLine {
  const { id, state } = read.facts
  const waits = state === 'submitted' || state === 'endorsed'
  return {
    ...line(read, around),
    press: waits
      ? { text: 'Open', href: paths.action.at({ id }) }
      : { text: 'Update', href: paths.actionUpdate.at({ id }) },
  }
}

function line({ facts, plan, priority }: ActionRead, { today, onePlan }: Around) {
  const { rating, because } = ratingOf(facts, plan.settings, today)
  return {
    ref: facts.ref,
    title: facts.title,
    href: paths.action.at(facts),
    rating,
    because,
    meta: onePlan ? priority.title : `${plan.title}: ${priority.title}`,
    due: facts.dueOn,
    timesMoved: timesDateMoved(facts),
  } satisfies ActionLine
}

function by(personId: string | null, names: Record<string, string>): string {
  const name = personId === null ? undefined : names[personId]
  return name === undefined ? '' : ` by ${name}`
}
