import type { Deps } from '#server/deps.ts'
import type { Via } from '#workflows/action/action-facts.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'

/** The person who sends a request, known by the session or the token. */
export type Actor = {
  id: string
  /** The person is not signed in, and sends what the link in their email allows. */
  via?: Via
}

/** The London day on which a request is answered. */
export function todayOf({ clock }: Pick<Deps, 'clock'>): string {
  return londonDay(clock.now())
}
