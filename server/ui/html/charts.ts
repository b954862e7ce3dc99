import { ratingWords } from '#server/ui/words/rating-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { daysBetween } from '#workflows/calendar/calendar.ts'
import type { Rating } from '#workflows/rating/rating.ts'
import { type Html, html } from './html.ts'

/** How many there are of one rating. */
export type Share = { rating: Rating; count: number }

/**
 * Counts by rating as one bar. Places are percentages, so that it fits any width without its text being squeezed.
 * Say the same in a table beside it. A small one is a row among others.
 */
export function stackedBar(shares: readonly Share[], label: string, { small = false } = {}): Html {
  const height = small ? 22 : 44
  const shown = shares.filter(({ count }) => count > 0)
  const total = shown.reduce((sum, { count }) => sum + count, 0)
  const said = shown.map(({ rating, count }) => `${count} ${ratingWords[rating].toLowerCase()}`).join(', ')
  let from = 0
  const parts = shown.map(({ rating, count }) => {
    const width = (100 * count) / total
    const at = from
    from += width
    return html`<rect class="wm-fill wm-fill--${rating}" x="${percent(at)}" y="0" width="${percent(width)}" height="${height}"/>${
      width >= NARROWEST &&
      html`<text class="wm-fill__text wm-fill__text--${rating}" x="${percent(at + width / 2)}" y="${small ? 16 : 28}" text-anchor="middle">${count}</text>`
    }`
  })
  return html`<svg class="wm-chart wm-chart--stacked${small && ' wm-chart--small'}" width="100%" height="${height}"
  role="img" aria-label="${label}: ${total === 0 ? 'none' : said}">${parts}</svg>`
}

// Below this a number would stand over the edges of its part.
const NARROWEST = 7

/** How many there are of each name, as bars beside their numbers, which say it all: the longest is the most. */
export function countBars(rows: readonly { name: string; count: number; note?: string }[]): Html {
  const most = Math.max(1, ...rows.map(({ count }) => count))
  return html`<ul class="wm-bars">${rows.map(
    ({ name, count, note }) => html`<li><span class="wm-bars__name">${name}</span>
<svg class="wm-chart" width="100%" height="14" aria-hidden="true"><rect class="wm-bars__bar" width="${percent((100 * count) / most)}" height="14"/></svg>
<span class="wm-bars__count">${count}${note !== undefined && html`<span class="govuk-visually-hidden">: ${note}</span>`}</span></li>`,
  )}</ul>`
}

/** A stretch of days that a chart shows from edge to edge. */
export type Scale = { from: Day; to: Day }

/** Where a day lies on a scale, in percent of its width; days beyond the edges lie on them. */
export function placeOn({ from, to }: Scale, day: Day): number {
  const whole = Math.max(1, daysBetween(from, to))
  return Math.min(100, Math.max(0, (100 * daysBetween(from, day)) / whole))
}

/** An action as a bar over time. */
export type TimeBar = {
  rating: Rating
  /** When it starts; the edge of the scale where no day is known. */
  startOn: Day | null
  baselineDueOn: Day | null
  dueOn: Day | null
  forecastOn: Day | null
  /** Whether it still has to be done: only then is the forecast drawn. */
  live: boolean
  /** The bar in words. */
  label: string
}

/** What stands behind every bar of a timeline. */
export type TimeGround = { scale: Scale; today: Day; horizons: readonly Scale[] }

/**
 * An action as a bar: solid from its start to the date first agreed, pale for what was added by moving the date, an
 * open mark where the owner expects to be done. What stands behind every bar is drawn once, by `timeGround`.
 */
export function timeBar(bar: TimeBar, { scale }: TimeGround): Html {
  const { startOn, dueOn, baselineDueOn, rating } = bar
  const from = placeOn(scale, startOn ?? scale.from)
  const to = dueOn === null ? from : placeOn(scale, dueOn)
  const first = baselineDueOn === null ? to : Math.min(to, Math.max(from, placeOn(scale, baselineDueOn)))
  return html`<svg role="img" aria-label="${bar.label}"><use href="#time-ground"/><rect class="wm-fill--${rating}" x="${percent(from)}"
    width="${percent(Math.max(first - from, 0.4))}"/>${
      to > first &&
      html`<rect class="wm-fill--${rating} wm-fill--moved" x="${percent(first)}" width="${percent(to - first)}"/><rect class="wm-chart__first"
      x="${percent(first)}"/>`
    }${bar.live && bar.forecastOn !== null && html`<circle cx="${percent(placeOn(scale, bar.forecastOn))}"/>`}</svg>`
}

/** The horizons and today's line behind every bar of a page. Print it once, before the bars, which refer to it. */
export function timeGround(ground: TimeGround): Html {
  return html`<svg class="wm-chart__ground" width="0" height="0" aria-hidden="true"><defs><g id="time-ground">${behind(ground)}</g></defs></svg>`
}

/** The head of a timeline: its horizons by name, the years, and today. */
export function timeAxis(ground: TimeGround, names: readonly string[]): Html {
  const { scale, horizons } = ground
  return html`<svg class="wm-chart wm-chart--axis" width="100%" height="46" aria-hidden="true">
<use href="#time-ground"/>
${horizons.map((horizon, at) => html`<text class="wm-chart__name" x="${percent(placeOn(scale, horizon.from))}" y="16" dx="6">${names[at]}</text>`)}
${yearsIn(scale).map(year)}
</svg>`
}

function behind({ scale, today, horizons }: TimeGround): Html {
  const at = percent(placeOn(scale, today))
  const within = today >= scale.from && today <= scale.to
  return html`${horizons.map((horizon, index) => {
    const from = placeOn(scale, horizon.from)
    return html`<rect class="wm-chart__band wm-chart__band--${index % 2 === 0 ? 'even' : 'odd'}" x="${percent(from)}" y="0"
      width="${percent(placeOn(scale, horizon.to) - from)}" height="100%"/>`
  })}${within && html`<line class="wm-chart__today" x1="${at}" x2="${at}" y1="0" y2="100%"/>`}`
}

// A year that begins at the very end of the scale has no room for its number.
function year({ name, at }: { name: string; at: number }): Html {
  return html`<line class="wm-chart__year" x1="${percent(at)}" x2="${percent(at)}" y1="26" y2="46"/>${
    at < 85 && html`<text class="wm-chart__tick" x="${percent(at)}" y="40" dx="5">${name}</text>`
  }`
}

function yearsIn(scale: Scale): { name: string; at: number }[] {
  const [first, last] = [Number(scale.from.slice(0, 4)), Number(scale.to.slice(0, 4))]
  return Array.from({ length: last - first }, (_, index) => {
    const name = String(first + index + 1)
    return { name, at: placeOn(scale, `${name}-01-01`) }
  })
}

function percent(value: number): string {
  return `${Math.round(value * 100) / 100}%`
}
