import { type HistoryEntry, readHistory } from '#db/read/history.ts'
import type { Deps } from '#server/deps.ts'
import { idSchema } from '#server/http/schemas.ts'
import { timeline } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { toldBy } from '#server/ui/words/told-by.ts'
import { fieldInWords } from './forms.ts'

/** Entries that are told at most. */
const MOST = 20

/**
 * What has happened to a plan, a priority or a meeting since a version of it, newest first, in plain words.
 * @param events what is told of the events of its workflow
 */
export async function happenedSince(
  { db }: Deps,
  aggregateId: string,
  version: number,
  events: Readonly<Record<string, { past: string }>> = {},
): Promise<Html> {
  const newest = await readHistory(db, aggregateId, { limit: MOST + 1, since: version })
  const since = newest.slice(0, MOST)
  if (since.length === 0) return html`<p>Nothing that its history tells.</p>`
  return html`${timeline(
    since.map((entry) => ({
      what: events[entry.event]?.past ?? words[entry.event] ?? fieldInWords(entry.event),
      who: toldBy(entry),
      at: entry.at,
      body: bodyOf(entry),
    })),
  )}${newest.length > MOST && html`<p class="wm-quiet">More happened before that. The history of the API has all of it.</p>`}`
}

/** What is told of changes that are no events of a workflow. */
const words: Record<string, string> = {
  edit: 'Changed it',
  handOver: 'Handed it over',
  addMember: 'Added a member',
  changeRole: 'Changed a role',
  removeMember: 'Removed a member',
  addHorizon: 'Added a horizon',
  addRecommendation: 'Added a recommendation',
  editRecommendation: 'Changed a recommendation',
  setWordTemplate: 'Set the Word styles',
  removeWordTemplate: 'Took the Word styles away',
  recordDecision: 'Recorded a decision',
}

function bodyOf({ payload }: HistoryEntry): string {
  const changed = typeof payload.change === 'object' ? payload.change : {}
  const said = Object.entries({ ...payload, ...changed }).flatMap(([field, value]) =>
    typeof value !== 'string' || value === '' || idSchema.safeParse(value).success
      ? []
      : [`${fieldInWords(field)}: ${value}`],
  )
  return said.join('\n')
}
