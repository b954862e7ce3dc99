import { paths } from '#server/paths.ts'
import { olderInApi } from '#server/sheets/history-section.ts'
import { atDay } from '#server/ui/at-day.ts'
import { ratingKey, ratingReason, section, split } from '#server/ui/html/components.ts'
import { insetText, summaryList, tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { takeOutLink } from '#server/ui/take-out-link.ts'
import { stateWords } from '#server/ui/words/action-words.ts'
import { ratingMeanings } from '#server/ui/words/rating-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { whyNotCarriedOut } from '#workflows/decision/carried-out.ts'
import type { DecisionStanding } from '#workflows/decision/decision-facts.ts'
import { ratingOf } from '#workflows/rating/rating.ts'
import { mayRedact } from '#workflows/redaction/redaction.ts'
import { happenings } from '../update/view-form.ts'
import type { ActionHistory, ActionShown } from './action-model.ts'
import { effectSection } from './view-effect.ts'
import { type FileSent, unusedFiles } from './view-files.ts'
import { whatNext, whatWasNext } from './view-next.ts'
import {
  blockerList,
  criteriaList,
  dateList,
  lastWord,
  milestoneTable,
  requestFacts,
  returnReason,
} from './view-parts.ts'

/**
 * One action with everything known about it, and what this person may do; on a past day, how it stood.
 * @param files what was sent for it
 */
export function actionView(shown: ActionShown, history: ActionHistory, files: readonly FileSent[]): Html {
  const { read, today, now } = shown
  const { facts } = read
  const known = { facts, names: history.names }
  const takesOut = now ? mayRedact(now.may.standing) : false
  const aside = html`<div class="wm-section">${ratingReason(ratingOf(facts, read.plan.settings, today))}</div>${now ? whatNext(now) : whatWasNext(shown)}`
  const criteria = html`${criteriaList(read, undefined, { takesFilesOut: takesOut })}${unusedFiles(files, read, { now, takesOut })}`
  const happened = html`${happenings(history.entries, known)}${!history.isWhole && olderInApi('actions')}${takesOut && takeOutLink(read.plan)}`
  const main = html`
${decisionNotice(shown)}
${facts.description !== '' && html`<div class="wm-prose wm-description">${facts.description}</div>`}
${effectSection({ ...shown, may: now?.may, asAt: now ? null : today })}
${returnReason(shown)}
${requestOpen(shown)}
${section({ title: 'Latest update', id: 'latest', body: lastWord(read) })}
${section({ title: 'Dates', id: 'dates', body: dateList(read, today) })}
${section({ title: 'Closure criteria and evidence', id: 'criteria', intro: 'What must be shown before this can be closed.', body: criteria })}
${parts(shown)}
${section({ title: 'About this action', id: 'about', body: about(shown) })}
${section({ title: 'History', id: 'history', number: history.entries.length, body: happened })}
${ratingKey(ratingMeanings(read.plan.settings))}`
  return split(main, aside)
}

function about({ read, now, today }: ActionShown): Html {
  const { facts, plan, priority, owner, contributors, recommendations } = read
  return summaryList({
    rows: [
      {
        key: 'Owner',
        value:
          owner === null ? 'Nobody yet' : html`${owner.name}<br><span class="wm-quiet">${owner.post}</span>`,
      },
      {
        key: 'Contributors',
        value:
          contributors.length === 0
            ? 'None'
            : html`${contributors.map(({ name, post }) => html`<span class="wm-line">${name}${post && html` <span class="wm-quiet">${post}</span>`}</span>`)}`,
      },
      { key: 'Agency', value: read.agency ?? 'None' },
      ...(read.decision === null
        ? []
        : [{ key: 'Came from', value: linkToDecision(read.decision, now ? null : today) }]),
      {
        key: 'Plan',
        value: html`<a class="govuk-link" href="${atDay(paths.plan.at(plan), now ? null : today)}">${plan.title}</a>`,
      },
      { key: 'Priority', value: `${priority.ref} ${priority.title}` },
      { key: 'Horizon', value: read.horizon.label },
      {
        key: 'State',
        value: html`${tag(stateWords[facts.state])}${facts.critical && html` ${tag('Critical action')}`}`,
      },
      {
        key: 'Answers',
        value:
          recommendations.length === 0
            ? 'No recommendation'
            : html`${recommendations.map(({ ref, text }) => html`<span class="wm-line"><span class="wm-ref">${ref}</span> ${text}</span>`)}`,
      },
    ],
  })
}

function linkToDecision({ id, ref, title }: DecisionStanding, asAt: Day | null): Html {
  return html`<a class="govuk-link" href="${atDay(paths.decision.at({ id }), asAt)}">Decision ${ref}</a> ${title}`
}

/** What came from a decision says so as long as that may not be carried out. */
function decisionNotice({ read: { decision }, now, today, at }: ActionShown): Html | null {
  const why = decision && whyNotCarriedOut(decision, at)
  if (decision === null || why === null) return null
  return insetText(html`Came from ${linkToDecision(decision, now ? null : today)}. <strong>${why}</strong>`)
}

function requestOpen({ read }: ActionShown): Html | null {
  const open = read.facts.extensions.find(({ state }) => state === 'requested')
  if (!open) return null
  return section({
    title: 'More time has been asked for',
    id: 'request',
    body: requestFacts(open, read.names),
  })
}

function parts({ read, now, today }: ActionShown): Html {
  const { id, milestones, blockers } = read.facts
  const milestoneHref = (milestoneId: string) => {
    if (!now) return null
    if (Object.values(now.may.milestone(milestoneId)).some(({ allowed }) => allowed))
      return paths.milestone.at({ id, partId: milestoneId })
    return now.may.rewordMilestone(milestoneId).ok
      ? paths.milestoneEdit.at({ id, partId: milestoneId })
      : null
  }
  const blockerHref = (blockerId: string) =>
    now && Object.values(now.may.blocker(blockerId)).some(({ allowed }) => allowed)
      ? paths.blocker.at({ id, partId: blockerId })
      : null
  return html`${
    blockers.length > 0 &&
    section({
      title: 'What it waits for',
      id: 'blockers',
      number: blockers.filter(({ state }) => state === 'open').length,
      body: blockerList(blockers, today, blockerHref),
    })
  }${milestones.length > 0 && section({ title: 'Milestones', id: 'milestones', body: milestoneTable(milestones, today, milestoneHref) })}`
}
