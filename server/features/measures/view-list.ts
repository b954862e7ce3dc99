import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { day, emptyState, section, table } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { asAt, directionWords, inFigures, polarityWords } from '#server/ui/words/measure-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { MeasureResource } from './resource.ts'

/**
 * What a plan counts, by priority: where each measure began, where it is and where it should be.
 * @param asAtDay the past day that is shown; null for now
 */
export function measureList(measures: readonly MeasureResource[], asAtDay: Day | null = null): Html {
  if (measures.length === 0) {
    return emptyState({
      title: 'Nothing is measured yet',
      text: 'Without measures nobody can tell whether the actions help. The plan administrator and the leads of its priorities add them here, load them from a measures file, or send them by the API.',
    })
  }
  const groups = Map.groupBy(measures, ({ priority }) => priority?.id ?? '')
  return html`<div class="wm-measure-tables">${[...groups.values()].map((group) => {
    const priority = group[0]?.priority ?? null
    return section({
      title:
        priority === null
          ? 'The whole plan'
          : html`<span class="wm-ref">${priority.ref}</span> ${priority.title}`,
      id: priority === null ? 'whole-plan' : `measures-${priority.ref}`,
      number: group.length,
      body: measureTable(
        priority === null ? 'Measures of the whole plan' : `Measures of ${priority.ref}`,
        group,
        asAtDay,
      ),
    })
  })}</div>`
}

/**
 * Measures with their figures, one a row, each a link to all that is known of it.
 * @param asAtDay the past day that is shown; null for now
 */
export function measureTable(
  caption: string,
  measures: readonly MeasureResource[],
  asAtDay: Day | null = null,
): Html {
  return table({
    caption,
    captionHidden: true,
    rowHeadings: true,
    columns: [
      { heading: 'Measure' },
      { heading: 'Baseline' },
      { heading: 'Newest' },
      { heading: 'Target' },
      { heading: 'So far' },
    ],
    rows: measures.map((measure) => measureRow(measure, asAtDay)),
  })
}

function measureRow(measure: MeasureResource, asAtDay: Day | null): (Html | string | null)[] {
  const { id, title, definition, polarity, baseline, baselineOn, target, targetOn, latest, standing } =
    measure
  return [
    html`<a class="govuk-link wm-measure__link" href="${atDay(paths.measure.at({ id }), asAtDay)}">${title}</a>
${definition !== '' && note(definition)}${note(polarityWords[polarity])}`,
    dated(baseline, baselineOn),
    latest &&
      html`${latest.published ?? inFigures(latest.value)}${note(asAt(latest))}${
        latest.status === 'provisional' && html` <span class="wm-quiet">provisional</span>`
      }${latest.caveat !== '' && note(latest.caveat)}`,
    dated(target, targetOn),
    html`${latest === null ? 'No figure yet' : directionWords[standing.sinceBaseline?.direction ?? 'unknown']}${note(standing.target.because)}`,
  ]
}

function dated(text: string | null, on: Day | null): Html | null {
  return text === null ? null : html`${text}${on !== null && note(day(on))}`
}

function note(text: string): Html {
  return html`<span class="wm-board__why">${text}</span>`
}
