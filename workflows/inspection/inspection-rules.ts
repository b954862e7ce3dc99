import type { Day } from '#workflows/calendar/calendar.ts'
import { outOfOrder } from '#workflows/engine/days-in-order.ts'
import type { Missing } from '#workflows/engine/requirement.ts'
import type { InspectionDescription } from './inspection-facts.ts'
import { givesJudgement } from './judgements.ts'

export type InspectionFault = Missing & { code: 'dateNotAllowed' | 'fieldMissing' }
type Change = Partial<InspectionDescription>

/**
 * An entry as it is after a change. Of a month that is known without its day, the first day stands for it, and a
 * recommendation that is named twice counts once.
 */
export function settled<D extends InspectionDescription>(before: D, change: Change): D {
  const after = { ...before, ...change }
  return {
    ...after,
    recommendationIds: [...new Set(after.recommendationIds)],
    ...(after.precision === 'month' && { inspectedOn: `${after.inspectedOn.slice(0, 7)}-01` }),
  }
}

/**
 * What is wrong with an entry of the register as it is to stand, with the field to mend; null where nothing is. What
 * stood before, and is not touched, is let be.
 * @param before as it stood; null for a new one
 */
export function inspectionFault(
  after: InspectionDescription,
  before: InspectionDescription | null,
  today: Day,
): InspectionFault | null {
  return daysFault(after, before, today) ?? judgementFault(after, before)
}

function daysFault(
  after: InspectionDescription,
  before: InspectionDescription | null,
  today: Day,
): InspectionFault | null {
  const was = before ?? {}
  const isNew = (field: 'inspectedOn' | 'publishedOn') => after[field] !== before?.[field]
  if (isNew('inspectedOn') && after.inspectedOn > today)
    return wrongDay('inspectedOn', 'The inspection lies ahead. Record it once it has taken place.')
  if (isNew('publishedOn') && after.publishedOn !== null && after.publishedOn > today)
    return wrongDay('publishedOn', 'The report is not out yet on that day. Leave the day out until it is.')
  const early = outOfOrder(['inspectedOn', 'publishedOn'], after, was)
  if (early !== null)
    return wrongDay(early, 'The report cannot be out before the inspection. Correct one of the two days.')
  const late = outOfOrder(['judgementBeforeOn', 'inspectedOn'], after, was)
  return late === null
    ? null
    : wrongDay(
        late,
        'The judgement before cannot be of a later day than this inspection. Correct one of the two days.',
      )
}

function judgementFault(
  after: InspectionDescription,
  before: InspectionDescription | null,
): InspectionFault | null {
  const wants = lackOf(after)
  return wants === null || (before !== null && lackOf(before)?.field === wants.field) ? null : wants
}

function lackOf({
  judgement,
  aspects,
  visit,
  publishedOn,
  judgementBefore,
  judgementBeforeOn,
}: InspectionDescription): InspectionFault | null {
  if (judgement === '' && aspects.length === 0 && publishedOn !== null && givesJudgement(visit))
    return lacking(
      'judgement',
      'A report on such a visit gives a judgement. Enter it, or those of the aspects that it judges.',
    )
  return judgementBeforeOn !== null && judgementBefore === ''
    ? lacking('judgementBefore', 'Say what was judged on that day, or leave the day out.')
    : null
}

function wrongDay(field: keyof InspectionDescription, detail: string): InspectionFault {
  return { code: 'dateNotAllowed', field, detail }
}

function lacking(field: keyof InspectionDescription, detail: string): InspectionFault {
  return { code: 'fieldMissing', field, detail }
}
