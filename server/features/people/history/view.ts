import type { PersonHistoryEntry } from '#db/read/person-history.ts'
import { section, timeline } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { type Names, personHistoryWords } from './words.ts'

/** A person's history, newest first, on their page. */
export function personHistory(
  { entries, isWhole, names }: { entries: readonly PersonHistoryEntry[]; isWhole: boolean; names: Names },
  personId: string,
): Html {
  return section({
    title: 'History',
    id: 'history',
    number: entries.length,
    body: html`${timeline(
      entries.map((entry) => {
        const { what, body } = personHistoryWords(entry, { personId, names })
        return {
          what,
          who: entry.actor?.name ?? 'Waymark',
          at: entry.at,
          ...(body.length > 0 && { body: body.join('\n') }),
        }
      }),
    )}${!isWhole && html`<p class="wm-quiet">What is older is in the API, under <code>/people/{id}/history</code>.</p>`}`,
  })
}
