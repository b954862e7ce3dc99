import { ratingWords } from '#server/ui/words/rating-words.ts'
import { dayInWords } from '#workflows/calendar/calendar.ts'
import type { Block } from '#workflows/report/text/text-tree.ts'
import { paragraph, tableOf } from './cells.ts'
import type { ReportKnown } from './facts.ts'

/** What changed since the edition before, both ways, with owners and reasons. */
export function changes({ changes: all }: ReportKnown): Block[] {
  if (all === null) return [paragraph('Nothing lies between this report and the one before.')]
  const since = `Between ${dayInWords(all.since)} and ${dayInWords(all.until)}`
  if (all.turned.length === 0) return [paragraph(`${since} no action changed its rating.`)]
  return [
    tableOf(
      `${since}: actions whose rating changed`,
      ['Action', 'Owner', 'From', 'To', 'Why'],
      all.turned.map(({ action, from, to }) => [
        `${action.ref} ${action.title}`,
        action.owner?.name ?? 'Nobody yet',
        from === null ? 'New' : ratingWords[from.rating],
        ratingWords[to.rating],
        to.because,
      ]),
    ),
  ]
}
