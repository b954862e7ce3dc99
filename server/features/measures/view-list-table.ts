import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { day, section, table } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { figureNow, type MeasureLook, movementWords, targetWords } from '#server/ui/html/measure-look.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { periodInWords } from '#workflows/calendar/period.ts'
import type { FiguresOwed } from '#workflows/measure/figures-due.ts'
import { aimShown } from '#workflows/measure/measure-rules.ts'
import { count } from '#workflows/words.ts'

/**
 * Measures in the order of the plan by priority: where each began, where it is and where it should be.
 * @param late figures that are late, by the id of their measure
 * @param asAtDay the past day that is shown; null for now
 */
export function measureTable(
  looks: readonly MeasureLook[],
  asAtDay: Day | null,
  late: ReadonlyMap<string, FiguresOwed>,
): Html {
  const groups = Map.groupBy(looks, ({ priority }) => priority?.id ?? '')
  return html`<div class="wm-measure-tables">${[...groups.values()].map((group) => {
    const priority = group[0]?.priority ?? null
    return section({
      title:
        priority === null
          ? 'The whole plan'
          : html`<span class="wm-ref">${priority.ref}</span> ${priority.title}`,
      id: priority === null ? 'whole-plan' : `measures-${priority.ref}`,
      number: group.length,
      body: table({
        caption: priority === null ? 'Measures of the whole plan' : `Measures of ${priority.ref}`,
        captionHidden: true,
        rowHeadings: true,
        columns: [
          { heading: 'Measure' },
          { heading: 'Baseline' },
          { heading: 'Newest' },
          { heading: 'Target' },
          { heading: 'So far' },
        ],
        rows: group.map((look) => measureRow(look, asAtDay, late.get(look.measure.id))),
      }),
    })
  })}</div>`
}

/** 'October 2026 is 16 days late.' */
export function lateInWords({ periods: [first = ''], lateDays }: FiguresOwed): string {
  return `${periodInWords({ from: first, to: first })} is ${count(lateDays, 'day')} late.`
}

function measureRow(look: MeasureLook, asAtDay: Day | null, owed: FiguresOwed | undefined): (Html | null)[] {
  const { measure } = look
  const { baseline, baselineValue, baselineOn, target, targetValue, targetOn } = measure
  const [says, wanted] = [movementWords(look), targetWords(look)]
  return [
    html`<a class="govuk-link wm-measure__link" href="${atDay(paths.measure.at(measure), asAtDay)}">${measure.title}</a>`,
    dated(aimShown(measure, baseline, baselineValue), baselineOn),
    look.newest === null && owed === undefined
      ? null
      : html`${figureNow(look)}${owed && html`<span class="wm-board__why wm-late">${lateInWords(owed)}</span>`}`,
    dated(aimShown(measure, target, targetValue), targetOn),
    html`${says}${wanted && html`${says && html`<br>`}${wanted}`}`,
  ]
}

function dated(text: string | null, on: Day | null): Html | null {
  return text === null
    ? null
    : html`${text}${on !== null && html`<span class="wm-board__why">${day(on)}</span>`}`
}
