import { paths } from '#server/paths.ts'
import { count, day, section, table } from '#server/ui/html/components.ts'
import { tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { asAt, statusWords } from '#server/ui/words/measure-words.ts'
import { dayInWords, londonDay } from '#workflows/calendar/calendar.ts'
import { rankWords } from '#workflows/measure/comparators.ts'
import { validationReason } from '#workflows/measure/figure-observation.ts'
import type { ObservationResource } from './resource.ts'

/**
 * Every figure as published, beside what its parts give, who recorded it, and what it was before it was corrected.
 * @param observations those that stand, newest first
 */
export function figureTable(observations: readonly ObservationResource[], around: FiguresAround): Html {
  const ranked = observations.some(({ rank }) => rank !== null)
  const recalculated = observations.some(hasParts)
  return section({
    title: 'Figures',
    id: 'figures',
    number: observations.length,
    intro: around.isCut ? 'The newest are shown. The API and its CSV give them all.' : undefined,
    body:
      observations.length === 0
        ? html`<p>No figure has been recorded yet. ${around.recordedBy}</p>`
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
              figureRow(each, { ...around, ranked, shownAgain: recalculated }),
            ),
          }),
  })
}

/** What is known around the figures of a measure. */
export type FiguresAround = {
  /** What corrections have replaced, by id. */
  replaced: ReadonlyMap<string, ObservationResource>
  /** Whether there are older ones, which are not shown. */
  isCut: boolean
  /** Where the denominators of the measure come from, unless a figure says otherwise. */
  usualSource: string
  /** Who records its figures, in a sentence. */
  recordedBy: string
  /** The id of the measure, where the reader may correct its figures. */
  correctable: string | null
}

/** A figure without parts, as most are, has nothing that could be worked out again. */
function hasParts({ recalculated }: ObservationResource): boolean {
  return recalculated.outcome !== 'notRecalculated' || !partless.has(recalculated.code)
}

const partless: ReadonlySet<string> = new Set(['claim', 'notDerived'])

function figureRow(
  each: ObservationResource,
  {
    ranked,
    shownAgain,
    correctable,
    replaced,
    usualSource,
  }: FiguresAround & { ranked: boolean; shownAgain: boolean },
): (Html | string | null)[] {
  const { distribution, rank } = each
  const grades = distribution.map(({ grade, count: number, percent }) =>
    percent === null ? `${grade}: ${number}` : `${grade}: ${number} (${percent}%)`,
  )
  const graded = each.published === null && each.value === null
  const notes = remarksOn(each, usualSource)
  const before = revisionsOf(each, replaced)
  return [
    asAt(each),
    html`${graded && grades.length > 0 ? `${count(each.n ?? 0, 'case')} graded` : each.shown}${
      grades.length > 0 && html`<span class="wm-board__why">${grades.join(', ')}</span>`
    }${each.kind === 'claim' && html`<span class="wm-board__why">A claim in words</span>`}`,
    ...(shownAgain ? [workedOut(each)] : []),
    html`${statusWords[each.status]}<span class="wm-board__why">${recordedWords(each)}</span>${
      correctable !== null &&
      each.kind === 'figure' &&
      html` <a class="govuk-link wm-elsewhere" href="${paths.figureNew.at({ id: correctable })}?corrects=${each.id}">Correct<span
        class="govuk-visually-hidden"> the figure of ${asAt(each)}</span></a>`
    }`,
    ...(ranked ? [rank && rankWords(rank)] : []),
    notes.length + before.length === 0
      ? null
      : html`${notes.map((note) => html`<p class="wm-remark">${note}</p>`)}${before.map(
          (one, at) =>
            html`<p class="wm-remark wm-quiet">${beforeWords(one, at === 0 ? each : before[at - 1])}. ${recordedWords(one)}</p>`,
        )}`,
  ]
}

/** What stood in the place of a figure before, the newest first. */
function revisionsOf(
  { corrects }: ObservationResource,
  replaced: FiguresAround['replaced'],
): ObservationResource[] {
  const before = corrects === null ? undefined : replaced.get(corrects)
  return before === undefined ? [] : [before, ...revisionsOf(before, replaced)]
}

/** 'Sunita Patel, 10 November 2026'. */
function recordedWords({ recordedBy, recordedAt }: ObservationResource): string {
  const on = day(londonDay(recordedAt))
  return recordedBy === null ? on : `${recordedBy.name}, ${on}`
}

/** What stood there before: the same where it was only validated since. */
const beforeWords = ({ shown }: ObservationResource, after: ObservationResource | undefined): string =>
  isValidation(after) ? 'Recorded' : `Before: ${shown}`

/** Whether it took the place of another by a tick alone, and says the same as that. */
const isValidation = (each: ObservationResource | undefined): boolean => each?.reason === validationReason

/** 'Validated on 10 November 2026 by Sunita Patel'. */
function validatedWords({ recordedBy, recordedAt }: ObservationResource): string {
  return `Validated on ${dayInWords(londonDay(recordedAt))}${recordedBy === null ? '' : ` by ${recordedBy.name}`}`
}

/** What a reader has to know beside a figure. */
function remarksOn(each: ObservationResource, usualSource: string): string[] {
  const { warnings, caveat, source, revision, reason, denominatorSource } = each
  const corrected = reason === null ? 'Corrected' : `Corrected: ${reason}`
  return [
    ...(revision > 1 ? [isValidation(each) ? validatedWords(each) : corrected] : []),
    ...(caveat === '' ? [] : [caveat]),
    // Such as a share that adds up only without a group that the table counts.
    ...(denominatorSource === '' || denominatorSource === usualSource
      ? []
      : [`Out of: ${denominatorSource}`]),
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
