import type { Day } from '#workflows/calendar/calendar.ts'
import type { Missing } from '#workflows/engine/requirement.ts'
import type { DecisionDescription } from './decision-facts.ts'

export type DecisionFault = Missing & { code: 'dateNotAllowed' | 'fieldMissing' }
type Field = keyof DecisionDescription

/**
 * What is wrong with the record of a decision as it is to stand, with the field to mend; null where nothing is. What
 * stood before, and is not touched, is let be.
 * @param before as it stood; null for a new one
 */
export function decisionFault(
  after: DecisionDescription,
  before: DecisionDescription | null,
  today: Day,
): DecisionFault | null {
  const faults = faultsOf(after, today)
  const stood = before === null ? [] : faultsOf(before, today)
  return (
    faults.find(
      ({ field, detail }) => !stood.some((each) => each.field === field && each.detail === detail),
    ) ?? null
  )
}

function faultsOf(decision: DecisionDescription, today: Day): DecisionFault[] {
  const { decidedOn, resolved, noticeOn } = decision
  return [
    ...(decidedOn > today
      ? [wrongDay('decidedOn', 'The decision lies ahead. Record it once it has been made.')]
      : []),
    ...(resolved.length === 0 ? [lacking('resolved', 'Say what was resolved.')] : []),
    ...keyFaults(decision),
    ...(noticeOn !== null && noticeOn >= decidedOn
      ? [
          wrongDay(
            'noticeOn',
            'The notice has to come before the day of the decision. Correct one of the two days.',
          ),
        ]
      : []),
    ...exemptionFaults(decision),
    ...(decision.exemptParagraph !== null && decision.exemptReason === ''
      ? [lacking('exemptReason', 'Say why the public interest in keeping it outweighs that in telling it.')]
      : []),
  ]
}

function keyFaults({
  keyKind,
  noticeOn,
  noticeReason,
  urgencyAgreedBy,
}: DecisionDescription): DecisionFault[] {
  const isException = keyKind === 'generalException' || keyKind === 'specialUrgency'
  return [
    ...((keyKind === 'noticeGiven' || keyKind === 'generalException') && noticeOn === null
      ? [lacking('noticeOn', 'Give the day on which the notice was published.')]
      : []),
    ...(isException && noticeReason === ''
      ? [lacking('noticeReason', 'Say why 28 clear days’ notice could not be given.')]
      : []),
    ...(keyKind === 'specialUrgency' && urgencyAgreedBy === ''
      ? [
          lacking(
            'urgencyAgreedBy',
            'Name who agreed that the decision could not wait, such as the chair of scrutiny.',
          ),
        ]
      : []),
  ]
}

function exemptionFaults({
  callInExempt,
  exemptionReason,
  exemptionAgreedBy,
}: DecisionDescription): DecisionFault[] {
  if (!callInExempt) return []
  return [
    ...(exemptionReason === '' ? [lacking('exemptionReason', 'Say why it is exempt from call-in.')] : []),
    ...(exemptionAgreedBy === ''
      ? [lacking('exemptionAgreedBy', 'Name who agreed that it is exempt from call-in.')]
      : []),
  ]
}

function wrongDay(field: Field, detail: string): DecisionFault {
  return { code: 'dateNotAllowed', field, detail }
}

function lacking(field: Field, detail: string): DecisionFault {
  return { code: 'fieldMissing', field, detail }
}
