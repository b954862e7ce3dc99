import type { PlanPerson } from '#db/read/board.ts'
import type { FailedInvitation } from '#db/read/invitations.ts'
import type { PersonOffered } from '#db/read/plan-people.ts'
import { paths } from '#server/paths.ts'
import { addressLine, count, day, section, table } from '#server/ui/html/components.ts'
import { button, buttonGroup, tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { listLinks } from '#server/ui/html/list-links.ts'
import { rolesInOrder, roleWords } from '#workflows/engine/role-words.ts'

/**
 * The board of a plan by role, those who are in it without one, then everybody who leads, owns or contributes.
 * @param editable whether it is shown to those who keep the list right: with email addresses, and ways to change it
 * @param unattached who is listed and takes part in no plan yet, for those who name owners
 * @param uninvited who has not got their invitation, by id
 * @param chairless whether a plan without a chair is to be given one: not where it is withdrawn
 */
export function peopleView(
  planId: string,
  people: readonly PlanPerson[],
  {
    editable,
    unattached,
    uninvited,
    chairless,
  }: {
    editable: boolean
    unattached: readonly PersonOffered[]
    uninvited: ReadonlyMap<string, FailedInvitation>
    chairless: boolean
  },
): Html {
  const members = people
    .filter(({ role }) => role !== null)
    .toSorted((a, b) => rolesInOrder.indexOf(a.role ?? 'viewer') - rolesInOrder.indexOf(b.role ?? 'viewer'))
  const others = people.filter((person) => person.role === null && partOf(person) !== null)
  const gone = people.filter(({ leftOn, owns, leads }) => leftOn !== null && (owns > 0 || leads.length > 0))
  const answering = people.filter(({ owns, leads, contributes }) => owns + leads.length + contributes > 0)
  const listOf = (
    listed: readonly PlanPerson[],
    caption: string,
    heading: string,
    said: (person: PlanPerson) => string | null,
  ) =>
    table({
      caption,
      captionHidden: true,
      rowHeadings: true,
      columns: [
        { heading: 'Name' },
        { heading, plain: true },
        { heading: 'Post', plain: true },
        { heading: 'Agency', plain: true },
      ],
      rows: listed.map((person) => [
        nameOf(planId, person, editable, uninvited),
        said(person),
        person.post === '' ? null : person.post,
        person.agency,
      ]),
    })
  const add = button({ text: 'Add a person', href: paths.personNew.at({ id: planId }) })
  return html`${buttonGroup(...(editable ? [add] : []), listLinks(paths.peopleCsv.at({ id: planId })))}${chairless && noChair(members, editable)}${
    gone.length > 0 && whoLeft(planId, gone, editable)
  }
${section({
  title: 'Members',
  id: 'members',
  number: members.length,
  body: listOf(members, 'Members and their roles', 'Role', ({ role }) => role && roleWords[role]),
})}
${
  others.length > 0 &&
  section({
    title: 'Without a role',
    id: 'others',
    number: others.length,
    intro: 'To lead, own or contribute is enough to be a person of the plan.',
    body: listOf(others, 'People without a role', 'Part', partOf),
  })
}
${
  unattached.length > 0 &&
  section({
    title: 'Added, own nothing yet',
    id: 'unattached',
    number: unattached.length,
    intro: 'They are listed and take part in no plan yet. The forms of this plan’s actions offer them.',
    body: table({
      caption: 'People who take part in no plan yet',
      captionHidden: true,
      rowHeadings: true,
      columns: [{ heading: 'Name' }, { heading: 'Post', plain: true }, { heading: 'Agency', plain: true }],
      rows: unattached.map(({ id, name, post, agency }) => [
        html`<a class="govuk-link" href="${paths.person.at({ id: planId, personId: id })}">${name}</a>${uninvited.has(id) && notInvited}`,
        post === '' ? null : post,
        agency,
      ]),
    }),
  })
}
${section({
  title: 'Who answers for what',
  id: 'answering',
  number: answering.length,
  body: table({
    caption: 'Who leads, owns and contributes',
    captionHidden: true,
    rowHeadings: true,
    columns: [
      { heading: 'Name' },
      { heading: 'Post', plain: true },
      { heading: 'Agency', plain: true },
      { heading: 'Leads' },
      { heading: 'Owns, still to do', numeric: true },
      { heading: 'Of these overdue', numeric: true },
      { heading: 'Contributes to', numeric: true },
    ],
    rows: answering.map((person) => [
      nameOf(planId, person, editable, uninvited),
      person.post === '' ? null : person.post,
      person.agency,
      person.leads.length === 0 ? null : leads(planId, person.leads),
      person.owns,
      person.overdue === 0 ? '0' : html`<span class="wm-late">${person.overdue}</span>`,
      person.contributes,
    ]),
  }),
})}`
}

/** What a person has to do with a plan whatever their role: 'Owns 2 actions'. Null for nothing any more. */
function partOf({ leads, owns, contributes }: PlanPerson): string | null {
  const parts = [
    ...(leads.length > 0 ? [`leads ${leads.join(', ')}`] : []),
    ...(owns > 0 ? [`owns ${count(owns, 'action')}`] : []),
    ...(contributes > 0 ? [`contributes to ${count(contributes, 'action')}`] : []),
  ]
  const said = parts.join('; ')
  return said === '' ? null : said.charAt(0).toUpperCase() + said.slice(1)
}

/** What stands still in a plan without a chair, and who mends it. */
function noChair(members: readonly PlanPerson[], editable: boolean): Html | false {
  const present = members.filter(({ leftOn }) => leftOn === null)
  if (present.some(({ role }) => role === 'chair')) return false
  const stands = present.some(({ role }) => role === 'viceChair')
    ? html`The vice-chair signs off and decides on more time in the place of the chair, but not on what they
own, submitted, endorsed or asked for themselves. All other decisions of the chair wait.`
    : html`Nobody can approve the plan, sign an action off or make any other decision of the chair.`
  const mend = editable
    ? 'Open the page of one of its people and give them the role of chair.'
    : 'The plan administrator gives one of its people the role of chair.'
  return html`<div class="wm-held"><p><strong>This plan has no chair.</strong> ${stands} ${mend}</p></div>`
}

function whoLeft(planId: string, gone: readonly PlanPerson[], editable: boolean): Html {
  const one = gone.length === 1
  return html`<div class="wm-held"><p><strong>${count(gone.length, 'person', 'people')} left and still ${one ? 'answers' : 'answer'} for something.</strong> ${
    editable
      ? 'Hand it over to a person who is still here.'
      : 'The plan administrator hands it over to a person who is still here.'
  }</p>${
    editable &&
    html`<ul class="wm-also">${gone.map(
      ({ id, name }) =>
        html`<li><a class="govuk-link" href="${paths.handover.at({ id: planId, personId: id })}">Hand over the work of ${name}</a></li>`,
    )}</ul>`
  }</div>`
}

const notInvited = html` ${tag('Invitation failed', 'govuk-tag--yellow')}`

function nameOf(
  planId: string,
  { id, name, email, leftOn }: PlanPerson,
  withAddress: boolean,
  uninvited: ReadonlyMap<string, FailedInvitation>,
): Html {
  return html`<a class="govuk-link" href="${paths.person.at({ id: planId, personId: id })}">${name}</a>${
    leftOn !== null && html` ${tag(`Left ${day(leftOn)}`)}`
  }${uninvited.has(id) && notInvited}${withAddress && addressLine(email)}`
}

function leads(planId: string, refs: readonly string[]): Html {
  return html`${refs.map((ref) => html`<a class="govuk-link wm-people__lead" href="${paths.priority.at({ id: planId, ref })}">${ref}</a> `)}`
}
