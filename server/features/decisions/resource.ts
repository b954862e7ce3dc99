import type { DecisionRead } from '#db/read/decision-records.ts'
import type { CsvColumns } from '#server/http/csv.ts'
import { columnsOf } from '#server/sheets/noun.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { canBeCarriedOut, stateAt, whyNotCarriedOut } from '#workflows/decision/carried-out.ts'
import { noticeOf, shortNotice } from '#workflows/decision/key-decision.ts'
import { decisionFields } from './decision-fields-sheet.ts'

export type DecisionResource = ReturnType<typeof decisionResource>

/**
 * A decision as the API gives it.
 * @param now the moment by which it is told what can be carried out
 */
export function decisionResource({ decision, meeting, actions }: DecisionRead, now: Instant) {
  const { meetingId: _, ...fields } = decision
  return {
    ...fields,
    state: stateAt(decision, now),
    meeting,
    actions,
    notice: noticeOf(decision),
    shortNotice: shortNotice(decision),
    canBeCarriedOut: canBeCarriedOut(decision, now),
    whyNot: whyNotCarriedOut(decision, now),
  }
}

/** The columns of decisions as CSV: which, what became of it and until when first, then the record. */
export const decisionColumns: CsvColumns<DecisionResource> = {
  id: ({ id }) => id,
  ref: ({ ref }) => ref,
  title: ({ title }) => title,
  state: ({ state }) => state,
  decidedOn: ({ decidedOn }) => decidedOn,
  decisionMaker: ({ decisionMaker }) => decisionMaker,
  publishedOn: ({ publishedOn }) => publishedOn,
  callInUntil: ({ callInUntil }) => callInUntil,
  effectiveAt: ({ effectiveAt }) => effectiveAt,
  calledInOn: ({ calledInOn }) => calledInOn,
  calledInBy: ({ calledInBy }) => calledInBy,
  calledInReason: ({ calledInReason }) => calledInReason,
  settledOn: ({ settledOn }) => settledOn,
  settledReason: ({ settledReason }) => settledReason,
  shortNotice: (each) => each.shortNotice,
  meeting: ({ meeting }) => meeting?.title,
  actions: ({ actions }) => actions.map(({ ref }) => ref),
  ...columnsOf(decisionFields),
}
