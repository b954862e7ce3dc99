import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { anchor, day, section, table, typedLink } from '#server/ui/html/components.ts'
import { button, buttonGroup, insetText, summaryList, tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { changeWords, settingWords } from '#server/ui/words/inspection-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { isBelowGood } from '#workflows/inspection/judgements.ts'
import type { InspectionResource } from './resource.ts'
import { dayKnown, visitOf } from './words.ts'

/**
 * All that the register knows of an inspection: how it was judged, how that stands to the judgement before, and what
 * came of it.
 * @param shown whether the reader keeps the register, and the past day that is shown; null for now
 */
export function inspectionView(
  inspection: InspectionResource,
  shown: { editable: boolean; asAt: Day | null },
): Html {
  return html`${whatNext(inspection, shown.editable)}
<div class="wm-panel wm-priority__verdicts">${summaryList({ rows: rowsOf(inspection, shown.asAt) })}</div>
${aspects(inspection)}
${cameOfIt(inspection, shown.asAt)}`
}

function whatNext({ id, state }: InspectionResource, editable: boolean): Html | false {
  const isWithdrawn = state === 'withdrawn'
  if (!isWithdrawn && !editable) return false
  const decide = paths.inspectionDecide.at({ id })
  const buttons = isWithdrawn
    ? [button({ text: 'Reinstate the entry', href: decide, look: 'secondary' })]
    : [
        button({ text: 'Change the inspection', href: paths.inspectionEdit.at({ id }), look: 'secondary' }),
        html`<a class="govuk-link" href="${decide}">Withdraw the entry</a>`,
      ]
  return html`${
    isWithdrawn &&
    insetText(
      html`<strong>Withdrawn.</strong> It was recorded by mistake and counts nowhere. The history says why.`,
    )
  }${editable && buttonGroup(...buttons)}`
}

type Row = { key: string; value: Html | string }

function rowsOf(inspection: InspectionResource, asAt: Day | null): Row[] {
  const { setting, urn, inspectedOn, precision, publishedOn, url, nextExpected, note } = inspection
  const text = (key: string, value: string): Row[] => (value === '' ? [] : [{ key, value }])
  return [
    { key: 'Judgement', value: judgement(inspection) },
    ...(inspection.state === 'withdrawn' ? [] : since(inspection, asAt)),
    {
      key: 'Inspected',
      value: said(dayKnown(inspectedOn, precision), visitOf(inspection)),
    },
    {
      key: 'Report',
      value: html`${publishedOn === null ? 'No day of publication is known' : `Published on ${day(publishedOn)}`}${
        url !== '' && html`<span class="wm-board__why">${typedLink(url)}</span>`
      }`,
    },
    { key: 'Kind of setting', value: settingWords[setting] },
    ...text('Reference number', urn),
    ...text('Next expected', nextExpected),
    ...text('Note', note),
  ]
}

function since(inspection: InspectionResource, asAt: Day | null): Row[] {
  const { change, because } = inspection.change
  return [
    { key: 'Before', value: judgementBefore(inspection, asAt) },
    { key: 'Since then', value: said(changeWords[change], because) },
  ]
}

function judgement({ judgement: words, change }: InspectionResource): Html {
  if (words === '') return said('None', change.because)
  return html`<strong>${words}</strong>${isBelowGood(words) && html` ${tag('Below good', 'wm-tag--critical')}`}`
}

function judgementBefore({ before }: InspectionResource, asAt: Day | null): Html | string {
  if (before === null) return 'None is known'
  const when = before.on === null ? 'The day is not known' : dayKnown(before.on, before.precision)
  const { inspection } = before
  return html`<strong>${before.judgement}</strong><span class="wm-board__why">${
    inspection === null
      ? `${when}, as a later report says`
      : html`${when}, <a class="govuk-link" href="${atDay(paths.inspection.at(inspection), asAt)}">inspection ${inspection.ref}</a>`
  }</span>`
}

function aspects({ aspects: judged }: InspectionResource): Html | false {
  return (
    judged.length > 0 &&
    section({
      title: 'Judgements of aspects',
      id: 'aspects',
      number: judged.length,
      body: table({
        caption: 'Judgements of aspects',
        captionHidden: true,
        rowHeadings: true,
        columns: [{ heading: 'Aspect' }, { heading: 'Judgement' }],
        rows: judged.map(({ aspect, judgement: words }) => [
          aspect,
          html`${words}${isBelowGood(words) && html` ${tag('Below good', 'wm-tag--critical')}`}`,
        ]),
      }),
    })
  )
}

function cameOfIt({ planId, recommendations }: InspectionResource, asAt: Day | null): Html {
  const page = paths.recommendations.at({ id: planId })
  return section({
    title: 'Recommendations that came of it',
    id: 'recommendations',
    number: recommendations.length,
    body:
      recommendations.length === 0
        ? html`<p>No recommendation of the plan is said to have come of it.</p>`
        : html`<ul class="govuk-list govuk-list--bullet">${recommendations.map(
            ({ ref, text }) =>
              html`<li><a class="govuk-link" href="${atDay(`${page}#${anchor(ref)}`, asAt)}">${ref}</a> ${text}</li>`,
          )}</ul>`,
  })
}

function said(what: string, because: string): Html {
  return html`${what}<span class="wm-board__why">${because}</span>`
}
