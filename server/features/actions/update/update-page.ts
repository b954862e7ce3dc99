import { z } from 'zod'
import { newId } from '#db/connection/ids.ts'
import { textSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { dayField, fieldsOf } from '#server/ui/forms/fields.ts'
import { dayParts, type FormState, type Read, readForm, type Typed } from '#server/ui/forms/forms.ts'
import { day as inWords, ratingTag, ratingWords, section } from '#server/ui/html/components.ts'
import { button, buttonGroup, type Choice, details, fieldset } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { whyNotNow } from '#server/ui/words/action-words.ts'
import { served } from '#server/ui/words/served.ts'
import type { OwnRating } from '#workflows/action/action-facts.ts'
import { actionRequirements } from '#workflows/action/action-requirements.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { limits } from '#workflows/limits.ts'
import { ratingAfterUpdate } from '#workflows/rating/after-update.ts'
import { ratingOf } from '#workflows/rating/rating.ts'
import type { ActionModel } from '../page/action-model.ts'
import { criteriaList, dateList, lastWord, returnReason } from '../page/view-parts.ts'
import { blockerFields, blockerInitial, blockerLabels, blockerTyped, readBlocker } from './blocker-form.ts'
import {
  evidenceChoices,
  evidenceQuestions,
  evidenceInitial,
  evidenceLabels,
  evidenceTyped,
  readEvidence,
} from './evidence-form.ts'
import type { ActionForm, Step } from './form.ts'

const dates = ['forecastOn', 'evidence-datedOn', 'blocker-sinceOn']

/** `/actions/:id/update`: how it is going, in one form. Evidence and a blocker may come along. */
export function updatePage(model: ActionModel): ActionForm {
  const { read, may, today } = model
  const { facts } = read
  const { report } = may.action
  return {
    title: `Update ${facts.ref}`,
    heading: 'How is it going?',
    dates,
    labels: {
      note: 'How it is going',
      forecastOn: 'Expected to be done on',
      whatChanged: 'What changed',
      ownRating: 'Rated',
      ...evidenceLabels('evidence'),
      ...blockerLabels,
    },
    choices: {
      ...evidenceChoices('evidence', model),
      ownRating: { rule: 'As the rule does', amber: 'Amber', red: 'Red' },
    },
    initial: {
      ...dayParts('forecastOn', pastForecast(model) === null ? facts.forecastOn : null),
      ownRating: facts.ownRating ?? 'rule',
      ...evidenceInitial('evidence', today, facts.criteria.length === 1 ? facts.criteria[0]?.id : undefined),
      ...blockerInitial(today),
    },
    read: (values) => readUpdate(values, model),
    fields: (state) => fields(state, model),
    aside: html`${section({ title: 'What was said last', id: 'last', body: lastWord(read) })}
${section({ title: 'Dates', id: 'dates', body: dateList(read, today) })}
${section({ title: 'Closure criteria', id: 'criteria', body: criteriaList(read) })}`,
    ...(!report.allowed && { closed: whyNotNow(read, report) }),
    done: ({ plan, ...after }) => {
      const { rating, because } = ratingOf(after.facts, plan.settings, today)
      return `Your update of ${facts.ref} is saved. ${ratingWords[rating]}: ${because}`
    },
  }
}

function fields(state: FormState, model: ActionModel): Html {
  const { read, may, today } = model
  const { id } = read.facts
  const { text, day, oneOf } = fieldsOf(state)
  const { rating, because } = ratingOf(read.facts, read.plan.settings, today)
  const opened = (part: string, typed: boolean) =>
    typed || Object.keys(state.faults).some((name) => name.startsWith(`${part}-`))
  return html`${returnReason(model)}<p class="wm-verdict">${ratingTag(rating)} ${because}</p>
${text('note', { label: 'What has happened since the last update?', labelSize: 'm', hint: 'A sentence or two. Do not name children or describe a case.' })}
${day('forecastOn', {
  label: 'When do you expect it to be done?',
  labelSize: 'm',
  hint: `${saidBefore(model)}Leave it empty if the due date stands. This does not move the due date.`,
})}
${text('whatChanged', { label: `What has changed for ${served}? (optional)`, labelSize: 'm', rows: 3 })}
${
  ownRatings(model).length > 1 &&
  oneOf('ownRating', {
    label: 'How do you rate it?',
    labelSize: 'm',
    hint: 'You may rate it worse than the rule does, never better.',
    items: ownRatings(model),
  })
}
${details({
  summary: 'Add evidence (optional)',
  open: opened('evidence', evidenceTyped(state.values, 'evidence')),
  body: fieldset({ legend: 'Evidence', size: 's', body: evidenceQuestions(state, 'evidence', model) }),
})}
${details({
  summary: 'Something blocks it (optional)',
  open: opened('blocker', blockerTyped(state.values)),
  body: fieldset({
    legend: 'Blocker',
    size: 's',
    body: blockerFields(state, model),
  }),
})}
${buttonGroup(button({ text: 'Save this update' }))}
<div class="wm-leaves">
${
  may.extension('').request.allowed &&
  html`<p><a class="govuk-link" href="${paths.actionExtension.at({ id })}">Ask for more time</a> <span
    class="wm-quiet">The due date moves only if somebody else agrees.</span></p>`
}
${
  may.standing.owner &&
  html`<p><a class="govuk-link" href="${paths.actionSubmit.at({ id })}">Submit for sign-off</a> <span
    class="wm-quiet">It is done, and the evidence shows it.</span></p>`
}
</div>`
}

/** The day that was expected last time, where it is past: a report would be refused for it. */
function pastForecast(model: ActionModel): Day | null {
  const { forecastOn } = model.read.facts
  return forecastOn === null || forecastRule(model).test(forecastOn) ? null : forecastOn
}

function saidBefore(model: ActionModel): string {
  const { read, actor } = model
  const past = pastForecast(model)
  const by = read.facts.lastUpdate?.by
  const who = by === actor.id ? 'you' : ((by && read.names[by]) ?? 'the owner')
  return past === null ? '' : `Last time ${who} expected ${inWords(past)}, which is past. `
}

const forecastRule = ({ may }: ActionModel) => may.rule(actionRequirements, 'report', 'forecastOn')

/** The colours an owner may choose: the rule's, and those that are worse. */
function ownRatings({ read, today }: ActionModel): Choice[] {
  const { facts, plan } = read
  const rule = ratingAfterUpdate(facts, facts.forecastOn, plan.settings, today)
  const worse: OwnRating[] = rule.rating === 'red' ? [] : rule.rating === 'amber' ? ['red'] : ['amber', 'red']
  return [
    { value: 'rule', text: `As the rule does: ${ratingWords[rule.rating].toLowerCase()}` },
    ...worse.map((value) => ({ value, text: `Worse: ${value}` })),
  ]
}

function readUpdate(values: Typed, model: ActionModel): Read<Step[]> {
  const report = readForm(reportSchema(model), values, ['forecastOn'])
  const evidence = evidenceTyped(values, 'evidence') ? [readEvidence(values, 'evidence', model)] : []
  const blocker = blockerTyped(values) ? [readBlocker(values, model)] : []
  const others = [...evidence, ...blocker]
  const faults = Object.assign(
    {},
    ...[report, ...others].map((each) => (each.ok ? {} : each.faults)),
  ) as Record<string, string>
  if (!report.ok || Object.keys(faults).length > 0) return { ok: false, faults }
  const { note, forecastOn = null, whatChanged = null, ownRating } = report.data
  const said: Step = {
    request: {
      subject: 'action',
      event: {
        type: 'report',
        updateId: newId(),
        note,
        forecastOn,
        whatChanged,
        ownRating: ownRating === 'amber' || ownRating === 'red' ? ownRating : null,
      },
    },
    saved: 'Your update is saved.',
    uses: (field) => !field.startsWith('evidence-') && !field.startsWith('blocker-'),
    fieldFor: (field) =>
      ['note', 'forecastOn', 'ownRating', 'whatChanged'].includes(field) ? field : undefined,
  }
  return { ok: true, data: [said, ...others.flatMap((each) => (each.ok ? [each.data] : []))] }
}

const reportSchema = (model: ActionModel) =>
  z.object({
    note: textSchema('Say in a sentence or two how it is going', limits.update.note),
    forecastOn: dayField('the day on which you expect it to be done', forecastRule(model)).optional(),
    whatChanged: textSchema('Say what changed', limits.update.whatChanged).optional(),
    ownRating: z.enum(['rule', 'amber', 'red'], { error: 'Choose how you rate it' }).optional(),
  })
