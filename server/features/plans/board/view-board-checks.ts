import type { ActionRead } from '#db/read/action-facts.ts'
import type { Sitting } from '#db/read/sittings.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { count, day, moment } from '#server/ui/html/components.ts'
import { button } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { embeddingGaps } from '#workflows/action/embedding.ts'
import { decisionWaitsSince, waitedInWords } from '#workflows/action/waiting.ts'
import type { Board } from './board.ts'

/**
 * The checks that a change has stuck, each with the evidence since it was signed off, and one press from the form that
 * answers it or asks the owner for what it lacks.
 */
export function checks(
  due: readonly ActionRead[],
  { asked: asks, today, asAt }: Pick<Board, 'asked' | 'today' | 'asAt'>,
): Html {
  return html`<h3 class="wm-board__part">${count(due.length, 'check')} that it has stuck</h3><ul class="wm-decisions">${due.map(
    (read) => {
      const { id, ref, title } = read.facts
      const gaps = embeddingGaps(read.facts)
      const waits = waitedInWords(decisionWaitsSince(read.facts), today)
      const asked = asks.get(id)
      const askedFor = asked
        ? [
            `${asked.by ?? 'Somebody'} asked ${read.owner?.name ?? 'the owner'} for it on ${moment(asked.at)}.`,
          ]
        : []
      return html`<li class="wm-decision">
<p class="wm-decision__title"><a class="govuk-link" href="${atDay(paths.action.at({ id }), asAt)}"><span class="wm-ref">${ref}</span> ${title}</a></p>
<p class="wm-decision__about">${read.owner?.name ?? 'Nobody owns it'}, ${[sinceSignedOff(read), ...waits].join('. ')}</p>
${gaps.length > 0 && html`<p class="wm-decision__about">To confirm it: ${[...gaps, ...askedFor].join(' ')}</p>`}
${
  asAt === null &&
  html`<p class="wm-decision__press">${button({
    text: html`${gaps.length === 0 ? 'Has it stuck?' : `Ask for the evidence${asked ? ' again' : ''}`}<span class="govuk-visually-hidden"> ${ref}</span>`,
    href: paths.actionDecide.at({ id }),
    look: 'secondary',
  })} <a class="govuk-link" href="${paths.action.at({ id })}">See the evidence<span class="govuk-visually-hidden">: ${ref}</span></a></p>`
}
</li>`
    },
  )}</ul>`
}

/** When it was signed off and is to be checked, and what evidence has come since. */
export function sinceSignedOff({ facts }: ActionRead): string {
  const { signedOffOn, embedCheckOn, evidence } = facts
  const since = evidence.filter(({ datedOn }) => signedOffOn !== null && datedOn > signedOffOn)
  const independent = since.filter((each) => each.independent).length || 'none'
  return [
    ...(signedOffOn === null ? [] : [`signed off on ${day(signedOffOn)}`]),
    ...(embedCheckOn === null ? [] : [`check due on ${day(embedCheckOn)}`]),
    since.length === 0
      ? 'no evidence since'
      : `${count(since.length, 'piece')} of evidence since, ${independent} independent of the owner`,
  ].join(', ')
}

/** The frozen packs that wait to be issued, each with the plan as it stood. */
export function packsToIssue(sittings: readonly Sitting[], { asAt }: Pick<Board, 'asAt'>): Html {
  return html`<h3 class="wm-board__part">${count(sittings.length, 'pack')} to issue</h3><ul class="wm-decisions">${sittings.map(
    ({ id, title, heldOn, cutOffAt }) => html`<li class="wm-decision">
<p class="wm-decision__title"><a class="govuk-link" href="${atDay(paths.meeting.at({ id }), asAt)}">${title}</a></p>
<p class="wm-decision__about">${day(heldOn)}, the plan as it stood on ${moment(cutOffAt)}. Until it is issued the board has nothing to read.</p>
${
  asAt === null &&
  html`<p class="wm-decision__press">${button({
    text: html`Issue the pack<span class="govuk-visually-hidden"> of ${title}</span>`,
    href: paths.meetingDecide.at({ id }),
    look: 'secondary',
  })} <a class="govuk-link" href="${paths.meeting.at({ id })}">See the meeting and its pack<span class="govuk-visually-hidden">: ${title}</span></a></p>`
}
</li>`,
  )}</ul>`
}
