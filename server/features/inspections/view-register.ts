import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { anchor, emptyState, panel, section, table } from '#server/ui/html/components.ts'
import { button, buttonGroup, tag } from '#server/ui/html/govuk.ts'
import { type Content, type Html, html } from '#server/ui/html/html.ts'
import { listLinks } from '#server/ui/html/list-links.ts'
import { changeWords, settingWords } from '#server/ui/words/inspection-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { settingsIn } from '#workflows/inspection/register.ts'
import type { InspectionResource } from './resource.ts'
import { belowGood, dayKnown, registerSummary, standingJudgement, toLookAt, visitOf } from './words.ts'

export type RegisterShown = {
  planId: string
  /** Entries of the register, newest first. */
  entries: readonly InspectionResource[]
  /** Whether there are older ones that are not among them. */
  isCut: boolean
  /** Whether the person adds to it. */
  editable: boolean
  /** The past day that is shown; null for now. */
  asAt: Day | null
}

/** The register of a plan: how each setting stands, what changed, and below that all that came earlier. */
export function registerView(shown: RegisterShown): Html {
  const { planId, entries, isCut, editable, asAt } = shown
  const plan = { id: planId }
  const add = button({ text: 'Add an inspection', href: paths.inspectionNew.at(plan) })
  if (entries.length === 0) return nothingYet(editable, add)
  const settings = settingsIn(entries)
  const newest = settings.flatMap(([first]) => first ?? [])
  const earlier = settings
    .flatMap((setting) => setting.slice(1))
    .toSorted((a, b) => entries.indexOf(a) - entries.indexOf(b))
  const withdrawn = entries.filter(({ state }) => state === 'withdrawn')
  return html`${newest.length > 0 && html`<p class="wm-lead">${registerSummary(newest)}.</p>`}
${lookHere(newest, asAt)}
${buttonGroup(...(editable ? [add] : []), listLinks(atDay(paths.inspectionsCsv.at(plan), asAt)))}
${
  newest.length > 0 &&
  section({
    title: 'How each setting stands',
    id: 'settings',
    number: newest.length,
    body: entriesTable('The newest inspection of each setting', newest, shown),
  })
}
${
  earlier.length > 0 &&
  section({
    title: 'Earlier inspections',
    id: 'earlier',
    number: earlier.length,
    body: entriesTable('Earlier inspections, newest first', earlier, shown),
  })
}
${
  withdrawn.length > 0 &&
  section({
    title: 'Withdrawn entries',
    id: 'withdrawn',
    number: withdrawn.length,
    intro: 'They were recorded by mistake, count nowhere, and are kept to be read.',
    body: entriesTable('Withdrawn entries, newest first', withdrawn, shown),
  })
}
${isCut && html`<p class="wm-quiet">Only the newest ${entries.length} entries are shown here. The file holds all of them.</p>`}`
}

function nothingYet(editable: boolean, add: Html): Html {
  return emptyState({
    title: 'No inspection is in the register yet',
    text: editable
      ? 'Add what inspectors have judged: the newest inspection of each home, school or service first. A plan file or a measures file can hold them too.'
      : 'The plan administrator adds what inspectors have judged.',
    ...(editable && { next: add }),
  })
}

function lookHere(newest: readonly InspectionResource[], asAt: Day | null): Html | false {
  const worst = toLookAt(newest)
  return (
    worst.length > 0 &&
    panel(
      html`<ul class="govuk-list govuk-list--bullet">${worst.map(
        (each) =>
          html`<li>${linkTo(each, asAt)}: ${belowGood(each).join('; ') || standingJudgement(each)}${
            each.change.change === 'worse' && `, worse than ${each.before?.judgement ?? ''} before`
          }</li>`,
      )}</ul>`,
      'Below good, or worse than before',
    )
  )
}

function entriesTable(
  caption: string,
  entries: readonly InspectionResource[],
  { planId, asAt }: RegisterShown,
): Html {
  return html`<div class="wm-measure-tables">${table({
    caption,
    captionHidden: true,
    rowHeadings: true,
    columns: [
      { heading: 'What was inspected' },
      { heading: 'Judgement' },
      { heading: 'Inspected' },
      { heading: 'Since the one before' },
      { heading: 'Came of it' },
    ],
    rows: entries.map((each) => [
      html`${linkTo(each, asAt)}${note(
        [settingWords[each.setting], each.urn === '' ? '' : `number ${each.urn}`].filter(Boolean).join(', '),
      )}`,
      judgementCell(each),
      html`${dayKnown(each.inspectedOn, each.precision)}${note(visitOf(each))}`,
      each.state === 'withdrawn'
        ? null
        : html`${changeWords[each.change.change]}${each.change.change !== 'noneBefore' && note(each.change.because)}`,
      cameOfIt(each, planId, asAt),
    ]),
  })}</div>`
}

function judgementCell(each: InspectionResource): Html {
  const { judgement, aspects, before, publishedOn } = each
  const stands = standingJudgement(each)
  const below = belowGood(each).length > 0 && html` ${tag('Below good', 'wm-tag--critical')}`
  if (judgement !== '') return html`<strong>${judgement}</strong>${below}`
  if (aspects.length > 0)
    return html`None overall${below}${note(aspects.map((one) => `${one.aspect}: ${one.judgement}`).join('; '))}`
  if (before === null) return html`${publishedOn === null ? 'None yet' : 'None'}`
  const since = before.on === null ? '' : ` from ${dayKnown(before.on, before.precision)}`
  return html`<strong>${stands}</strong>${below}${note(`Stands${since}; this visit gave none`)}`
}

function cameOfIt({ recommendations }: InspectionResource, planId: string, asAt: Day | null): Html | null {
  if (recommendations.length === 0) return null
  const page = paths.recommendations.at({ id: planId })
  return html`${recommendations.map(
    ({ ref }, at) =>
      html`${at > 0 && ', '}<a class="govuk-link" href="${atDay(`${page}#${anchor(ref)}`, asAt)}">${ref}</a>`,
  )}`
}

function linkTo(each: InspectionResource, asAt: Day | null): Html {
  const { ref, title } = each
  return html`<a class="govuk-link wm-measure__link" href="${atDay(paths.inspection.at(each), asAt)}"><span
    class="wm-ref">${ref}</span> ${title}</a>`
}

function note(text: Content): Html {
  return html`<span class="wm-board__why">${text}</span>`
}
