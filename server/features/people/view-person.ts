import type { ActionRead } from '#db/read/action-facts.ts'
import type { FailedInvitation } from '#db/read/invitations.ts'
import type { MailShown } from '#db/read/mail.ts'
import type { WorkItem } from '#db/read/people-list.ts'
import { settingsOf } from '#db/read/plans.ts'
import { paths } from '#server/paths.ts'
import { onceFields } from '#server/ui/forms/once.ts'
import { type ActionLine, actionLines, day, panel, section } from '#server/ui/html/components.ts'
import { button, type Row, summaryList } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { timesDateMoved } from '#workflows/action/date-moves.ts'
import { type Day, daysBetween } from '#workflows/calendar/calendar.ts'
import { roleWords } from '#workflows/engine/role-words.ts'
import { ratingOf } from '#workflows/rating/rating.ts'
import type { PersonAt } from './person-at.ts'
import { failedInvitation, failedMail } from './view-failed-mail.ts'

/** For each thing that an administrator may want to do, why they may not; null where they may. */
export type Keeping = {
  role: string | null
  entry: string | null
  leaving: string | null
  /** Inviting them again, and saying that they are back. */
  access: string | null
  token: string
}

/**
 * One person of a plan.
 * @param owned their live actions in it
 * @param work all their live work in it
 * @param keeping null for those who only read
 * @param history their history as it is shown, for those who may read it
 * @param uninvited the invitation that did not reach them, and `failed` the emails that did not, for administrators
 */
export function personView(
  at: PersonAt,
  {
    owned,
    work,
    keeping,
    today,
    history,
    uninvited,
    failed,
  }: {
    owned: readonly ActionRead[]
    work: readonly WorkItem[]
    keeping: Keeping | null
    today: Day
    history: Html | null
    uninvited: FailedInvitation | null
    failed: readonly MailShown[]
  },
): Html {
  const told = uninvited !== null && failedInvitation(at, uninvited, keeping?.access === null)
  const main = html`${told}${facts(at, keeping)}${answersFor(at, { owned, work, today })}${failedMail(failed)}${history}`
  if (keeping === null) return main
  const aside = steps(at, keeping, work.length > 0)
  return html`<div class="wm-beside"><div class="wm-beside__main">${main}</div><div class="wm-beside__aside">${aside}</div></div>`
}

function facts({ person, place }: PersonAt, keeping: Keeping | null): Html {
  const links = (
    page: typeof paths.personEdit | typeof paths.personRole,
    what: string,
    refused: string | null | undefined,
  ) =>
    keeping && refused === null
      ? { links: [{ href: page.at(place), text: 'Change', hidden: what }] }
      : undefined
  const role = person.role === null ? 'None' : roleWords[person.role]
  const rows: Row[] = [
    {
      key: 'Role in this plan',
      value: html`${role}${keeping?.role && html`<span class="wm-legend-note">${keeping.role}</span>`}`,
      ...links(paths.personRole, 'role', keeping?.role),
    },
    { key: 'Post', value: person.post || 'Not given', ...links(paths.personEdit, 'post', keeping?.entry) },
    {
      key: 'Agency',
      value: person.agency ?? 'Not given',
      ...links(paths.personEdit, 'agency', keeping?.entry),
    },
    ...(keeping
      ? [
          {
            key: 'Email',
            value: html`<span class="wm-typed">${person.email}</span>`,
            ...links(paths.personEdit, 'name or email', keeping.entry),
          },
        ]
      : []),
    ...(person.leftOn === null ? [] : [{ key: 'Left on', value: day(person.leftOn) }]),
  ]
  return summaryList({ rows })
}

