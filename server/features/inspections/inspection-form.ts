import { recommendationsOf } from '#db/read/members.ts'
import type { Deps } from '#server/deps.ts'
import { idSchema, textFault } from '#server/http/schemas.ts'
import { tidy } from '#server/http/text.ts'
import { drawnFields, nounForm } from '#server/sheets/noun-form.ts'
import { isSame } from '#server/ui/forms/changed-fields.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import type { FormPage } from '#server/ui/forms/form-page.ts'
import {
  asFault,
  type Faults,
  type FormState,
  partOf,
  type Read,
  type Typed,
} from '#server/ui/forms/forms.ts'
import type { ListOf } from '#server/ui/forms/lists-opened.ts'
import { tickMeanings } from '#server/ui/forms/options.ts'
import { button, type Choice, details, fieldset } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { AspectJudgement, InspectionDescription } from '#workflows/inspection/inspection-facts.ts'
import { beyond, isWithin, limits } from '#workflows/limits.ts'
import {
  afterwardsFields,
  beforeFields,
  inspectionFields,
  inspectionLists,
  judgementFields,
  settingFields,
  visitFields,
} from './inspection-fields-sheet.ts'

const form = nounForm(inspectionFields)

export const inspectionDates = form.dates

/** What the fields of the form are called, rows and boxes to tick among them, and what the values of its choices mean. */
export function inspectionWords(recommendations: readonly Choice[]): Pick<FormPage, 'labels' | 'choices'> {
  const rows = Array.from({ length: limits.inspection.aspects.most }, (_, at) => [
    [nameOf(at), `Aspect ${at + 1}`],
    [judgementOf(at), `Judgement of aspect ${at + 1}`],
  ])
  const came = recommendations.map(({ value, text }) => [`${CAME}-${value}`, `Came of it: ${String(text)}`])
  return {
    labels: { ...form.labels, ...(Object.fromEntries([...rows.flat(), ...came]) as Typed) },
    choices: { ...form.choices, ...tickMeanings(CAME, recommendations) },
  }
}

/** Aspects have no names of their own, so that all rows change together; each box to tick changes by itself. */
export const inspectionList: ListOf = (field) => {
  if (field.startsWith('aspect-')) return 'aspects'
  return field.startsWith(`${CAME}-`) ? field : null
}

const CAME = 'recommendationIds'

/** The recommendations of a plan as one chooses those that came of an inspection. */
export async function recommendationsOffered({ db }: Deps, planId: string): Promise<Choice[]> {
  return (await recommendationsOf(db, planId)).map(({ id, ref, text }) => ({
    value: id,
    text: `${ref} ${text}`,
  }))
}

/** What the fields hold of an inspection that is there. */
export function inspectionTyped(inspection: InspectionDescription): Typed {
  const aspects = inspection.aspects.flatMap(({ aspect, judgement }, at) => [
    [nameOf(at), aspect],
    [judgementOf(at), judgement],
  ])
  const came = inspection.recommendationIds.map((id) => [`${CAME}-${id}`, id])
  return { ...form.saved(inspection), ...Object.fromEntries([...aspects, ...came]) }
}

/**
 * Reads the form of an inspection.
 * @param saved what its fields hold while nothing is typed
 */
export function readInspectionForm(values: Typed, saved: Typed = {}): Read<InspectionDescription> {
  const read = form.read(values, saved)
  const faults = { ...(read.ok ? {} : read.faults), ...aspectFaults(values, saved), ...tickedFaults(values) }
  if (!read.ok || Object.keys(faults).length > 0) return { ok: false, faults }
  return {
    ok: true,
    data: {
      ...read.data,
      aspects: aspectsTyped(values).map(({ aspect, judgement }) => ({ aspect, judgement })),
      recommendationIds: Object.values(partOf(values, CAME)).toSorted(),
    },
  }
}

/** What is to change of an inspection: only what is typed otherwise than it stands. */
export function inspectionChange(
  before: InspectionDescription,
  typed: InspectionDescription,
): Partial<InspectionDescription> {
  const stands = { ...before, recommendationIds: before.recommendationIds.toSorted() }
  return Object.fromEntries(
    Object.entries(typed).filter(([name, value]) => !isSame(stands[name as keyof typeof stands], value)),
  )
}

