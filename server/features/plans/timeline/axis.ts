import { type Html, html } from '#server/ui/html/html.ts'
import { monthNames } from '#server/ui/html/words.ts'
import { type Day, daysBetween } from '#workflows/calendar/calendar.ts'

/** A stretch of days that a chart shows from edge to edge. */
export type Scale = { from: Day; to: Day }

/** What stands behind every bar of a timeline: its days, today, and the horizons by name. */
export type Ground = { scale: Scale; today: Day; horizons: readonly (Scale & { name: string })[] }

/** Where a day lies on a scale, in percent of its width; days beyond the edges lie on them. */
export function placeOn({ from, to }: Scale, day: Day): number {
  const whole = Math.max(1, daysBetween(from, to))
  return Math.min(100, Math.max(0, (100 * daysBetween(from, day)) / whole))
}

/** A place as an attribute of a shape. */
export function percent(value: number): string {
  return `${Math.round(value * 10) / 10}%`
}

/** The horizons and today's line, and the axis. Print them once, before the charts of the page, which refer to both. */
export function groundAndAxis(ground: Ground): Html {
  return html`<svg class="wm-chart__ground" width="0" height="0" aria-hidden="true"><defs><g id="time-ground">${behind(ground)}</g>
<g id="time-axis">${axis(ground)}</g></defs></svg>`
}

/** The head of a chart: its horizons, years and months. */
export function axisShown(): Html {
  return html`<svg class="wm-chart wm-chart--axis" width="100%" height="44" aria-hidden="true"><use href="#time-ground"/><use href="#time-axis"/></svg>`
}

function behind({ scale, today, horizons }: Ground): Html {
  const at = percent(placeOn(scale, today))
  return html`${horizons.map((horizon, index) => {
    const from = placeOn(scale, horizon.from)
    return html`<rect class="${bandOf(index)}" x="${percent(from)}" y="0" width="${percent(placeOn(scale, horizon.to) - from)}" height="100%"/>`
  })}${isWithin(scale, today) && html`<line class="wm-chart__today" x1="${at}" x2="${at}" y1="0" y2="100%"/>`}`
}

/** Whether a day lies on a scale. */
export function isWithin({ from, to }: Scale, day: Day): boolean {
  return day >= from && day <= to
}

/** How the band of a horizon looks, by its place in the plan: neighbours differ. */
export function bandOf(index: number): string {
  return `wm-chart__band wm-chart__band--${index % 2 === 0 ? 'even' : 'odd'}`
}

function axis({ scale, horizons }: Ground): Html {
  return html`${horizons.map(({ from, name }) => word('wm-chart__name', placeOn(scale, from), 12, name))}
${yearsIn(scale).map(({ name, at }) => word('wm-chart__name', at, 26, name))}
${monthsIn(scale).map(
  ({ name, at, fine }) => html`<g${fine && html` class="wm-chart__fine"`}>
<line class="wm-chart__month" x1="${percent(at)}" x2="${percent(at)}" y1="30" y2="44"/>${word('wm-chart__tick', at, 41, name)}</g>`,
)}`
}

// What begins at the very end of the scale has no room for its name.
function word(look: string, at: number, y: number, text: string): Html | false {
  return at < 96 && html`<text class="${look}" x="${percent(at)}" y="${y}" dx="3">${text}</text>`
}

type Tick = { name: string; at: number }

/** The years of a scale, where each begins; the first stands at the edge, unless the second follows at once. */
function yearsIn(scale: Scale): Tick[] {
  const [first, last] = [Number(scale.from.slice(0, 4)), Number(scale.to.slice(0, 4))]
  const years = Array.from({ length: last - first + 1 }, (_, index) => {
    const name = String(first + index)
    return { name, at: placeOn(scale, `${name}-01-01`) }
  })
  return years.filter(({ at }, index) => (years[index + 1]?.at ?? 100) - at > CLOSE)
}

/** How much of a scale a year needs for its number. */
const CLOSE = 5

/** The months that begin on a scale: each of up to three years, the quarters of up to eight, none beyond. */
function monthsIn(scale: Scale): (Tick & { fine: boolean })[] {
  const [from, to] = [monthNumber(scale.from), monthNumber(scale.to)]
  const step = to - from <= 36 ? 1 : 3
  if (to - from > 96) return []
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
    .filter((month) => month % step === 0)
    .flatMap((month) => {
      const first = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`
      const name = monthNames[month % 12]?.slice(0, 3) ?? ''
      return first < scale.from ? [] : [{ name, at: placeOn(scale, first), fine: month % 3 !== 0 }]
    })
}

function monthNumber(day: Day): number {
  return 12 * Number(day.slice(0, 4)) + Number(day.slice(5, 7)) - 1
}
