import type { MeasureRow } from '#db/read/measures.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import type { FormState } from '#server/ui/forms/forms.ts'
import { button, insetText } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'

/** What a figure is of, by how exactly its day is known. */
export const precisionWords = {
  day: 'That day',
  month: 'The month that ends with it',
  quarter: 'The quarter that ends with it',
  year: 'The year that ends with it',
} as const

/** How firm a figure is as it is recorded. */
export const statuses = {
  provisional: 'Provisional: it may still change',
  validated: 'Validated: it has been checked',
  notStated: 'The source does not say',
} as const

/** What a figure is asked for by. */
type FigureAsked = {
  grades: readonly string[]
  /** The mark of how the measure is counted. */
  asked: string
  /** The figure that it takes the place of, as it is shown, and when that was. */
  corrected: { shown: string; when: string } | null
}

/**
 * The fields of a figure.
 */
export function figureFields(
  state: FormState,
  measure: Pick<MeasureRow, 'unit' | 'per' | 'countOf' | 'definition'>,
  { grades, asked: mark, corrected }: FigureAsked,
): Html {
  const asked = fieldsOf(state)
  const small = state.faults['acknowledge'] !== undefined || state.values['acknowledge'] !== undefined
  return html`<input type="hidden" name="asked" value="${mark}">${measure.definition !== '' && insetText(measure.definition)}
${
  measure.unit === 'grade'
    ? grades.map((grade, at) =>
        asked.line(gradeBox(at), { label: `How many: ${grade}`, classes: 'govuk-input--width-5' }),
      )
    : asked.line('published', {
        label: 'Figure',
        hint: figureHint(measure),
        classes: 'govuk-input--width-10',
      })
}
${
  small &&
  asked.tick('acknowledge', {
    label: 'Counts of one to five',
    items: [{ value: 'yes', text: 'It may be published all the same' }],
  })
}
${asked.day('asAtOn', { label: 'Day', hint: 'The day it was so, or the last day of the month, quarter or year.' })}
${asked.pick('precision', { label: 'What is it a figure of?', items: itemsOf(precisionWords) })}
${asked.pick('status', { label: 'How firm is it?', items: itemsOf(statuses) })}
${
  corrected &&
  html`${asked.line('reason', { label: 'Why is it corrected?', hint: `The figure ${corrected.shown}, ${corrected.when}, stays in the history.` })}
${asked.tick('withdraw', {
  label: 'A figure that should not be there',
  hint: 'Nothing takes its place, whatever is typed above.',
  items: [{ value: 'yes', text: 'It was entered by mistake: take it back' }],
})}`
}
${asked.text('caveat', { label: 'Caveat (optional)', hint: 'What a reader must know to read it rightly', rows: 2 })}
${asked.text('source', { label: 'Source (optional)', rows: 2 })}
${button({ text: corrected ? 'Save the correction' : 'Record the figure' })}`
}

/** The box of a grade, by its place on the scale. */
export const gradeBox = (at: number): string => `grade-${at}`

/** How a figure of a measure is typed. */
export function figureHint(measure: Pick<MeasureRow, 'unit' | 'per' | 'countOf'>): string {
  return `${hints[measure.unit] ?? 'As it is published'}${perWords(measure)}`
}

const hints: Readonly<Partial<Record<MeasureRow['unit'], string>>> = {
  percent: 'Such as 94%, or 42 of 56',
  currency: 'In pounds, such as £2,800',
  days: 'In days, such as 41',
  judgement: 'In the words of the source',
  words: 'In the words of the source',
}

function perWords({ unit, per, countOf }: Pick<MeasureRow, 'unit' | 'per' | 'countOf'>): string {
  const of = countOf === '' ? '' : `, of ${countOf}`
  return unit === 'rate' && per !== null ? `${of}, per ${per.toLocaleString('en-GB')}` : of
}

const itemsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }))
