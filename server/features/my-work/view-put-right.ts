import type { ActionRead } from '#db/read/action-facts.ts'
import type { Alike } from '#db/read/alike.ts'
import { toAgreeSaid } from '#emails/digests/administrator.ts'
import { paths } from '#server/paths.ts'
import { count, day, section } from '#server/ui/html/components.ts'
import { details } from '#server/ui/html/govuk.ts'
import { type Content, type Html, html } from '#server/ui/html/html.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'
import { lengthOf, type PutRight } from './put-right.ts'

/** Lines of a kind that are shown before the rest, which one opens. */
const SHOWN = 8

/** What an administrator has to put right, by kind, each thing with the way to where it is put right. */
export function putRight(work: PutRight): Html | false {
  const { failed, leavers, withoutOwner, withoutDate, toAgree, packs, uninvited, alike } = work
  const parts = [
    part(
      'Invitations that failed',
      uninvited.map(({ personId, name, address, reply, planId, plan }) =>
        line(
          { href: paths.person.at({ id: planId, personId }), text: name },
          `The invitation to ${address} failed${reply === '' ? '' : `: ${reply}`}. Correct the address, then invite them again.`,
          plan,
        ),
      ),
    ),
    part(
      'Listed twice',
      alike.map(({ kind, id, planId, plan, one, other }) =>
        line(
          { href: whereOf({ kind, id, planId }), text: `${one} and ${other}` },
          `These count as the same ${alikeWords[kind].noun}. ${alikeWords[kind].todo}`,
          plan,
        ),
      ),
    ),
    part(
      'Addresses at which emails failed',
      failed.map(({ planId, plan, name, address, number, reply }) =>
        line(
          { href: paths.planMail.at({ id: planId }), text: name },
          `${count(number, 'email')} to ${address} failed since last week${reply === '' ? '' : `: ${reply}`}`,
          plan,
        ),
      ),
    ),
    part(
      'Owners who have left',
      leavers.map(({ planId, plan, name, leftOn, refs }) =>
        line(
          { href: paths.people.at({ id: planId }), text: name },
          `Left on ${day(leftOn)} and still owns ${count(refs.length, 'action')}: ${refs.join(', ')}`,
          plan,
        ),
      ),
    ),
    part(
      'Actions without an owner',
      withoutOwner.map((read) => action(read, 'Nobody owns it.')),
    ),
    part(
      'Actions without a due date',
      withoutDate.map((read) => action(read, 'It has no due date, so nobody is reminded of it.')),
    ),
    part(
      'Drafts ready to be agreed',
      toAgree.map((read) => action(read, toAgreeSaid)),
    ),
    part(
      'Packs to be issued',
      packs.map(({ id, title, heldOn, cutOffAt, plan }) =>
        line(
          { href: paths.meeting.at({ id }), text: `${title}, ${day(heldOn)}` },
          `Frozen on ${day(londonDay(cutOffAt))}. The chair issues it.`,
          plan,
        ),
      ),
    ),
  ]
  const number = lengthOf(work)
  return (
    number > 0 &&
    section({
      title: 'To put right, as administrator',
      id: 'put-right',
      number,
      body: html`${parts}`,
    })
  )
}

const another = 'Give one of them another reference.'
const alikeWords: Record<Alike['kind'], { noun: string; todo: string }> = {
  person: {
    noun: 'address',
    todo: 'Correct one of them, or hand over the work of one and mark them as having left.',
  },
  agency: { noun: 'agency', todo: 'Choose one of them for all of its people and actions.' },
  action: { noun: 'reference', todo: another },
  priority: { noun: 'reference', todo: another },
  measure: { noun: 'reference', todo: another },
  recommendation: { noun: 'reference', todo: another },
}

function whereOf({ kind, id, planId }: Pick<Alike, 'kind' | 'id' | 'planId'>): string {
  if (kind === 'person') return paths.person.at({ id: planId, personId: id })
  if (kind === 'action') return paths.action.at({ id })
  return kind === 'agency' ? paths.people.at({ id: planId }) : paths.plan.at({ id: planId })
}

function part(title: string, lines: readonly Html[]): Html | false {
  const more = lines.slice(SHOWN)
  return (
    lines.length > 0 &&
    html`<h3 class="wm-board__part">${title} <span class="wm-quiet">${lines.length}</span></h3>
<ul class="wm-lines">${lines.slice(0, SHOWN)}</ul>
${more.length > 0 && details({ summary: `And ${more.length} more`, body: html`<ul class="wm-lines">${more}</ul>` })}`
  )
}

function action({ facts, plan }: ActionRead, said: string): Html {
  const { id, ref, title, state } = facts
  const href = state === 'draft' ? paths.actionEdit.at({ id }) : paths.action.at({ id })
  return line({ href, text: html`<span class="wm-ref">${ref}</span> ${title}` }, said, plan.title)
}

function line({ href, text }: { href: string; text: Content }, said: string, plan: string): Html {
  return html`<li class="wm-item"><a class="govuk-link wm-item__title" href="${href}">${text}</a>
<span class="wm-item__facts">${said} <span class="wm-quiet">${plan}</span></span></li>`
}
