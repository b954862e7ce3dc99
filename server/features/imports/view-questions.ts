import { fieldsOf } from '#server/ui/forms/fields.ts'
import type { FormState } from '#server/ui/forms/forms.ts'
import { button, details } from '#server/ui/html/govuk.ts'
import { type Content, type Html, html } from '#server/ui/html/html.ts'
import type { Reading, RowRead } from '#workflows/exchange/reading/reading.ts'
import { count } from '#workflows/words.ts'
import { LEAVE_OUT, type Question, TYPED } from './questions.ts'
import { nameOfField, proposalInWords, shortened } from './words.ts'

/** The name of the choice beside the field of a question. */
export const pickName = (name: string): string => `${name}-pick`

type Asked = { asked: readonly Question[]; all: number; reading: Reading | null }

/** The questions of an import, each with the rows in which it stands. */
export function questionFields(state: FormState, { asked, all, reading }: Asked): Html {
  const rows = new Map((reading?.rows ?? []).map((each) => [each.row, each]))
  return html`<p>An answer holds for every row that says the same. What is left without one is asked again.</p>
${all > asked.length && html`<p>These are the first ${asked.length} of ${all}. The others come once these are saved.</p>`}
${asked.map((each) => questionField(state, each, rows))}
${button({ text: 'Save the answers' })}`
}

function questionField(state: FormState, asked: Question, rows: ReadonlyMap<number, RowRead>): Html {
  const { name, field, original, question, proposed, isOnce, isLong } = asked
  const fields = fieldsOf(state)
  const label = html`${nameOfField(field)}${original !== '' && html`: <span class="wm-typed">‘${shortened(original)}’</span>`}`
  const hint = html`${question}<br>${whereAsked(asked, rows)}`
  const fixed = fixedAnswers[field]
  const choices = [
    ...(fixed ?? proposed).map((value) => ({ value, text: proposalInWords(field, value) })),
    ...(isOnce ? [] : [{ value: LEAVE_OUT, text: leaveOutWords(asked.rows.length) }]),
  ]
  const typed = (own: { label: Content; hint: Content }) =>
    isLong ? fields.text(name, { ...own, rows: 6 }) : fields.line(name, own)
  if (fixed) return fields.oneOf(pickName(name), { label, hint, items: choices, inline: field === 'rating' })
  if (choices.length === 0) return typed({ label, hint: html`${hint}<br>${hintFor(asked)}` })
  return html`${fields.oneOf(pickName(name), {
    label,
    hint,
    items: [...choices, { value: TYPED, text: 'Another answer, typed below' }],
  })}
${typed({ label: html`Another answer<span class="govuk-visually-hidden"> about ${nameOfField(field)} ‘${shortened(original)}’</span>`, hint: hintFor(asked) })}`
}

/** Fields of which a question has these answers and no others. */
const fixedAnswers: Partial<Record<string, readonly string[]>> = {
  rating: ['red', 'amber', 'green', 'nothing'],
  state: ['agreed', 'inProgress', 'submitted'],
}

const leaveOutWords = (rows: number): string =>
  rows === 1 ? 'Leave this row out' : `Leave these ${count(rows, 'row')} out`

const dayHint = 'Such as 30 September 2027, or a dash for none'
function hintFor({ field, isOnce }: Question): string {
  if (field === 'owner')
    return isOnce
      ? 'The name alone is enough for a person whom Waymark knows'
      : 'One name, or a dash for nobody'
  return ['startOn', 'dueOn', 'baselineDueOn', 'revisedDueOn', 'completedOn'].includes(field)
    ? dayHint
    : 'As it should stand in the cell, or a dash for nothing'
}

/** In which rows a question stands; of a single one, what is in it. */
function whereAsked({ rows: asked }: Question, rows: ReadonlyMap<number, RowRead>): Html | string {
  const [first, ...more] = asked
  if (first === undefined) return 'It is asked for the whole file.'
  const told = rows.get(first)
  const title = told?.read.title ?? ''
  const where = html`Row ${first}${title !== '' && html`: ${told?.ref} <span class="wm-typed">${shortened(title)}</span>`}`
  return more.length === 0 ? where : html`${where}, and ${count(more.length, 'other row')}: ${numbers(more)}`
}

/** Rows that are named beside the first. */
const MANY = 30

function numbers(rows: readonly number[]): Html | string {
  const first = rows.slice(0, MANY).join(', ')
  const rest = rows.slice(MANY)
  return rest.length === 0
    ? first
    : html`${first} ${details({ summary: `and ${count(rest.length, 'more row')}`, body: rest.join(', ') })}`
}
