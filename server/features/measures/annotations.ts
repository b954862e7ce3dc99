import type { ActionRead } from '#db/read/action-facts.ts'
import type { WholeInspection } from '#db/read/inspections.ts'
import type { CountedField, MeasureEdit } from '#db/read/measure-edits.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import type { Annotation } from '#server/ui/html/chart-marks.ts'
import { day } from '#server/ui/html/components.ts'
import { html } from '#server/ui/html/html.ts'
import type { Day } from '#workflows/calendar/calendar.ts'

/**
 * What happened that may explain the figures of a measure: actions that are meant to move it were signed off, or were
 * given more time, the whole service was inspected, and what it counts was changed.
 * @param asAtDay the past day that is shown; null for now
 */
export function annotationsOf(
  actions: readonly Pick<ActionRead, 'facts'>[],
  edits: readonly MeasureEdit[],
  inspections: readonly WholeInspection[],
  asAtDay: Day | null,
): Annotation[] {
  const happened = actions.flatMap(({ facts }) => {
    const { id, ref, title, signedOffOn, extensions } = facts
    const link = html`<a class="govuk-link" href="${atDay(paths.action.at({ id }), asAtDay)}"><span class="wm-ref">${ref}</span> ${title}</a>`
    return [
      ...(signedOffOn === null ? [] : [{ on: signedOffOn, text: html`${link} was signed off` }]),
      ...extensions.flatMap(({ state, decidedOn, dueOn }) =>
        state === 'granted' && decidedOn !== null
          ? [{ on: decidedOn, text: html`${link} was given until ${day(dueOn)}` }]
          : [],
      ),
    ]
  })
  const list = new Intl.ListFormat('en-GB')
  return [
    ...happened,
    ...inspections.map(({ id, title, inspectedOn, judgement }) => ({
      on: inspectedOn,
      text: html`<a class="govuk-link" href="${atDay(paths.inspection.at({ id }), asAtDay)}">${title}</a> was inspected${
        judgement !== '' && `: ${judgement}`
      }`,
    })),
    ...edits.map(({ on, fields }) => ({
      on,
      text: `What is counted was changed: ${list.format([...new Set(fields.map((field) => fieldWords[field]))])}`,
    })),
  ]
}

const fieldWords: Record<CountedField, string> = {
  definition: 'the definition',
  unit: 'the unit',
  per: 'the base of the rate',
  countOf: 'what it is a count of',
  numerator: 'the numerator',
  numeratorSource: 'the source of the numerator',
  denominator: 'the denominator',
  denominatorSource: 'the source of the denominator',
}
