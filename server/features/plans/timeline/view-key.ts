import type { HorizonRow } from '#db/read/plans.ts'
import { day, ratingWords } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { type Rating, ratings } from '#workflows/rating/rating.ts'
import { bandOf, isWithin, type Scale } from './axis.ts'

/** A horizon in one word, for where it has little room. */
export const horizonWords: Record<HorizonRow['name'], string> = {
  short: 'Short',
  medium: 'Medium',
  long: 'Long',
}

/** What every mark of a timeline means, each drawn beside its words. Only the colours that are on it are named. */
export function timelineKey(shown: {
  ratings: readonly Rating[]
  horizons: readonly HorizonRow[]
  scale: Scale
  today: Day
  isPast: boolean
}): Html {
  const used = ratings.filter((rating) => shown.ratings.includes(rating))
  return html`<ul class="wm-time__key" aria-label="Key">
${used.map((rating) => entry(html`<rect class="wm-fill--${rating}" x="2" width="24"/>`, ratingWords[rating]))}
${entry(html`<rect class="wm-fill--grey" x="2" width="24"/>`, 'solid: from the start to the due date first agreed')}
${entry(
  html`<rect class="m" x="2" width="24"/><rect class="f" x="2"/>`,
  'pale: added when the date was moved',
)}
${entry(html`<circle cx="14"/>`, 'when the owner expects to be done')}
${
  isWithin(shown.scale, shown.today) &&
  entry(
    html`<line class="wm-chart__today" x1="14" x2="14" y1="0" y2="24"/>`,
    `${shown.isPast ? 'the day shown' : 'today'}, ${day(shown.today)}`,
  )
}
${shown.horizons.map(({ name, label, firstOn, lastOn }, index) =>
  entry(
    html`<rect class="${bandOf(index)}" width="28" height="24"/>`,
    `${horizonOf(name, label)}, ${day(firstOn)} to ${day(lastOn)}`,
  ),
)}
</ul>`
}

/** What the plan calls a horizon, after the word that stands on the axis where that is another. */
function horizonOf(name: HorizonRow['name'], label: string): string {
  const word = horizonWords[name]
  return label.toLowerCase().startsWith(word.toLowerCase()) ? label : `${word}: ${label}`
}

function entry(mark: Html, words: string): Html {
  return html`<li><svg width="28" height="24" aria-hidden="true">${mark}</svg>${words}</li>`
}
