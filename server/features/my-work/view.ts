import type { ActionRead } from '#db/read/action-facts.ts'
import type { FiguresDue } from '#db/read/figures-due.ts'
import type { PackToIssue } from '#db/read/packs-to-issue.ts'
import type { PlanWaiting } from '#db/read/plans-waiting.ts'
import type { ReportWork } from '#db/read/reports-waiting.ts'
import type { Work } from '#db/read/work.ts'
import { paths } from '#server/paths.ts'
import { actionLines, count, emptyState, ratingKey, section, weekday } from '#server/ui/html/components.ts'
import { button } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { ratingMeanings } from '#server/ui/words/rating-words.ts'
import { type Day, londonDay } from '#workflows/calendar/calendar.ts'
import { digestDueAt } from '#workflows/calendar/weeks.ts'
import { defaultSettings } from '#workflows/plan/plan-settings.ts'
import { groupsOf } from './groups.ts'
import { type Around, otherLine } from './lines.ts'
import { newsLength, type WorkNews } from './news.ts'
import { lengthOf, type PutRight } from './put-right.ts'
import { figuresThatWait } from './view-figures.ts'
import { newsShown } from './view-news.ts'
import { packsThatWait, plansThatWait } from './view-plans.ts'
import { putRight } from './view-put-right.ts'
import { writingLength, writingThatWaits } from './view-writing.ts'

/**
 * What waits for a person, most pressing first, each line one press from its form.
 * @param nextWeek the week whose digest goes next; null for who gets none
 * @param returns of actions, by their id
 * @param plans plans whose next move is theirs
 * @param packs of meetings that they issue
 * @param figures those that they owe
 * @param writing sections and reports that wait for them
 * @param news what their weekly email tells them besides
 * @param toPutRight what is theirs to put right as administrator
 * @param reader whether they are shown how their plans stand, and see something where nothing waits
 */
export function myWork(
  work: Work,
  {
    today,
    nextWeek,
    returns,
    plans: waitingPlans,
    packs,
    figures,
    writing,
    toPutRight,
    news,
    reader,
    personId,
  }: {
    personId: string
    today: Day
    nextWeek: Day | null
    returns: Around['returns']
    plans: readonly PlanWaiting[]
    packs: readonly PackToIssue[]
    figures: readonly FiguresDue[]
    writing: ReportWork
    toPutRight: PutRight
    news: WorkNews
    reader: boolean
  },
): Html {
  const reads = everything(work)
  const plans = new Map(reads.map(({ plan }) => [plan.id, plan]))
  const [only] = plans.size === 1 ? plans.values() : []
  const around: Around = { today, returns, onePlan: only !== undefined }
  const settings = only?.settings ?? reads[0]?.plan.settings ?? defaultSettings
  const others = waitingPlans.length + packs.length + figures.length + writingLength(writing)
  const groups = groupsOf(work, around, settings).filter(({ lines }) => lines.length > 0)
  const waiting = groups.reduce((sum, { lines }) => sum + lines.length, others)
  const plan =
    only && others === 0 && html` in <a class="govuk-link" href="${paths.plan.at(only)}">${only.title}</a>`
  const next = nextEmail(nextWeek)
  const nothingAtAll = waiting === 0 && lengthOf(toPutRight) === 0 && newsLength(news) === 0
  return html`${nothingAtAll && (reader ? html`<p class="wm-lead">Nothing is waiting for you.${next}</p>` : nothing(next))}${
    waiting > 0 &&
    html`<p class="wm-lead">${count(waiting, 'thing waits', 'things wait')} for you${plan}.</p>`
  }
${ownersTurn(work) > 1 && html`<p><a class="govuk-link" href="${paths.week.at()}">Your week on one page</a></p>`}
${plansThatWait(waitingPlans, today)}${packsThatWait(packs, today)}${figuresThatWait(figures)}${writingThatWaits(writing, { today, personId })}
${groups.map(({ id, title, intro, lines }) =>
  section({ title, id, number: lines.length, ...(intro && { intro }), body: actionLines(lines) }),
)}
${newsShown(news, today)}${putRight(toPutRight)}
${
  work.other.length > 0 &&
  section({
    title: 'Also yours',
    id: 'other',
    number: work.other.length,
    intro: 'Nothing is asked of you here today.',
    body: actionLines(work.other.map((read) => otherLine(read, around))),
  })
}
<p><a class="govuk-link" href="${paths.calendar.at()}">Your dates in your own calendar</a></p>
${reads.length > 0 && ratingKey(ratingMeanings(settings))}`
}

/** Whether nothing waits for a person, nor may before long. */
export function isIdle(work: Work): boolean {
  return everything(work).length + work.milestones.length === 0
}

/** How many answers an owner owes. */
function ownersTurn({ overdue, returned, dueSoon, stale, milestones, evidenceOwed }: Work): number {
  return [overdue, returned, dueSoon, stale, milestones, evidenceOwed].reduce(
    (sum, { length }) => sum + length,
    0,
  )
}

function nothing(next: string): Html {
  return emptyState({
    title: 'Nothing is waiting for you',
    text: `No action of yours is overdue, returned, quiet or due soon, and no decision is yours to make.${next}`,
    next: button({ text: 'See the plans', href: paths.plans.at(), look: 'secondary' }),
  })
}

const nextEmail = (week: Day | null): string =>
  week === null ? '' : ` The next email goes on ${weekday(londonDay(digestDueAt(week)))}.`

function everything(work: Work): ActionRead[] {
  return [
    ...work.overdue,
    ...work.returned,
    ...work.dueSoon,
    ...work.stale,
    ...work.toEndorse,
    ...work.toSignOff,
    ...work.extensionsToDecide.map(({ action }) => action),
    ...work.toEmbed,
    ...work.evidenceOwed.map(({ action }) => action),
    ...work.other,
  ]
}
