import type { Instant } from '#workflows/calendar/calendar.ts'
import { type SQL, sql } from './drizzle.ts'

/** What time it is for the application. The demonstration's clock starts where it is told to and runs on. */
export type Clock = {
  now: () => Instant
  /** How far the application's time is ahead of the machine's, in milliseconds. */
  shiftMs: () => number
}

/** The machine's own time. */
export const machineClock: Clock = { now: () => new Date().toISOString(), shiftMs: () => 0 }

/** A clock that shows `instant` now and runs on from there. */
export function clockFrom(instant: Instant): Clock {
  return clockShifted(Date.parse(instant) - Date.now())
}

/** A clock that runs so many milliseconds ahead of the machine's. */
export function clockShifted(shift: number): Clock {
  return { now: () => new Date(Date.now() + shift).toISOString(), shiftMs: () => shift }
}

/**
 * The present by the database's clock, shifted as the application's is. Decisions about weeks and leases use it,
 * so that several machines whose clocks differ agree.
 */
export function databaseNow(clock: Clock): SQL {
  return sql`(now() + ${clock.shiftMs()} * interval '1 millisecond')`
}
