import type { PlanPerson } from '#db/read/board.ts'
import { paths } from '#server/paths.ts'
import { addressLine, count, day, section, table } from '#server/ui/html/components.ts'
import { button, tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { rolesInOrder, roleWords } from '#server/ui/words/role-words.ts'

/**
 * The board of a plan by role, then everybody who leads, owns or contributes.
 * @param editable whether it is shown to those who keep the list right: with email addresses, and ways to change it
 */
export function peopleView(
  planId: string,
  people: readonly PlanPerson[],
  { editable }: { editable: boolean },
): Html {
  const members = people
    .filter(({ role }) => role !== null)
    .toSorted((a, b) => rolesInOrder.indexOf(a.role ?? 'viewer') - rolesInOrder.indexOf(b.role ?? 'viewer'))
  const gone = people.filter(({ leftOn, owns, leads }) => leftOn !== null && (owns > 0 || leads.length > 0))
  const answering = people.filter(({ owns, leads, contributes }) => owns + leads.length + contributes > 0)
  return html`${editable && html`<p>${button({ text: 'Add a person', href: paths.personNew.at({ id: planId }) })}</p>`}${
    gone.length > 0 && whoLeft(planId, gone, editable)
  }
${section({
  title: 'Members',
  id: 'members',
  number: members.length,
  body: table({
    caption: 'Members and their roles',
    captionHidden: true,
    rowHeadings: true,
    columns: [
      { heading: 'Name' },
      { heading: 'Role', plain: true },
      { heading: 'Post', plain: true },
      { heading: 'Agency', plain: true },
    ],
    rows: members.map((person) => [
      nameOf(planId, person, editable),
      person.role && roleWords[person.role],
      person.post === '' ? null : person.post,
      person.agency,
    ]),
  }),
})}
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
      nameOf(planId, person, editable),
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

function nameOf(planId: string, { id, name, email, leftOn }: PlanPerson, withAddress: boolean): Html {
  return html`<a class="govuk-link" href="${paths.person.at({ id: planId, personId: id })}">${name}</a>${
    leftOn !== null && html` ${tag(`Left ${day(leftOn)}`)}`
  }${withAddress && addressLine(email)}`
}

function leads(planId: string, refs: readonly string[]): Html {
  return html`${refs.map((ref) => html`<a class="govuk-link wm-people__lead" href="${paths.priority.at({ id: planId, ref })}">${ref}</a> `)}`
}
