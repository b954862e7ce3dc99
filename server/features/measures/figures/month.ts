import type { FastifyRequest } from 'fastify'
import { figuresUpTo } from '#db/read/figures.ts'
import type { MeasureRead, ObservationRow } from '#db/read/measures.ts'
import type { PlanRow } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { type Actor, todayOf } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import { addDays, type Day } from '#workflows/calendar/calendar.ts'
import { days } from '#workflows/limits.ts'
import { figuresOwed, lastEnded, periodEnd, type Supply } from '#workflows/measure/figures-due.ts'
import { recordable } from './service.ts'

/** A measure of which a figure is asked for. */
export type MonthRow = {
  read: MeasureRead
  /** What stands for the month already. */
  standing: ObservationRow | null
  /** The newest figures before the month, oldest first. */
  before: ObservationRow[]
  /** By when its figure was or is due, and by how many days it is late; null where none is missing of the period. */
  due: { dueOn: Day; lateDays: number } | null
}

/** The figures of a plan that are asked for at the end of a month. */
export type Month = {
  plan: PlanRow
  /** The last day of the month. */
  endOn: Day
  today: Day
  /** The last days of the months before it and after it; null where that lies ahead. */
  earlier: Day
  later: Day | null
  rows: MonthRow[]
  /** Whether only those are shown that the person supplies, and how many there are of either. */
  whose: 'mine' | 'all'
  mine: number
  all: number
  address: (change?: { endOn?: Day; whose?: Month['whose'] }) => string
}

/** So many figures of a measure stand beside its box. */
const BESIDE = 3

/**
 * The measures that a person records figures of and whose period ends with a month; those without set times every
 * month. The month is the one that the address names, or the last one that has ended.
 */
export async function monthAt(
  deps: Deps,
  actor: Actor,
  plan: PlanRow,
  request: FastifyRequest,
): Promise<Month> {
  const today = todayOf(deps)
  const { on, whose: asked } = request.query as { on?: unknown; whose?: unknown }
  const endOn = on === undefined ? lastEnded('month', today) : monthNamed(on, today)
  const reads = (await recordable(deps, actor, plan)).filter(
    ({ measure: { every } }) => every === null || periodEnd(every, endOn) === endOn,
  )
  const own = reads.filter((read) => isSuppliedBy(read, actor.id))
  const whose = asked === 'all' || own.length === 0 ? 'all' : 'mine'
  const shown = whose === 'mine' ? own : reads
  const ids = shown.map(({ measure }) => measure.id)
  const [upTo, newest] = await Promise.all([
    figuresUpTo(deps.db, ids, endOn, BESIDE + 1),
    figuresUpTo(deps.db, ids, days.last, 1),
  ])
  const later = periodEnd('month', addDays(endOn, 1))
  return {
    plan,
    endOn,
    today,
    earlier: lastEnded('month', endOn),
    later: later > periodEnd('month', today) ? null : later,
    rows: shown.map((read): MonthRow => {
      const { measure } = read
      const figures = upTo.get(measure.id) ?? []
      const isOfMonth = ({ asAtOn }: ObservationRow) => periodEnd(measure.every ?? 'month', asAtOn) === endOn
      return {
        read,
        standing: figures.find(isOfMonth) ?? null,
        before: figures
          .filter((each) => !isOfMonth(each))
          .slice(0, BESIDE)
          .toReversed(),
        due: dueFor(measure, newest.get(measure.id)?.[0]?.asAtOn ?? null, endOn, today),
      }
    }),
    whose,
    mine: own.length,
    all: reads.length,
    address: ({ endOn: day = endOn, whose: who = whose } = {}) =>
      `${paths.figures.at(plan)}?on=${day.slice(0, 7)}${who === 'all' ? '&whose=all' : ''}`,
  }
}

/** When the figure of one period is due, where it is missing. */
function dueFor(supply: Supply, newestOn: Day | null, endOn: Day, today: Day): MonthRow['due'] {
  const { every, dueFromOn } = supply
  if (every === null || dueFromOn === null || periodEnd(every, dueFromOn) > endOn) return null
  const owed = figuresOwed({ ...supply, dueFromOn: endOn }, newestOn, today)
  return owed?.periods[0] === endOn ? owed : null
}

/** Whether a person supplies the figures of a measure: by name, or as the lead of its priority where nobody is named. */
export function isSuppliedBy({ supplier, priority }: MeasureRead, personId: string): boolean {
  return supplier !== null && supplier.leftOn === null
    ? supplier.id === personId
    : priority?.leadId === personId
}

/** The last day of a month that is named as `2026-10`; null for what names none, or one that lies ahead. */
/** @throws Problem where it is no month, or one to come: another in its place would be filled in by mistake. */
function monthNamed(text: unknown, today: Day): Day {
  const isMonth = typeof text === 'string' && /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(text)
  const end = isMonth ? periodEnd('month', `${text}-01`) : null
  if (end === null || end > periodEnd('month', today))
    throw new Problem(
      'invalidRequest',
      `Give a month up to this one, as on=${today.slice(0, 7)}, or leave it out for the last one that has ended.`,
    )
  return end
}
