import { paths } from '#server/paths.ts'
import { count, section, table } from '#server/ui/html/components.ts'
import { tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { asAt, statusWords } from '#server/ui/words/measure-words.ts'
import { rankWords } from '#workflows/measure/comparators.ts'
import type { ObservationResource } from './resource.ts'

/**
 * Every figure as published, beside what its parts give.
 * @param correctable the id of the measure, where the reader may correct its figures
 */
export function figureTable(observations: readonly ObservationResource[], correctable: string | null): Html {
  const ranked = observations.some(({ rank }) => rank !== null)
  const recalculated = observations.some(hasParts)
  return section({
    title: 'Figures',
    id: 'figures',
    number: observations.length,
    body:
      observations.length === 0
        ? html`<p>No figure has been recorded yet. The lead of the priority or the plan administrator records them.</p>`
        : table({
            caption: 'Figures, newest first',
            captionHidden: true,
            rowHeadings: true,
            columns: [
              { heading: 'When' },
              { heading: 'As published' },
              ...(recalculated ? [{ heading: 'Worked out again' }] : []),
              { heading: 'Status' },
              ...(ranked ? [{ heading: 'Place' }] : []),
              { heading: 'Remarks' },
            ],
            rows: observations.map((each) =>
              figureRow(each, { ranked, shownAgain: recalculated, correctable }),
            ),
          }),
  })
}

/** A figure without parts, as most are, has nothing that could be worked out again. */
function hasParts({ recalculated }: ObservationResource): boolean {
  return recalculated.outcome !== 'notRecalculated' || !partless.has(recalculated.code)
}

const partless: ReadonlySet<string> = new Set(['claim', 'notDerived'])

function figureRow(
  each: ObservationResource,
  { ranked, shownAgain, correctable }: { ranked: boolean; shownAgain: boolean; correctable: string | null },
): (Html | string | null)[] {
  const { distribution, rank } = each
  const grades = distribution.map(({ grade, count: number, percent }) =>
    percent === null ? `${grade}: ${number}` : `${grade}: ${number} (${percent}%)`,
  )
  const graded = each.published === null && each.value === null
  const notes = remarksOn(each)
  return [
    asAt(each),
    html`${graded && grades.length > 0 ? `${count(each.n ?? 0, 'case')} graded` : each.shown}${
      grades.length > 0 && html`<span class="wm-board__why">${grades.join(', ')}</span>`
    }${each.kind === 'claim' && html`<span class="wm-board__why">A claim in words</span>`}`,
    ...(shownAgain ? [workedOut(each)] : []),
    html`${statusWords[each.status]}${
      correctable !== null &&
      each.kind === 'figure' &&
      html` <a class="govuk-link" href="${paths.figureNew.at({ id: correctable })}?corrects=${each.id}">Correct<span
        class="govuk-visually-hidden"> the figure of ${asAt(each)}</span></a>`
    }`,
    ...(ranked ? [rank && rankWords(rank)] : []),
    notes.length === 0 ? null : html`${notes.map((note) => html`<p class="wm-remark">${note}</p>`)}`,
  ]
}

/** What a reader has to know beside a figure. */
function remarksOn({ warnings, caveat, source, revision, reason }: ObservationResource): string[] {
  return [
    ...(revision > 1 ? [`Corrected${reason === null ? '' : `: ${reason}`}`] : []),
    ...(caveat === '' ? [] : [caveat]),
    // That parts disagree stands beside the figure already.
    ...warnings.flatMap(({ code, detail }) =>
      code === 'differs' || code === 'denominatorMissing' ? [] : [detail],
    ),
    ...(source === '' ? [] : [`Source: ${source}`]),
  ]
}

function workedOut(each: ObservationResource): Html | null {
  const { recalculated } = each
  if (!hasParts(each)) return null
  if (recalculated.outcome === 'notRecalculated')
    return html`<span class="wm-quiet">${recalculated.because}</span>`
  return html`${recalculated.outcome === 'agrees' ? 'Agrees' : tag('Differs', 'wm-tag--critical')}<span class="wm-board__why">${recalculated.because}</span>`
}
