import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { newId } from '#db/connection/ids.ts'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import { milestoneEvents } from '#server/features/actions/milestone-sheet.ts'
import { reportFields } from '#server/features/actions/report-fields-sheet.ts'
import {
  asFault,
  dayParts,
  type Faults,
  inPart,
  partOf,
  readForm,
  type Typed,
} from '#server/ui/forms/forms.ts'
import type { Milestone, Via } from '#workflows/action/action-facts.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { ownRatingStands, ratingAfterUpdate } from '#workflows/rating/after-update.ts'
import type { WeekItem } from './items.ts'

/** The name before the fields of an action, and of a milestone. */
export const partOfAction = (id: string): string => `update-${id}`
export const partOfMilestone = (id: string): string => `milestone-${id}`

/** Said where the owner ticks that nothing has changed. */
export const unchanged = ({ group }: WeekItem): string =>
  group === 'overdue' || group === 'returned'
    ? 'No change since the last update'
    : 'No change, still on course'

/** One change that the form asks for, and the part of the form that it uses up. */
export type WeekStep = { request: ActionChangeRequest; part: string }

/** What is asked for of one action, in order, or what is wrong. */
export type WeekAnswer = { item: WeekItem; steps: WeekStep[]; faults: Faults }

/**
 * What the fields of an action hold before anybody types: the forecast of last time, unless it is past.
 * @param via the link in an email, which does not say the forecast: then that field is empty
 */
export function initialOf(item: WeekItem, today: Day, via?: Via): Typed {
  const { action, milestones } = item
  return {
    ...inPart(dayParts('forecastOn', via ? null : forecastStill(item, today)), partOfAction(action.facts.id)),
    ...Object.assign(
      {},
      ...milestones.map(({ id }) => inPart(dayParts('metOn', today), partOfMilestone(id))),
    ),
  }
}

/** When the owner expected it to be done last time; null where that day is past. */
function forecastStill({ action: { facts } }: WeekItem, today: Day): Day | null {
  return facts.forecastOn !== null && facts.forecastOn >= today ? facts.forecastOn : null
}

/** The actions that a form that is sent asks about. Others may have answered one meanwhile. */
export function actionsSent({ body }: Pick<FastifyRequest, 'body'>): string[] {
  return Object.keys(body ?? {}).flatMap((name) => /^version-(.+)$/.exec(name)?.[1] ?? [])
}

/** The names of the date inputs of an action. */
export function datesOf({ action, milestones }: WeekItem): string[] {
  return [
    `${partOfAction(action.facts.id)}-forecastOn`,
    ...milestones.map(({ id }) => `${partOfMilestone(id)}-metOn`),
  ]
}

/**
 * What the form says of one action. Nothing where its owner typed and ticked nothing.
 * @param asked `rest`: nothing has changed with all of which nothing is said, and that still wait; `via`: it came by
 * the link in an email
 */
export function readItem(values: Typed, item: WeekItem, asked: Asked): WeekAnswer {
  const report = readReport(values, item, asked)
  const met = item.milestones.map((milestone) => readMet(values, milestone, asked))
  const each = [...met, report]
  return {
    item,
    steps: each.flatMap(({ step }) => step ?? []),
    faults: Object.assign({}, ...each.map(({ faults }) => faults)) as Faults,
  }
}

type Asked = { rest: boolean; today: Day; via?: Via | undefined }
type ReadPart = { step?: WeekStep; faults: Faults }

const reportSchema = z.object({
  note: reportFields.note.typed,
  forecastOn: reportFields.forecastOn.typed,
})

function readReport(values: Typed, item: WeekItem, { rest, today, via }: Asked): ReadPart {
  if (item.group === null) return { faults: {} }
  const part = partOfAction(item.action.facts.id)
  const typed = partOf(values, part)
  const note = (typed.note ?? '').trim()
  const moved = forecastIn(typed) !== forecastIn(partOf(initialOf(item, today, via), part))
  // A contributor's answer of meanwhile stands: that nothing has changed would be said over it.
  const left = rest && item.group !== 'answered'
  const same = typed.same !== undefined || (left && note === '' && !moved)
  if (note === '' && !same && !(moved && forecastIn(typed) !== '')) return { faults: {} }
  const said = { ...typed, note: note === '' && same ? `${unchanged(item)}.` : note }
  const read = readForm(reportSchema, said, ['forecastOn'])
  if (!read.ok) return { faults: inPart(read.faults, part) }
  const event = reportOf(item, read.data as Said, { today, via })
  return { step: { request: { subject: 'action', event }, part }, faults: {} }
}

type Said = { note: string; forecastOn?: Day }

function reportOf(item: WeekItem, { note, forecastOn: typed }: Said, { today, via }: Omit<Asked, 'rest'>) {
  // By the link the forecast of last time is not shown: left empty, it stands.
  const forecastOn = typed ?? (via ? forecastStill(item, today) : null)
  return {
    type: 'report' as const,
    updateId: newId(),
    note,
    forecastOn,
    ownRating: ownRatingKept(item, forecastOn, today),
    whatChanged: null,
    ...(via && { via }),
  }
}

const forecastIn = (typed: Typed): string =>
  ['day', 'month', 'year']
    .map((each) => (typed[`forecastOn-${each}`] ?? '').trim())
    .join(' ')
    .trim()

/** What the owner said of the colour last time, as long as it is worse than what the rule says after this word. */
function ownRatingKept({ action: { facts, plan } }: WeekItem, forecastOn: Day | null, today: Day) {
  const { ownRating } = facts
  const rule = ratingAfterUpdate(facts, forecastOn, plan.settings, today)
  return ownRating !== null && ownRatingStands(ownRating, rule) ? ownRating : null
}

const metSchema = z.object({ metOn: milestoneEvents.meet.fields.metOn.typed })

function readMet(values: Typed, { id }: Milestone, { today, via }: Asked): ReadPart {
  const part = partOfMilestone(id)
  const typed = partOf(values, part)
  const { met, ...day } = typed
  // The day of today is filled in: another one is an answer too.
  if (met === undefined && isSame(day, dayParts('metOn', today))) return { faults: {} }
  const read = readForm(metSchema, typed, ['metOn'])
  if (!read.ok) return { faults: inPart(read.faults, part) }
  if (met === undefined) return { faults: { [`${part}-met`]: 'Tick it if the milestone is met' } }
  const event = { type: 'meet' as const, milestoneId: id, metOn: read.data.metOn as Day, ...(via && { via }) }
  return { step: { request: { subject: 'milestone', event }, part }, faults: {} }
}

const isSame = (day: Typed, filledIn: Typed): boolean =>
  Object.entries(filledIn).every(([name, value]) => (day[name] ?? value).trim() === value)

/** The field of the form for one that a refusal of a step names. */
export function fieldOf({ request: { event }, part }: WeekStep, refused: string): string {
  if (event.type === 'meet') return `${part}-metOn`
  return refused === 'forecastOn' ? `${part}-forecastOn` : `${part}-note`
}

/** A sentence of a refusal beside its field. */
export const faultIn = (step: WeekStep, { field, detail }: { field: string; detail: string }): Faults => ({
  [fieldOf(step, field)]: asFault(detail),
})
