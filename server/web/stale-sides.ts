import { day } from '#server/html/components.ts'
import { type Html, html } from '#server/html/html.ts'
import { isDay } from '#workflows/calendar.ts'
import { dayTyped, type Typed } from './forms.ts'

/** What the fields of a form are called, in their order, and what the values of its choices mean. */
export type FieldWords = {
  labels: Readonly<Record<string, string>>
  choices?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined
  dates?: readonly string[] | undefined
}

/**
 * What is saved by now beside what was typed, a line for each field in which the two differ: for a form that
 * somebody else's changes have overtaken. The address of the section is `#meanwhile`.
 */
export function savedBesideTyped(saved: Typed, typed: Typed, words: FieldWords): Html {
  const { labels, dates = [] } = words
  const differing = Object.keys(labels).filter((name) =>
    dates.includes(name)
      ? dayTyped(saved, name) !== dayTyped(typed, name)
      : text(saved, name) !== text(typed, name),
  )
  const side = (
    title: string,
    values: Typed,
  ) => html`<div class="wm-stale__side"><h3 class="govuk-heading-s">${title}</h3>
<dl class="wm-typed-list">${differing.map((name) => html`<div><dt>${labels[name]}</dt><dd>${inWords(values, name, words)}</dd></div>`)}</dl></div>`
  return html`<section class="wm-stale" id="meanwhile" aria-labelledby="meanwhile-title" tabindex="-1">
<h2 class="wm-section__title" id="meanwhile-title">Two people wrote at the same time</h2>
<p>Yours is not saved yet, and nothing of it is lost: it is still in the form below. Change it if you need to, then send it again.</p>
${
  differing.length === 0
    ? html`<p>What is saved by now says the same as yours.</p>`
    : html`<div class="wm-stale__sides">${side('Saved meanwhile', saved)}${side('What you typed', typed)}</div>`
}
</section>`
}

const text = (values: Typed, name: string): string => (values[name] ?? '').trim()

function inWords(values: Typed, name: string, { choices = {}, dates = [] }: FieldWords): string {
  const value = dates.includes(name) ? dayTyped(values, name).trim() : text(values, name)
  if (value === '') return 'Nothing'
  return dates.includes(name) && isDay(value) ? day(value) : (choices[name]?.[value] ?? value)
}
