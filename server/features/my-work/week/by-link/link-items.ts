import type { AnswerLink } from '#db/read/answer-link.ts'
import type { Deps } from '#server/deps.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { type WeekItem, weekOf } from '../items.ts'

/**
 * What a person may answer by the link in their email: of what waits for them, what that email names.
 * @param asked ids of actions that a form asked about, which may wait no longer
 */
export async function linkItems(
  deps: Deps,
  { personId, lines }: AnswerLink,
  today: Day,
  asked: readonly string[],
): Promise<WeekItem[]> {
  const named = new Set(lines.map(({ actionId, milestoneId }) => `${actionId} ${milestoneId}`))
  const { items } = await weekOf(deps, personId, today, asked)
  return items.flatMap((item) => {
    const { id } = item.action.facts
    const group = named.has(`${id} null`) ? item.group : null
    const milestones = item.milestones.filter((milestone) => named.has(`${id} ${milestone.id}`))
    return group === null && milestones.length === 0 ? [] : [{ ...item, group, milestones }]
  })
}
