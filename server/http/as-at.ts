import { z } from 'zod'
import type { Deps } from '#server/deps.ts'
import { type Day, londonDay } from '#workflows/calendar/calendar.ts'
import { Problem } from './problem.ts'
import { daySchema } from './schemas.ts'

/** The query of what can be read as at a day. */
export const asAtFields = {
  asAt: daySchema.optional().meta({
    description: 'As it stood at the end of this day in London; names of people are those of today.',
  }),
}
export const asAtQuery = z.strictObject(asAtFields)

/** The London day to judge at, and whether it is past: null `asAt` reads what is there now. */
export type Moment = { today: Day; asAt: Day | null }

/**
 * The day that a request asks about: today, unless it names one.
 * @throws Problem 400 when the day lies ahead
 */
export function momentOf({ clock }: Deps, asked: Day | undefined, field = 'asAt'): Moment {
  const today = londonDay(clock.now())
  if (asked === undefined || asked === today) return { today, asAt: null }
  if (asked < today) return { today: asked, asAt: asked }
  const detail = `Give a day that is not after today, ${today}.`
  throw new Problem('invalidRequest', detail, { errors: [{ pointer: `/${field}`, code: 'ahead', detail }] })
}
