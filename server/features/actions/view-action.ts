import type { HistoryEntry } from '#db/queries/history.ts'
import { panel, ratingKey, ratingReason, section, split } from '#server/html/components.ts'
import { button, details, summaryList, tag } from '#server/html/govuk.ts'
import { type Html, html } from '#server/html/html.ts'
import { ratingMeanings } from '#server/web/rating-meanings.ts'
import { ratingOf } from '#workflows/rating.ts'
import { minorDecisions, principalDecisions } from './decisions.ts'
import { heldUp } from './choices.ts'
import type { Look } from './look.ts'
import { happenings } from './view-form.ts'
import { blockerList, criteriaList, dateList, lastWord, milestoneTable, requestFacts } from './view-parts.ts'
import { nextMove, stateWords } from './words.ts'

/** One action with everything known about it, and what this person may do. */
export function actionView(look: Look, history: { entries: HistoryEntry[]; names: Record<string, string> }): Html {
  const { read, today } = look
  const { facts } = read
  const known = { facts, names: history.names }
  const aside = html`<div class="wm-section">${ratingReason(ratingOf(facts, read.plan.settings, today))}</div>${whatNext(look)}`
  const main = html`
${facts.description !== '' && html`<div class="wm-prose wm-description">${facts.description}</div>`}
${requestOpen(look)}
${section({ title: 'Latest update', id: 'latest', body: lastWord(read) })}
${section({ title: 'Dates', id: 'dates', body: dateList(read, today) })}
${section({ title: 'Closure criteria and evidence', id: 'criteria', intro: 'What must be shown before this can be closed.', body: criteriaList(read) })}
${parts(look)}
${section({ title: 'About this action', id: 'about', body: about(look) })}
${section({ title: 'History', id: 'history', number: history.entries.length, body: happenings(history.entries, known) })}
${ratingKey(ratingMeanings(read.plan.settings))}`
  return split(main, aside)
}

function about({ read }: Look): Html {
  const { facts, plan, priority, owner, contributors, recommendations } = read
  return summaryList({
    rows: [
      { key: 'Owner', value: owner === null ? 'Nobody yet' : html`${owner.name}<br><span class="wm-quiet">${owner.post}</span>` },
      {
        key: 'Contributors',
        value: contributors.length === 0 ? 'None' : html`${contributors.map(({ name, post }) => html`<span class="wm-line">${name}${post && html` <span class="wm-quiet">${post}</span>`}</span>`)}`,
      },
      { key: 'Agency', value: read.agency ?? 'None' },
      { key: 'Plan', value: html`<a class="govuk-link" href="/plans/${plan.id}">${plan.title}</a>` },
      { key: 'Priority', value: `${priority.ref} ${priority.title}` },
      { key: 'Horizon', value: read.horizon.label },
      { key: 'State', value: html`${tag(stateWords[facts.state])}${facts.critical && html` ${tag('Critical action')}`}` },
      {
        key: 'Answers',
        value: recommendations.length === 0 ? 'No recommendation' : html`${recommendations.map(({ ref, text }) => html`<span class="wm-line"><span class="wm-ref">${ref}</span> ${text}</span>`)}`,
      },
    ],
  })
}

function requestOpen({ read }: Look): Html | null {
  const open = read.facts.extensions.find(({ state }) => state === 'requested')
  if (!open) return null
  return section({ title: 'More time has been asked for', id: 'request', body: requestFacts(open, read.names) })
}

function parts({ read, may, today }: Look): Html {
  const { id, milestones, blockers } = read.facts
  const milestoneHref = (milestoneId: string) =>
    Object.values(may.milestone(milestoneId)).some(({ allowed }) => allowed) ? `/actions/${id}/milestones/${milestoneId}` : null
  const blockerHref = (blockerId: string) =>
    Object.values(may.blocker(blockerId)).some(({ allowed }) => allowed) ? `/actions/${id}/blockers/${blockerId}` : null
  return html`${
    blockers.length > 0 &&
    section({ title: 'What it waits for', id: 'blockers', number: blockers.filter(({ state }) => state === 'open').length, body: blockerList(blockers, today, blockerHref) })
  }${milestones.length > 0 && section({ title: 'Milestones', id: 'milestones', body: milestoneTable(milestones, today, milestoneHref) })}`
}

function whatNext(look: Look): Html {
  const { read, may } = look
  const { id, state } = read.facts
  const to = (path: string) => `/actions/${id}/${path}`
  const decisions = principalDecisions(look)
  const owns = may.action.report.allowed
  const asked = read.facts.extensions.some((each) => each.state === 'requested')
  const submits = may.action.submit.allowed || may.action.submit.code === 'evidenceMissing' || may.action.submit.code === 'extensionOpen'
  const moreTime = may.extension('').request.allowed
  const minor = minorDecisions(look)
  const nothing = !owns && decisions.length === 0 && minor.length === 0 && !may.mayAddEvidence
  return panel(
    html`<p><strong>${stateWords[state]}.</strong> ${nextMove[state]}</p>
${decisions.length > 0 && button({ text: decideLabel(look), href: to('decide') })}
${owns && button({ text: 'Update this action', href: to('update') })}
${submits && may.standing.owner && button({ text: 'Submit for sign-off', href: to('submit'), look: 'secondary' })}
${moreTime && button({ text: 'Ask for more time', href: to('extension'), look: 'secondary' })}
${asked && owns && html`<p><a class="govuk-link" href="${to('extension')}">See or take back the request for more time</a></p>`}
${may.mayAddEvidence && html`<p><a class="govuk-link" href="${to('evidence')}">Add evidence</a></p>`}
${held(look)}
${minor.length > 0 && details({ summary: 'Other things you can do', body: html`<ul class="wm-also">${minor.map(({ name, link }) => html`<li><a class="govuk-link" href="${to(`decide?on=${name}`)}">${link}</a></li>`)}</ul>` })}
${nothing && html`<p class="wm-quiet">There is nothing for you to do here: you can read it.</p>`}`,
    'What happens next',
  )
}

function held({ may, read }: Look): Html | false {
  const reasons = heldUp(may, read.facts.state)
  return (
    reasons.length > 0 &&
    html`<div class="wm-held">${reasons.map(
      ({ event, because, missing }) => html`<p><strong>${notYet[event] ?? 'Not possible yet'}:</strong> ${because}</p>
${missing.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${missing.map(({ detail }) => html`<li>${detail}</li>`)}</ul>`}`,
    )}</div>`
  )
}

const notYet: Record<string, string> = {
  agree: 'It cannot be agreed yet',
  start: 'It cannot start yet',
  report: 'No update can be given yet',
  submit: 'It cannot be submitted yet',
  endorse: 'You cannot endorse it',
  return: 'You cannot return it',
  signOff: 'You cannot sign it off',
  embed: 'It cannot be called embedded yet',
  cancel: 'It cannot be cancelled',
  supersede: 'It cannot be superseded',
}

function decideLabel({ read }: Look): string {
  const { state, extensions } = read.facts
  if (extensions.some((each) => each.state === 'requested')) return 'Decide on more time'
  if (state === 'submitted') return 'Decide on the submission'
  return { endorsed: 'Decide on the sign-off', signedOff: 'Decide whether it has stuck', draft: 'Agree this action' }[state as string] ?? 'Decide'
}

