import type { HistoryEntry } from '#db/read/history.ts'
import { section, timeline } from '#server/ui/html/components.ts'
import { html, type Html } from '#server/ui/html/html.ts'
import { toldBy } from '#server/ui/words/told-by.ts'

/** What a history says of one entry; `weight` where it is what a reader looks for first. */
export type EntryTold = { what: string; body: readonly string[]; weight?: 'decision' | 'setback' }

/**
 * What happened to something, newest first, as a section of its page.
 * @param isWhole whether these are all entries; otherwise it says that the API has what is older
 * @param noun as the API has it in its path: 'decisions'
 */
export function historySection(
  entries: readonly HistoryEntry[],
  { isWhole, noun, told }: { isWhole: boolean; noun: string; told: (entry: HistoryEntry) => EntryTold },
): Html {
  return section({
    title: 'History',
    id: 'history',
    number: entries.length,
    body: html`${timeline(
      entries.map((entry) => {
        const { what, body, weight } = told(entry)
        return {
          what,
          who: toldBy(entry),
          at: entry.at,
          ...(weight && { weight }),
          ...(body.length > 0 && { body: html`${body.map((line) => html`<p>${line}</p>`)}` }),
        }
      }),
    )}${!isWhole && olderInApi(noun)}`,
  })
}

/** Says that a history is longer than what is shown of it, and where the rest is read. */
export function olderInApi(noun: string): Html {
  return html`<p class="wm-quiet">What is older is in the API, under <code>/${noun}/{id}/history</code>.</p>`
}
