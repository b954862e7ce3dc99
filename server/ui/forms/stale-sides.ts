import { day } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { isDay } from '#workflows/calendar/calendar.ts'
import { dayTyped, type Typed } from './forms.ts'

/** What the fields of a form are called, in their order, and what the values of its choices mean. */
export type FieldWords = {
  labels: Readonly<Record<string, string>>
  choices?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined
  dates?: readonly string[] | undefined
  /** Those that their person left as they were: they stand in the form as they are saved by now. */
  left?: ReadonlySet<string> | undefined
}

/**
 * What is saved by now beside what was typed, a line for each field in which the two differ: for a form that
 * another person's changes have overtaken. The address of the section is `#meanwhile`.
 * @param closed there is no form any more to send it again with
 */
export function savedBesideTyped(saved: Typed, typed: Typed, words: FieldWords, closed = false): Html {
  const { labels, dates = [] } = words
  const differing = Object.keys(labels).filter((name) =>
    dates.includes(name)
      ? dayTyped(saved, name) !== dayTyped(typed, name)
      : text(saved, name) !== text(typed, name),
  )
  if (differing.length === 0)
    return staleFrame(html`<p>What is saved by now says the same as yours.</p>`, closed)
  const [now, mine] = [
    fieldList(differing, saved, { ...words, left: undefined }),
    fieldList(differing, typed, words),
  ]
  return staleFrame(staleSides(now, mine), closed)
}

/**
 * What has happened since a form was opened beside what was typed into it: for a decision, on which nothing is saved
 * that the fields could show. The address of the section is `#meanwhile`.
 */
export function happenedBesideTyped(happened: Html, typed: Typed, words: FieldWords, closed = false): Html {
  const { labels, dates = [] } = words
  const filled = Object.keys(labels).filter((name) =>
    dates.includes(name) ? dayTyped(typed, name).trim() !== '' : text(typed, name) !== '',
  )
  const mine = filled.length === 0 ? html`<p>Nothing.</p>` : fieldList(filled, typed, words)
  return staleFrame(staleSides(happened, mine), closed)
}

/** The section that says what others did while the person was typing. Its address is `#meanwhile`. */
export function staleFrame(body: Html, closed = false): Html {
  return html`<section class="wm-stale" id="meanwhile" aria-labelledby="meanwhile-title" tabindex="-1">
<h2 class="wm-section__title" id="meanwhile-title">Two people wrote at the same time</h2>
<p>${
    closed
      ? 'Yours was not saved, and by now there is nothing to send it to. Copy what you want to keep.'
      : 'Yours is not saved yet, and nothing of it is lost: it is still in the form below. Change it if you need to, then send it again.'
  }</p>
${body}
</section>`
}

/** What others saved beside what was typed. */
export function staleSides(saved: Html, typed: Html): Html {
  const side = (title: string, body: Html) =>
    html`<div class="wm-stale__side"><h3 class="govuk-heading-s">${title}</h3>${body}</div>`
  return html`<div class="wm-stale__sides">${side('Saved meanwhile', saved)}${side('What you typed', typed)}</div>`
}

function fieldList(names: readonly string[], values: Typed, words: FieldWords): Html {
  return html`<dl class="wm-typed-list">${names.map((name) => html`<div><dt>${words.labels[name]}</dt><dd>${inWords(values, name, words)}</dd></div>`)}</dl>`
}

const text = (values: Typed, name: string): string => (values[name] ?? '').trim()

function inWords(values: Typed, name: string, { choices = {}, dates = [], left }: FieldWords): string {
  if (left?.has(name)) return 'You left it as it was, so that it stands below as it is saved'
  const value = dates.includes(name) ? dayTyped(values, name).trim() : text(values, name)
  // Of a box to tick, nothing means no.
  if (value === '') return choices[name]?.[''] ?? 'Nothing'
  return dates.includes(name) && isDay(value) ? day(value) : (choices[name]?.[value] ?? value)
}
