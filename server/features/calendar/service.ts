import { makeCalendarAddress } from '#db/read/calendar-address.ts'
import type { Deps } from '#server/deps.ts'
import { hashOf, newSecret } from '#server/http/hashes.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

/** The address of a calendar that was just made. Its text is given out this once. */
export type NewCalendarAddress = { createdAt: Instant; url: string }

/**
 * Makes the address of a person's calendar, in the place of the one before.
 * @throws Problem 409 where another was made at the same moment
 */
export async function newCalendarAddress(
  { db, clock, publicUrl }: Deps,
  personId: string,
): Promise<NewCalendarAddress> {
  const secret = newSecret()
  const createdAt = await makeCalendarAddress(db, clock, { personId, hash: hashOf(secret) })
  if (createdAt === null)
    throw new Problem(
      'conflict',
      'Another address was made at the same moment. Make one again: it replaces that one.',
    )
  return { createdAt, url: `${publicUrl}${paths.calendarFeed.at({ secret })}` }
}
