import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { type ActionLine, actionLines, day, section, table } from '#server/ui/html/components.ts'
import { button, buttonGroup, insetText, summaryList } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { xmrChart } from '#server/ui/html/xmr-chart.ts'
import {
  asAt,
  directionWords,
  frequencyWords,
  inFigures,
  inUnit,
  polarityWords,
  statusWords,
} from '#server/ui/words/measure-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { Comparator, Unit } from '#workflows/measure/measure-facts.ts'
import { spcSentence } from '#workflows/measure/spc-words.ts'
import { spc } from '#workflows/measure/spc.ts'
import { count } from '#workflows/words.ts'
import type { MeasureResource, ObservationResource } from './resource.ts'
import { figureTable, placed } from './view-figures.ts'

/**
 * All that is known of a measure: what it counts in plain words, which way is better, where it stands, every
 * observation as published beside what its parts give, and what others have. What is missing is said.
 * @param observations those that stand, newest first
 * @param actions those that are meant to move it
 * @param mayRecord whether the reader records and corrects its figures
 * @param mayWrite whether the reader changes the measure itself
 * @param asAtDay the past day that is shown; null for now
 */
export function measureView(
  measure: MeasureResource,
  observations: readonly ObservationResource[],
  { actions, asAtDay, mayRecord, mayWrite }: MeasureReader,
): Html {
  return html`<div class="wm-measure">
<p class="wm-measure__polarity"><strong>${polarityWords[measure.polarity]}</strong></p>
${measure.definition !== '' && html`<p class="wm-lead">${measure.definition}</p>`}
${small(measure.latest)}
${summary(measure, asAtDay)}
${buttons(measure, { mayRecord, mayWrite })}
${gaps(measure)}
${chart(measure, observations)}
${figureTable(observations, mayRecord ? measure.id : null)}
${section({
  title: 'Actions that are meant to move it',
  id: 'actions',
  number: actions.length,
  body:
    actions.length === 0
      ? html`<p>No action names it yet. The form of an action asks which measures it is meant to move.</p>`
      : actionLines(actions),
})}
${measure.comparators.length > 0 && comparators(measure.comparators)}
</div>`
}

function buttons(
  measure: MeasureResource,
  { mayRecord, mayWrite }: Pick<MeasureReader, 'mayRecord' | 'mayWrite'>,
) {
  const shown = [
    ...(mayRecord ? [button({ text: 'Record a figure', href: paths.figureNew.at(measure) })] : []),
    ...(mayWrite
      ? [button({ text: 'Change the measure', href: paths.measureEdit.at(measure), look: 'secondary' })]
      : []),
  ]
  return shown.length > 0 && buttonGroup(...shown)
}

/** Who reads the page of a measure, and what stands on it beside the measure. */
type MeasureReader = {
  actions: readonly ActionLine[]
  asAtDay: Day | null
  mayRecord: boolean
  mayWrite: boolean
}

/** The figures over time; a single one is told in words alone. */
function chart(measure: MeasureResource, observations: readonly ObservationResource[]): Html | false {
  const { polarity, targetValue, unit, title, steps } = measure
  const points = observations.flatMap(({ charted, asAtOn, value }) =>
    charted && value !== null ? [{ on: asAtOn, value }] : [],
  )
  if (points.length < 2) return false
  const read = spc({ points, polarity, target: targetValue, steps })
  return section({
    title: 'Over time',
    id: 'over-time',
    body: html`${xmrChart({
      title,
      sentence: spcSentence(read),
      spc: read,
      target: targetValue,
      inWords: inUnit(unit),
      within: boundsOf(unit),
    })}${
      steps.length > 0 &&
      html`<ul class="govuk-list govuk-list--bullet">${steps.map(
        ({ startOn, reason }) =>
          html`<li>From ${day(startOn)} on, average and limits are worked out anew: ${reason}</li>`,
      )}</ul>`
    }`,
  })
}

/** Beyond what a figure of a unit cannot lie. */
function boundsOf(unit: Unit): [least: number | null, most: number | null] {
  if (unit === 'percent') return [0, 100]
  return unit === 'percentagePoints' ? [null, null] : [0, null]
}

function small(latest: ObservationResource | null): Html | false {
  const warning = latest?.warnings.find(({ code }) => code === 'smallCount')
  return (
    warning !== undefined && insetText(html`<strong>Think before you publish it.</strong> ${warning.detail}`)
  )
}

function summary(measure: MeasureResource, asAtDay: Day | null): Html {
  const { priority, planId, latest, standing: progress, baseline, baselineOn, target, targetOn } = measure
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
            : html`<strong>${latest.published ?? inFigures(latest.value)}</strong><span
              class="wm-board__why">${asAt(latest)}, ${statusWords[latest.status].toLowerCase()}</span>`,
      },
      {
        key: 'So far',
        value: html`${latest === null ? 'Cannot be said yet' : directionWords[progress.sinceBaseline?.direction ?? 'unknown']}${
          progress.sinceBaseline !== null &&
          html`<span class="wm-board__why">${progress.sinceBaseline.because}</span>`
        }`,
      },
      {
        key: 'Target',
        value: html`${dated(target, targetOn) ?? 'None has been set'}${target !== null && html`<span class="wm-board__why">${progress.target.because}</span>`}`,
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

function comparators(all: readonly Comparator[]): Html {
  return section({
    title: 'What others have',
    id: 'comparators',
    number: all.length,
    body: table({
      caption: 'Comparators',
      captionHidden: true,
      rowHeadings: true,
      columns: [
        { heading: 'Who' },
        { heading: 'Figure' },
        { heading: 'When' },
        { heading: 'Our place' },
        { heading: 'Source' },
      ],
      rows: all.map(({ name, published, asAtOn, rank, rankOf, source }) => [
        name,
        published,
        asAtOn === null ? null : day(asAtOn),
        rank === null ? null : placed({ position: rank, of: rankOf }),
        source === '' ? null : source,
      ]),
    }),
  })
}

function dated(text: string | null, on: Day | null): Html | null {
  return text === null
    ? null
    : html`<strong>${text}</strong>${on !== null && html`<span class="wm-board__why">${day(on)}</span>`}`
}
