import type { ActionRead } from '#db/read/action-facts.ts'
import type { Return } from '#db/read/returns.ts'
import { paths } from '#server/paths.ts'
import { count, day, daysLate, moment, table, timesMoved, typedLink } from '#server/ui/html/components.ts'
import { insetText, summaryList, tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { evidenceWords, extensionWords } from '#server/ui/words/action-words.ts'
import type { Blocker, Criterion, Evidence, Extension, Milestone } from '#workflows/action/action-facts.ts'
import { isLive } from '#workflows/action/action-facts.ts'
import { timesDateMoved } from '#workflows/action/date-moves.ts'
import { overdueDays } from '#workflows/action/owner-work.ts'
import { type Day, daysBetween } from '#workflows/calendar/calendar.ts'
import { often } from '#workflows/words.ts'
import { byLink } from './history-words.ts'

/** The closure criteria, each with its evidence or the word that there is none. */
export function criteriaList(
  { facts, names }: ActionRead,
  press?: (criterion: Criterion) => Html,
  { takesFilesOut = false } = {},
): Html {
  if (facts.criteria.length === 0) return html`<p class="wm-none">None has been agreed yet.</p>`
  return html`<ol class="wm-criteria">${facts.criteria.map((criterion) => {
    const evidence = facts.evidence.filter(({ criterionId }) => criterionId === criterion.id)
    return html`<li class="wm-criterion">
<p class="wm-criterion__text">${criterion.text}</p>
${
  evidence.length === 0
    ? html`<p class="wm-criterion__none">No evidence yet</p>`
    : html`<ul class="wm-evidence">${evidence.map((each) => evidenceLine(each, names, takesFilesOut))}</ul>`
}
${press?.(criterion)}
</li>`
  })}</ol>`
}

function evidenceLine(
  { title, url, kind, datedOn, independent, addedBy }: Evidence,
  names: Record<string, string>,
  takesFilesOut: boolean,
): Html {
  const [, file] = (takesFilesOut && /\/files\/([0-9a-f-]{36})$/.exec(url)) || []
  const facts = [
    `${evidenceWords[kind]} of ${day(datedOn)}`,
    ...(independent ? ['independent of the owner'] : []),
    `added by ${names[addedBy] ?? 'somebody'}`,
  ]
  const takeOut =
    file && html` · <a class="govuk-link" href="${paths.fileTakeOut.at({ id: file })}">Take the file out</a>`
  return html`<li>${typedLink(url, title)}<span class="wm-evidence__facts">${facts.join(', ')}${takeOut}</span></li>`
}

/** The dates of an action: the first that was agreed stays for ever, beside what became of it. */
export function dateList({ facts }: ActionRead, today: Day): Html {
  const { baselineDueOn, dueOn, forecastOn, startOn, embedCheckOn, regulatorDate } = facts
  const moves = timesDateMoved(facts)
  const late = overdueDays(facts, today)
  const due =
    dueOn === null
      ? 'None yet'
      : html`${day(dueOn)}${late > 0 && html` <span class="wm-late">${daysLate(late)}</span>`}`
  return summaryList({
    classes: 'wm-dates',
    rows: [
      { key: 'First agreed', value: baselineDueOn === null ? 'Not agreed yet' : day(baselineDueOn) },
      { key: 'Due now', value: html`${due}${regulatorDate && html`<br>${tag('Fixed by the regulator')}`}` },
      {
        key: 'Moved',
        value: moves === 0 ? 'Never' : `${capital(often(moves))}${shift(baselineDueOn, dueOn)}`,
      },
      {
        key: 'Owner expects',
        value:
          forecastOn === null
            ? 'The due date'
            : html`${day(forecastOn)}${isLive(facts.state) && forecastOn < today ? ', which is past' : forecastShift(dueOn, forecastOn)}`,
      },
      { key: 'Start', value: startOn === null ? 'Not set' : day(startOn) },
      ...(embedCheckOn === null ? [] : [{ key: 'Check that it stuck', value: day(embedCheckOn) }]),
    ],
  })
}

/** Milestones with what became of each; `href` leads to the page where one is answered. */
export function milestoneTable(
  milestones: readonly Milestone[],
  today: Day,
  href: (id: string) => string | null,
): Html {
  return table({
    caption: 'Milestones',
    captionHidden: true,
    rowHeadings: true,
    columns: [{ heading: 'Milestone' }, { heading: 'Date' }, { heading: 'How it stands' }],
    rows: milestones.map((milestone) => {
      const to = href(milestone.id)
      const title =
        to === null ? milestone.title : html`<a class="govuk-link" href="${to}">${milestone.title}</a>`
      return [
        title,
        html`${day(milestone.dueOn)}${milestone.timesReplanned > 0 && html` <span class="wm-quiet">${timesMoved(milestone.timesReplanned)}</span>`}`,
        milestoneState(milestone, today),
      ]
    }),
  })
}

/** How a milestone stands on a day. */
export function milestoneState({ state, dueOn, metOn }: Milestone, today: Day): Html | string {
  if (state === 'dropped') return 'Dropped'
  if (state === 'met') {
    const late = metOn === null ? 0 : daysBetween(dueOn, metOn)
    return html`Met on ${day(metOn ?? dueOn)}${late > 0 && html`, <span class="wm-late">${daysLate(late)}</span>`}`
  }
  const late = daysBetween(dueOn, today)
  return late > 0 ? html`<span class="wm-late">${capital(daysLate(late))}</span>` : 'Planned'
}

/** What the action waits for, and what it waited for before. */
export function blockerList(
  blockers: readonly Blocker[],
  today: Day,
  href: (id: string) => string | null,
): Html {
  return html`<ul class="wm-blockers">${blockers.map((blocker) => {
    const to = href(blocker.id)
    const open = blocker.state === 'open'
    return html`<li class="wm-blocker">
<p class="wm-blocker__what">${blocker.what} ${
      open
        ? tag(blocker.critical ? 'Critical' : 'Open', blocker.critical ? 'wm-tag--critical' : undefined)
        : tag('Resolved')
    }</p>
<p class="wm-quiet">${
      open
        ? `Waiting for ${blocker.waitingOn} since ${day(blocker.sinceOn)}, ${count(daysBetween(blocker.sinceOn, today), 'day')}`
        : `Waited for ${blocker.waitingOn} since ${day(blocker.sinceOn)}; resolved on ${day(blocker.resolvedOn ?? blocker.sinceOn)}: ${blocker.how ?? ''}`
    }</p>
${to !== null && html`<p><a class="govuk-link" href="${to}">${open ? 'Answer this blocker' : 'Open this blocker again'}</a></p>`}
</li>`
  })}</ul>`
}

/** A request for more time with everything that was said for it. */
export function requestFacts(extension: Extension, names: Record<string, string>): Html {
  const { previousDueOn, dueOn, reasonCode, text, effect, mitigation, requestedBy, requestedOn } = extension
  return summaryList({
    rows: [
      {
        key: 'New date',
        value: html`<strong>${day(dueOn)}</strong>, ${count(daysBetween(previousDueOn, dueOn), 'day')} after ${day(previousDueOn)}`,
      },
      { key: 'Reason', value: html`${extensionWords[reasonCode]}<br>${text}` },
      { key: 'What the delay means', value: effect ?? 'Not said' },
      { key: 'What is done until then', value: mitigation ?? 'Not said' },
      { key: 'Asked for by', value: `${names[requestedBy] ?? 'Somebody'}, on ${day(requestedOn)}` },
    ],
  })
}

/** Where the owner stands: the last thing they said. */
export function lastWord({ facts, names }: ActionRead): Html {
  const { lastUpdate } = facts
  if (!lastUpdate) return html`<p class="wm-none">No update has been given yet.</p>`
  return html`<figure class="wm-quote"><blockquote class="wm-quote__text">${lastUpdate.note}</blockquote>
${lastUpdate.whatChanged && html`<blockquote class="wm-quote__text">What changed: ${lastUpdate.whatChanged}</blockquote>`}
<figcaption class="wm-quiet">${names[lastUpdate.by] ?? 'Somebody'}, ${moment(lastUpdate.at)}${lastUpdate.via === 'link' && `, ${byLink}`}</figcaption></figure>`
}

/** Why an action was returned, with who returned it and when; nothing where it is not. */
export function returnReason({ returned }: { returned: Return | null }): Html | false {
  return (
    returned !== null &&
    insetText(
      html`<strong>Returned:</strong> ${returned.reason}<br><span class="wm-quiet">${returned.by ?? 'Somebody'}, ${moment(returned.at)}</span>`,
    )
  )
}

function shift(from: Day | null, to: Day | null): string {
  const days = from === null || to === null ? 0 : daysBetween(from, to)
  return days > 0 ? `, ${count(days, 'day')} in all` : ''
}

function forecastShift(due: Day | null, forecast: Day): Html | null {
  const days = due === null ? 0 : daysBetween(due, forecast)
  if (days > 0) return html`, <span class="wm-late">${count(days, 'day')} after it is due</span>`
  return days < 0 ? html`, ${count(-days, 'day')} early` : null
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
