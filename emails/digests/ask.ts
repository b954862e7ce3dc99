import type { DigestLine, DigestPart } from '#db/schema/index.ts'
import type { Scope } from '#emails/ledger/mailed-plans.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'

/** What a weekly email is written from: for whom, about which plans, and as things are on which day. */
export type Ask = {
  /** The parts that they have in these plans. */
  parts: readonly DigestPart[]
  personId: string
  name: string
  scope: Scope
  /** What was planned for an owner. */
  lines: readonly DigestLine[]
  /** The moment it is written. */
  at: Instant
  /** The London day on which it is written. */
  day: Day
  /** The day it should have gone, when it goes later than that. */
  lateFrom: Day | null
  publicUrl: string
  /** The path of the page on which the receiver answers this email without signing in; null where there is none. */
  linkPath: string | null
}
