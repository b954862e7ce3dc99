import type { ObservationRow } from '#db/read/measures.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import type { Annotation } from '#server/ui/html/chart-marks.ts'
import { type ActionLine, actionLines, day, section } from '#server/ui/html/components.ts'
import { button, buttonGroup, insetText, summaryList } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { type MeasureLook, movementWords, targetWords } from '#server/ui/html/measure-look.ts'
import { asAt, frequencyWords, polarityWords, statusWords } from '#server/ui/words/measure-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { aimShown, perWords } from '#workflows/measure/measure-rules.ts'
import { sizeWords } from '#workflows/measure/year-on-year.ts'
import { count } from '#workflows/words.ts'
import type { MeasureResource, ObservationResource } from './resource.ts'
import { comparators } from './view-comparators.ts'
import { figureTable } from './view-figures.ts'
import { overTime } from './view-over-time.ts'

/** What stands on the page of a measure beside what it says of itself. */
export type MeasureShown = {
  look: MeasureLook
  /** Its observations that stand, newest first. */
  rows: readonly ObservationRow[]
  /** What corrections have replaced, by id. */
  replaced: ReadonlyMap<string, ObservationResource>
  /** Whether there are older observations, which are not shown. */
  isCut: boolean
  /** Actions that are meant to move it. */
  actions: readonly ActionLine[]
  annotations: readonly Annotation[]
  /** The past day that is shown; null for now. */
  asAtDay: Day | null
  readerId: string
  /** Whether the reader records and corrects its figures. */
  mayRecord: boolean
  /** Whether the reader changes the measure itself. */
  mayWrite: boolean
}

/**
 * All that is known of a measure: what it counts in plain words, which way is better, where it stands, every
 * observation as published beside what its parts give, and what others have. What is missing is said.
 * @param observations those that stand, newest first
 */
export function measureView(
  measure: MeasureResource,
  observations: readonly ObservationResource[],
  { look, rows, replaced, isCut, actions, annotations, asAtDay, readerId, mayRecord, mayWrite }: MeasureShown,
): Html {
  return html`<div class="wm-measure">
<p class="wm-measure__polarity"><strong>${polarityWords[measure.polarity]}</strong></p>
${measure.definition !== '' && html`<p class="wm-lead">${measure.definition}</p>`}
${small(measure.latest)}
${summary(measure, look, asAtDay)}
${buttons(measure, { mayRecord, mayWrite })}
${gaps(measure)}
${overTime(look, rows, annotations)}
${comparators(look, rows)}
${figureTable(observations, {
  replaced,
  isCut,
  usualSource: measure.denominatorSource,
  recordedBy: recorderWords(measure, readerId),
  correctable: mayRecord ? measure.id : null,
})}
${section({
  title: 'Actions that are meant to move it',
  id: 'actions',
  number: actions.length,
  body:
    actions.length === 0
      ? html`<p>No action names it yet. The form of an action asks which measures it is meant to move.</p>`
      : actionLines(actions),
})}
</div>`
}

function recorderWords({ supplier }: MeasureResource, readerId: string): string {
  if (supplier === null) return 'The lead of the priority or the plan administrator records them.'
  return supplier.id === readerId ? 'You record them.' : `${supplier.name} records them.`
}

function buttons(
  measure: MeasureResource,
  { mayRecord, mayWrite }: Pick<MeasureShown, 'mayRecord' | 'mayWrite'>,
): Html | false {
  const shown = [
    ...(mayRecord ? [button({ text: 'Record a figure', href: paths.figureNew.at(measure) })] : []),
    ...(mayWrite
      ? [button({ text: 'Change the measure', href: paths.measureEdit.at(measure), look: 'secondary' })]
      : []),
  ]
  const link = (href: string, text: string) =>
    html`<a class="govuk-link wm-elsewhere" href="${href}">${text}</a>`
  return (
    shown.length > 0 &&
    html`${buttonGroup(...shown)}${
      mayWrite &&
      html`<p class="wm-elsewhere">${link(paths.measureComparators.at(measure), 'What others have')} ·
${link(paths.measureSteps.at(measure), 'Begin a new average')}</p>`
    }`
  )
}

function small(latest: ObservationResource | null): Html | false {
  const warning = latest?.warnings.find(({ code }) => code === 'smallCount')
  return (
    warning !== undefined && insetText(html`<strong>Think before you publish it.</strong> ${warning.detail}`)
  )
}

function summary(measure: MeasureResource, look: MeasureLook, asAtDay: Day | null): Html {
  const { priority, planId, latest, standing: progress, baselineOn, targetOn } = measure
  const baseline = aimShown(measure, measure.baseline, measure.baselineValue)
  const target = aimShown(measure, measure.target, measure.targetValue)
  const parts = [
    ['Counted', measure.numerator, measure.numeratorSource],
    ['Out of', measure.denominator, measure.denominatorSource],
  ] as const
  return html`<div class="wm-panel wm-priority__verdicts">${summaryList({
    rows: [
      ...(priority === null
        ? [{ key: 'Belongs to', value: 'The whole plan' }]
        : [
            {
              key: 'Priority',
              value: html`<a class="govuk-link" href="${atDay(paths.priority.at({ id: planId, ref: priority.ref }), asAtDay)}"><span
                class="wm-ref">${priority.ref}</span> ${priority.title}</a>`,
            },
          ]),
      ...parts.flatMap(([key, what, source]) =>
        what === ''
          ? []
          : [
              {
                key,
                value: html`${what}${source !== '' && html`<span class="wm-board__why">Source: ${source}</span>`}`,
              },
            ],
      ),
      { key: 'Baseline', value: dated(baseline, baselineOn) ?? 'None has been set' },
      {
        key: 'Newest',
        value:
          latest === null
            ? 'No figure has been recorded yet'
            : html`<strong>${latest.shown}</strong>${perWords(measure, latest.shown)}${latest.value !== null && sizeWords(measure, latest.n)}<span
              class="wm-board__why">${asAt(latest)}, ${statusWords[latest.status].toLowerCase()}</span>`,
      },
      {
        key: 'So far',
        value: movementWords(look) || 'Nothing can be told of one figure alone',
      },
      {
        key: 'Target',
        value: html`${dated(target, targetOn) ?? 'None has been set'}${
          target !== null &&
          html`<span class="wm-board__why">${targetWords(look) || progress.target.because}</span>`
        }`,
      },
      ...supply(measure),
      ...(measure.note === '' ? [] : [{ key: 'Note', value: measure.note }]),
    ],
  })}</div>`
}

/** Who supplies its figures, and how often; nothing where no figures are due. */
function supply({ supplier, every, dueAfterDays }: MeasureResource) {
  if (supplier === null && every === null) return []
  const who = supplier?.name ?? 'The lead of its priority'
  const often = every !== null && `${frequencyWords[every]}, late after ${count(dueAfterDays, 'day')}`
  return [
    {
      key: 'Supplied by',
      value: html`${who}${often !== false && html`<span class="wm-board__why">${often}</span>`}`,
    },
  ]
}

function gaps({ standing: { gaps: missing } }: MeasureResource): Html | false {
  return (
    missing.length > 0 &&
    section({
      title: 'What is missing',
      id: 'missing',
      number: missing.length,
      body: html`<ul class="govuk-list govuk-list--bullet">${missing.map(({ detail }) => html`<li>${detail}</li>`)}</ul>`,
    })
  )
}

function dated(text: string | null, on: Day | null): Html | null {
  return text === null
    ? null
    : html`<strong>${text}</strong>${on !== null && html`<span class="wm-board__why">${day(on)}</span>`}`
}
