import type { ActionRead } from '#db/read/action-facts.ts'
import type { CountedField, MeasureEdit } from '#db/read/measure-edits.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import type { Annotation } from '#server/ui/html/chart-marks.ts'
import { day } from '#server/ui/html/components.ts'
import { html } from '#server/ui/html/html.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { InspectionFacts, SettingKind } from '#workflows/inspection/inspection-facts.ts'

/**
 * What happened that may explain the figures of a measure: actions that are meant to move it were signed off, or were
 * given more time, the whole service was inspected, and what it counts was changed.
 * @param asAtDay the past day that is shown; null for now
 */
export function annotationsOf(
  actions: readonly Pick<ActionRead, 'facts'>[],
  edits: readonly MeasureEdit[],
  inspections: readonly InspectionFacts[],
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
  const inspected = inspections.filter(
    ({ state, setting, inspectedOn }) =>
      state === 'recorded' && ofTheWhole.has(setting) && (asAtDay === null || inspectedOn <= asAtDay),
  )
  const list = new Intl.ListFormat('en-GB')
  return [
    ...happened,
    ...inspected.map(({ id, title, inspectedOn, judgement }) => ({
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

// What was found in one home or school explains no figure of the whole area.
const ofTheWhole: ReadonlySet<SettingKind> = new Set(['service', 'localAuthority'])

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
