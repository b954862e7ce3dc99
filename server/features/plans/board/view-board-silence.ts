import { count } from '#server/ui/html/components.ts'
import { ownersTurn } from '#workflows/action/owner-work.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import type { Board } from './board.ts'

/** What is true of the word of owners where no action has gone without an update for too long. */
export function whereNobodyIsSilent({ plan, actions, settings, today }: Board): string {
  if (plan.state === 'closed') return 'The plan is closed: no update is asked for.'
  if (plan.state === 'withdrawn') return 'The plan is withdrawn: no update is asked for.'
  if (plan.state !== 'active') return 'The plan is not approved yet: no update is asked for.'
  const waiting = actions.filter(({ facts }) => (ownersTurn as readonly string[]).includes(facts.state))
  if (waiting.length === 0) return 'No action waits for an update from its owner.'
  const since = addDays(today, -settings.staleDays)
  const given = waiting.filter(({ facts: { lastUpdateOn } }) => lastUpdateOn !== null && lastUpdateOn > since)
  if (given.length === waiting.length) return 'Every owner has given an update.'
  const none = `no update is due yet: one counts as missing ${count(settings.staleDays, 'day')} after an action was agreed or was to start.`
  return given.length === 0
    ? none.replace(/^n/, 'N')
    : `Owners have given an update on ${given.length} of ${count(waiting.length, 'action')}. On the others ${none}`
}