function answersFor(
  { plan, person }: PersonAt,
  { owned, work, today }: { owned: readonly ActionRead[]; work: readonly WorkItem[]; today: Day },
): Html {
  const leads = work.filter(({ kind }) => kind === 'priority')
  const supplies = work.filter(({ kind }) => kind === 'measure')
  const writes = work.filter(({ kind }) => kind === 'section')
  const helps = work.filter(({ kind }) => kind === 'contribution')
  if (work.length === 0) {
    return html`<p class="wm-lead">${person.name} has no work in this plan that is still to do.</p>`
  }
  return html`${
    leads.length > 0 &&
    section({
      title: 'Leads',
      id: 'leads',
      number: leads.length,
      body: workList(leads, ({ ref }) => paths.priority.at({ id: plan.id, ref })),
    })
  }${
    owned.length > 0 &&
    section({
      title: 'Owns, still to do',
      id: 'owns',
      number: owned.length,
      body: actionLines(owned.map((read) => line(read, settingsOf(plan), today))),
    })
  }${
    supplies.length > 0 &&
    section({
      title: 'Supplies the figures of',
      id: 'supplies',
      number: supplies.length,
      body: workList(supplies, ({ id }) => paths.measure.at({ id })),
    })
  }${
    writes.length > 0 &&
    section({
      title: 'Writes for reports',
      id: 'writes',
      number: writes.length,
      body: workList(writes, ({ id }) => paths.section.at({ id })),
    })
  }${
    helps.length > 0 &&
    section({
      title: 'Contributes to',
      id: 'helps',
      number: helps.length,
      body: workList(helps, ({ id }) => paths.action.at({ id })),
    })
  }`
}

function workList(items: readonly WorkItem[], hrefOf: (item: WorkItem) => string): Html {
  return html`<ul class="wm-also">${items.map(
    (item) =>
      html`<li><a class="govuk-link" href="${hrefOf(item)}"><span class="wm-ref">${item.ref}</span> ${item.title}</a></li>`,
  )}</ul>`
}

function line(
  { facts: action }: ActionRead,
  settings: ReturnType<typeof settingsOf>,
  today: Day,
): ActionLine {
  const { rating, because } = ratingOf(action, settings, today)
  return {
    ref: action.ref,
    title: action.title,
    href: paths.action.at(action),
    rating,
    because,
    due: action.dueOn,
    timesMoved: timesDateMoved(action),
    ...(action.dueOn !== null && { daysLate: daysBetween(action.dueOn, today) }),
  }
}

function steps({ actor, person, place }: PersonAt, keeping: Keeping, hasWork: boolean): Html {
  if (person.leftOn !== null) return whoLeft({ person, place }, keeping, hasWork)
  return panel(
    html`${step({
      refused: keeping.entry ?? (hasWork ? null : 'They have no work in this plan to hand over.'),
      text: 'Hand over their work',
      href: paths.handover.at(place),
      about: 'All of it at once, to one person or to several.',
      what: 'Handing over',
    })}${step({
      refused: keeping.leaving,
      text: 'They are leaving',
      href: paths.leaving.at(place),
      about: 'Their work goes to others, and they can no longer sign in.',
      what: 'Leaving',
    })}${
      actor.id !== person.id &&
      keeping.access === null &&
      html`<form method="post" action="${paths.personInvite.at(place)}">${onceFields(keeping.token)}
<p>Can they not find their way in? The invitation explains how to sign in.</p>${button({
        text: 'Send the invitation again',
        look: 'secondary',
      })}</form>`
    }`,
    'Changes',
  )
}

function whoLeft(
  { person, place }: Pick<PersonAt, 'person' | 'place'>,
  { entry, access, token }: Keeping,
  hasWork: boolean,
): Html {
  return panel(
    html`${
      hasWork &&
      step({
        refused: entry,
        text: 'Hand over their work',
        href: paths.handover.at(place),
        about: 'What is still theirs waits for nobody.',
        what: 'Handing over',
      })
    }${
      access === null
        ? html`<form method="post" action="${paths.personBack.at(place)}">${onceFields(token)}
<p>Back after all? Then they can sign in again, and are mailed an invitation.</p>${button({
            text: `${person.name} is back`,
            look: 'secondary',
          })}</form>`
        : html`<p><strong>Coming back:</strong> ${access}</p>`
    }`,
    'They have left',
  )
}

function step(offer: {
  refused: string | null
  text: string
  href: string
  about: string
  what: string
}): Html {
  if (offer.refused !== null) return html`<p><strong>${offer.what}:</strong> ${offer.refused}</p>`
  return html`<p>${offer.about}</p>${button({ text: offer.text, href: offer.href, look: 'secondary' })}`
}
