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
import { dayCounted, figuresOwed, lastEnded, periodEnd, type Supply } from '#workflows/measure/figures-due.ts'
import { type FigurePeriod, periodProposed } from '#workflows/measure/period-proposed.ts'
import { recordable } from './service.ts'

/** A measure of which a figure is asked for. */
export type MonthRow = {
  read: MeasureRead
  /** What stands for the month already. */
  standing: ObservationRow | null
  /** The newest figures before the month, oldest first. */
  before: ObservationRow[]
  /** Of what its figure is taken to be: of the same as the one before it. */
  period: FigurePeriod
  /** By when its figure was or is due, and by how many days it is late; null where none is missing of the period. */
  due: { dueOn: Day; lateDays: number } | null
}

/** The figures of a plan that are asked for at the end of a month. */
export type Month = {
  plan: PlanRow
  /** The last day of the month. */
  endOn: Day
  today: Day
  /** The last days of the months before it and after it; null where no figure can be of that one. */
  earlier: Day | null
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
  const [upTo, before, newest] = await Promise.all([
    figuresUpTo(deps.db, ids, endOn, 1),
    figuresBefore(deps, shown, endOn),
    figuresUpTo(deps.db, ids, days.last, 1),
  ])
  const earlier = lastEnded('month', endOn)
  const later = periodEnd('month', addDays(endOn, 1))
  return {
    plan,
    endOn,
    today,
    earlier: earlier < days.first ? null : earlier,
    later: later > periodEnd('month', today) ? null : later,
    rows: shown.map((read): MonthRow => {
      const { measure } = read
      const [figure] = upTo.get(measure.id) ?? []
      const started = endedBefore(measure, endOn)
      const ofPeriod = figure !== undefined && dayCounted(measure.every, figure) > started
      // It may end within the period and be that of the one before all the same.
      const reaching = figure !== undefined && !ofPeriod && figure.asAtOn > started ? [figure] : []
      const earlier = [...reaching, ...(before.get(measure.id) ?? [])].slice(0, BESIDE)
      return {
        read,
        standing: ofPeriod ? figure : null,
        before: earlier.toReversed(),
        period: periodProposed(measure, earlier[0] ?? null, { endOn, today }),
        due: dueFor(measure, countedOn(measure, newest.get(measure.id)?.[0]), endOn, today),
      }
    }),
    whose,
    mine: own.length,
    all: reads.length,
    address: ({ endOn: day = endOn, whose: who = whose } = {}) =>
      `${paths.figures.at(plan)}?on=${day.slice(0, 7)}${who === 'all' ? '&whose=all' : ''}`,
  }
}

/**
 * The newest figures of measures before the periods that end with a month, newest first, by the id of the measure: the
 * figures of a period may be many, and are not those before it.
 */
async function figuresBefore({ db }: Deps, shown: readonly MeasureRead[], endOn: Day) {
  const byDay = Map.groupBy(shown, ({ measure }) => endedBefore(measure, endOn))
  const found = await Promise.all(
    [...byDay].map(([day, reads]) =>
      figuresUpTo(
        db,
        reads.map(({ measure }) => measure.id),
        day,
        BESIDE,
      ),
    ),
  )
  return new Map(found.flatMap((each) => [...each]))
}

/** The last day before the period of a measure that ends with a month. */
const endedBefore = ({ every }: MeasureRead['measure'], endOn: Day): Day => lastEnded(every ?? 'month', endOn)

const countedOn = ({ every }: Supply, figure: ObservationRow | undefined): Day | null =>
  figure === undefined ? null : dayCounted(every, figure)

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

/**
 * The last day of a month that is named as `2026-10`.
 * @throws Problem where it is no month, or one to come: another in its place would be filled in by mistake
 */
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