/** The fields of the form, with as many rows for aspects as are filled, and some more. */
export function inspectionFormFields(
  state: FormState,
  { press, recommendations }: { press: string; recommendations: readonly Choice[] },
): Html {
  const draw = fieldsOf(state)
  return html`${fieldset({ legend: 'What was inspected', size: 'm', body: drawnFields(draw, settingFields) })}
${fieldset({ legend: 'The inspection', size: 'm', body: drawnFields(draw, visitFields) })}
${fieldset({
  legend: 'How it was judged',
  size: 'm',
  body: html`${drawnFields(draw, judgementFields)}${aspects(state)}${before(state)}`,
})}
${fieldset({
  legend: 'What follows',
  size: 'm',
  body: html`${
    recommendations.length > 0 &&
    draw.ticks(CAME, {
      label: 'Which recommendations of the plan came of it?',
      items: recommendations,
      small: true,
    })
  }${drawnFields(draw, afterwardsFields)}`,
})}
${button({ text: press })}`
}

function aspects(state: FormState): Html {
  const draw = fieldsOf(state)
  const filled = aspectsTyped(state.values).map(({ at }) => at)
  const rows = Math.min(limits.inspection.aspects.most, Math.max(FEWEST_ROWS, ...filled.map((at) => at + 3)))
  return details({
    summary:
      filled.length === 0
        ? `${inspectionLists.aspects.label} (optional)`
        : `${inspectionLists.aspects.label}: ${filled.length}`,
    open: Object.keys(state.faults).some((name) => name.startsWith('aspect-')),
    body: html`<p class="govuk-hint">Such as Help and protection: Good. A row that is emptied is taken out.</p>
${Array.from(
  { length: rows },
  (_, at) =>
    html`<div class="wm-days">${draw.line(nameOf(at), {
      label: `Aspect ${at + 1}`,
      classes: 'govuk-input--width-20',
    })}${draw.line(judgementOf(at), {
      label: html`Judgement<span class="govuk-visually-hidden"> of aspect ${at + 1}</span>`,
      classes: 'govuk-input--width-20',
    })}</div>`,
)}`,
  })
}

const FEWEST_ROWS = 4

function before(state: FormState): Html {
  const names = Object.keys(beforeFields)
  return details({
    summary: 'The inspection before is not in the register (optional)',
    open: names.some((name) => name in state.faults) || (state.values['judgementBefore'] ?? '') !== '',
    body: drawnFields(fieldsOf(state), beforeFields),
  })
}

const nameOf = (at: number) => `aspect-${at + 1}-name`
const judgementOf = (at: number) => `aspect-${at + 1}-judgement`

/** The rows in which something is typed, each with its place. */
function aspectsTyped(values: Typed): (AspectJudgement & { at: number })[] {
  return Array.from({ length: limits.inspection.aspects.most }, (_, at) => ({
    at,
    aspect: tidy(values[nameOf(at)] ?? ''),
    judgement: tidy(values[judgementOf(at)] ?? ''),
  })).filter(({ aspect, judgement }) => aspect !== '' || judgement !== '')
}

// What was stored before a limit stays until it is changed.
function aspectFaults(values: Typed, saved: Typed): Faults {
  const limit = limits.inspection
  const faults = aspectsTyped(values).flatMap(({ at, aspect, judgement }) => {
    const named = aspect === '' ? 'Name the aspect' : textFault(limit.aspect, aspect)
    const judged = judgement === '' ? 'Enter its judgement' : textFault(limit.judgement, judgement)
    return [
      [nameOf(at), named],
      [judgementOf(at), judged],
    ] as const
  })
  const wrong = faults.filter(([name, fault]) => fault !== null && values[name] !== saved[name])
  return Object.fromEntries(wrong.map(([name, fault]) => [name, asFault(fault ?? '')])) as Faults
}

function tickedFaults(values: Typed): Faults {
  const { recommendations } = limits.inspection
  const ids = Object.values(partOf(values, CAME))
  if (!ids.every((id) => idSchema.safeParse(id).success))
    return { recommendationIds: 'Choose recommendations from the list' }
  return isWithin(recommendations, ids.length) ? {} : { recommendationIds: asFault(beyond(recommendations)) }
}
