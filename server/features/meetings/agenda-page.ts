import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import { paths } from '#server/paths.ts'
import { type Form, formLoop } from '#server/ui/forms/form-loop.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import type { Typed } from '#server/ui/forms/forms.ts'
import { happenedSince } from '#server/ui/forms/happened.ts'
import { count } from '#server/ui/html/components.ts'
import { button, buttonGroup } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import type { MeetingFacts } from '#workflows/meeting/meeting.ts'
import { changeOfItem, makeAgenda } from './agenda-service.ts'
import { meetingHappened } from './history.ts'
import { meetingAt, whyNot } from './meeting-at.ts'

/** `/meetings/:id/agenda`: the order of an agenda, where its items are moved and taken off, without a script. */
export function agendaPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.meetingAgenda.pattern, async (request) => {
    const at = await meetingAt(deps, web, request)
    const { actor, meeting, home, frame } = at
    const shut = whyNot(deps, at, 'makeAgenda')
    const { id } = meeting
    return {
      page: frame('Change the agenda'),
      version: meeting.version,
      labels: {},
      since: (version) => happenedSince(deps, id, version, meetingHappened),
      ...(shut !== null && {
        closed: {
          title: 'You cannot change the agenda',
          text: shut,
          next: button({ text: 'Back to the meeting', href: home, look: 'secondary' }),
        },
      }),
      fields: () => html`${
        meeting.agenda.length === 0
          ? html`<p>Nothing is on the agenda yet.</p>`
          : html`<ol class="wm-resolutions wm-order">${meeting.agenda.map((_, place) => itemRow(meeting, place))}</ol>`
      }
${buttonGroup(
  button({ text: 'Add an item', href: paths.agendaItemNew.at({ id }), look: 'secondary' }),
  html`<a class="govuk-link" href="${home}#agenda">Back to the meeting</a>`,
)}`,
      send: async (values, version) => {
        const pressed = pressedIn(values, meeting)
        if (!pressed)
          return { ok: false, faults: {}, errors: [{ text: 'Press the button of what is to change.' }] }
        const { change, success } = pressed
        const about = { meetingId: id, itemId: change.itemId, ifVersion: version }
        await changeOfItem(deps, actor, about, change)
        return { ok: true, data: { to: paths.meetingAgenda.at({ id }), success } }
      },
    }
  })

  formLoop(app, web, paths.agendaMake.pattern, {
    open: async (request): Promise<Form> => {
      const { actor, meeting, home } = await meetingAt(deps, web, request)
      return {
        send: async () => {
          const { items } = await makeAgenda(deps, actor, meeting.id)
          const success =
            items.length === 0
              ? 'Nothing else waits for the board: the agenda is as it was.'
              : `${count(items.length, 'item is', 'items are')} new on the agenda. Put them in the order you want.`
          return { ok: true, data: { to: `${home}#agenda`, success } }
        },
      }
    },
  })
}

function itemRow(meeting: MeetingFacts, place: number): Html | null {
  const item = meeting.agenda[place]
  if (!item) return null
  const named = html`<span class="govuk-visually-hidden"> item ${place + 1}</span>`
  const press = (text: string, value: string) =>
    button({ text: html`${text}${named}`, name: 'press', value: `${value}:${item.id}`, look: 'secondary' })
  return html`<li><p class="wm-resolutions__text"><span class="wm-ref">${place + 1}</span> ${item.title}</p>
${buttonGroup(
  ...(place > 0 ? [press('Move up', 'up')] : []),
  ...(place < meeting.agenda.length - 1 ? [press('Move down', 'down')] : []),
  press('Take off', 'off'),
  html`<a class="govuk-link" href="${paths.agendaItemEdit.at({ id: meeting.id, partId: item.id })}">Change${named}</a>`,
)}</li>`
}

/** What a button asks for, with what is said once it is done; null where it names nothing on the agenda. */
function pressedIn({ press = '' }: Typed, { agenda }: MeetingFacts) {
  const [what, itemId] = press.split(':')
  const place = agenda.findIndex(({ id }) => id === itemId)
  const item = agenda[place]
  if (!item) return null
  const to = what === 'up' ? place : place + 2
  if (what === 'up' || what === 'down')
    return {
      change: { type: 'moveAgendaItem' as const, itemId: item.id, number: Math.max(1, to) },
      success: `‘${item.title}’ is item ${Math.min(agenda.length, Math.max(1, to))} now.`,
    }
  if (what !== 'off') return null
  return {
    change: { type: 'removeAgendaItem' as const, itemId: item.id },
    success: `‘${item.title}’ is off the agenda.`,
  }
}
