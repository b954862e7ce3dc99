import type { HistoryEntry } from '#db/read/history.ts'
import type { Known } from '#server/sheets/history.ts'
import { dayTyped, fieldInWords, type Typed } from '#server/ui/forms/forms.ts'
import { type FieldWords, staleSides as sidesOf, staleFrame } from '#server/ui/forms/stale-sides.ts'
import { day, timeline } from '#server/ui/html/components.ts'
import { type Content, type Html, html } from '#server/ui/html/html.ts'
import { toldBy } from '#server/ui/words/told-by.ts'
import { isDay } from '#workflows/calendar/calendar.ts'
import { historyWords } from '../page/history-words.ts'

/** What was typed into a form, and what its fields mean. */
export type TypedInto = Partial<FieldWords> & {
  values: Typed
  /** What the fields held before: what was left as it was is not shown. */
  initial?: Typed
  dates: readonly string[]
  /** Why there is no form any more to send it again with. */
  closed?: Content | undefined
}

/** What others saved since a form was opened, beside what was typed into it. */
export function staleSides(meanwhile: readonly HistoryEntry[], known: Known, typed: TypedInto): Html {
  const happened =
    meanwhile.length === 0 ? html`<p>Nothing in this action.</p>` : happenings(meanwhile, known)
  return staleFrame(sidesOf(happened, typedList(typed)), typed.closed !== undefined)
}

/** Entries of a history as a timeline in plain words. */
export function happenings(entries: readonly HistoryEntry[], known: Known): Html {
  return timeline(
    entries.map((entry) => {
      const { what, body, weight } = historyWords(entry, known)
      return {
        what,
        who: entry.actor ? toldBy(entry) : 'Waymark, when the plan was loaded',
        at: entry.at,
        ...(body.length > 0 && { body: body.join('\n') }),
        ...(weight && { weight }),
      }
    }),
  )
}

function typedList({ values, initial = {}, labels = {}, choices = {}, dates }: TypedInto): Html {
  const isPartOfDate = (field: string) => dates.some((name) => field.startsWith(`${name}-`))
  const texts = Object.entries(values).flatMap(([field, value]) =>
    value.trim() === '' || value === initial[field] || isPartOfDate(field)
      ? []
      : [[field, choices[field]?.[value] ?? value] as const],
  )
  const days = dates.flatMap((name) => {
    const typed = dayTyped(values, name)
    if (typed.trim() === '' || typed === dayTyped(initial, name)) return []
    return [[name, isDay(typed) ? day(typed) : typed] as const]
  })
  const shown = [...texts, ...days]
  if (shown.length === 0) return html`<p>Nothing.</p>`
  return html`<dl class="wm-typed-list">${shown.map(
    ([field, value]) => html`<div><dt>${labels[field] ?? fieldInWords(field)}</dt><dd>${value}</dd></div>`,
  )}</dl>`
}
