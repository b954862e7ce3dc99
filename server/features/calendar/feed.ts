import type { FastifyInstance } from 'fastify'
import { personOfCalendar } from '#db/read/calendar-address.ts'
import { calendarDaysOf } from '#db/read/calendar-days.ts'
import type { Deps } from '#server/deps.ts'
import { todayOf } from '#server/http/actor.ts'
import { calendarFile } from '#server/http/calendar.ts'
import { sendTagged } from '#server/http/etag.ts'
import { hashOf } from '#server/http/hashes.ts'
import { paths } from '#server/paths.ts'
import { entriesOf } from './entries.ts'

/** One answer for every address that is not good: it does not tell which there were. */
const NONE =
  'There is no calendar at this address: it was revoked, or not all of it was copied. Sign in to Waymark and make an address on your account’s page ‘Your calendar’.\n'

/**
 * `/calendar/:secret/waymark.ics`: the days of a person, for the calendar program to which they gave their address. Who has
 * the address needs no sign-in, so it opens these days alone. No error leads to a page, whose links could hold the address.
 */
export function calendarFeed(app: FastifyInstance, deps: Deps): void {
  app.get(paths.calendarFeed.pattern, { schema: { hide: true } as object }, async (request, reply) => {
    const { secret } = request.params as { secret: string }
    const person = await personOfCalendar(deps.db, hashOf(secret))
    if (person === null)
      return reply
        .code(404)
        .header('cache-control', 'private, no-cache')
        .type('text/plain; charset=utf-8')
        .send(NONE)
    const today = todayOf(deps)
    const days = await calendarDaysOf(deps.db, person.id, today)
    const file = calendarFile(
      `Waymark: ${person.name}`,
      entriesOf(days, { today, publicUrl: deps.publicUrl }),
    )
    return sendTagged(request, reply, {
      tag: hashOf(file),
      headers: { 'content-type': 'text/calendar; charset=utf-8' },
      content: Buffer.from(file),
    })
  })
}
