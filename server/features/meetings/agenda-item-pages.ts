import type { FastifyInstance } from 'fastify'
import { actionChoices } from '#db/read/action-choices.ts'
import { pageDecisions } from '#db/read/decision-records.ts'
import { planPeople } from '#db/read/plan-people.ts'
import { pageReports } from '#db/read/reports.ts'
import type { Deps } from '#server/deps.ts'
import { paths } from '#server/paths.ts'
import { nounForm } from '#server/sheets/noun-form.ts'
import { changedFields } from '#server/ui/forms/changed-fields.ts'
import { type FormPage, formPage } from '#server/ui/forms/form-page.ts'
import { peopleOptions } from '#server/ui/forms/people-options.ts'
import { button, type Option } from '#server/ui/html/govuk.ts'
import type { Web } from '#server/ui/web.ts'
import type { AgendaItem } from '#workflows/meeting/agenda.ts'
import { agendaFields } from './agenda-fields-sheet.ts'
import { addAgendaItem, changeOfItem, itemIn } from './agenda-service.ts'
import { type MeetingAt, meetingAt, whyNot } from './meeting-at.ts'

const form = nounForm(agendaFields)

/** `/meetings/:id/agenda/new`: puts one more item on an agenda. */
export function newItemPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.agendaItemNew.pattern, async (request) => {
    const at = await meetingAt(deps, web, request)
    const { actor, meeting, home, frame } = at
    const picks = await picksOf(deps, meeting.planId)
    return {
      page: frame('Add an item to the agenda'),
      initial: { kind: 'other' },
      ...closedTo(deps, at),
      fields: (state) => form.draw(state, 'Add the item', picks),
      send: async (values) => {
        const read = form.read(values)
        if (!read.ok) return read
        const { number } = await addAgendaItem(deps, actor, { meetingId: meeting.id }, read.data)
        return { ok: true, data: { to: `${home}#agenda`, success: `Item ${number} is on the agenda.` } }
      },
    }
  })
}

/** `/meetings/:id/agenda/:partId/edit`: changes what an agenda says of an item. */
export function editItemPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.agendaItemEdit.pattern, async (request) => {
    const at = await meetingAt(deps, web, request)
    const { actor, meeting, home, frame } = at
    const { partId } = request.params as { partId: string }
    const { number, version: _, ...item } = itemIn(meeting, partId)
    const picks = await picksOf(deps, meeting.planId, item)
    const saved = form.saved(item)
    return {
      page: frame(`Change item ${number} of the agenda`),
      initial: saved,
      labels: form.labels,
      choices: { ...form.choices, ...meaningsOf(picks) },
      version: meeting.version,
      ...closedTo(deps, at),
      fields: (state) => form.draw(state, 'Save the item', picks),
      send: async (values, version) => {
        const read = form.read(values, saved)
        if (!read.ok) return read
        const change = changedFields(item, read.data)
        const to = `${home}#agenda`
        if (Object.keys(change).length === 0)
          return { ok: true, data: { to, success: 'Nothing was changed.' } }
        const about = { meetingId: meeting.id, itemId: partId, ifVersion: version }
        await changeOfItem(deps, actor, about, { type: 'editAgendaItem', itemId: partId, change })
        return { ok: true, data: { to, success: `Item ${number} is saved.` } }
      },
    }
  })
}

function closedTo(deps: Deps, at: MeetingAt): Pick<FormPage, 'closed'> {
  const shut = whyNot(deps, at, 'makeAgenda')
  if (shut === null) return {}
  const next = button({ text: 'Back to the meeting', href: at.home, look: 'secondary' })
  return { closed: { title: 'You cannot change the agenda', text: shut, next } }
}

/** What of a plan an item may be about and who may present it; what it names already stays among them. */
async function picksOf(deps: Deps, planId: string, item?: AgendaItem) {
  const [actions, reports, decisions, people] = await Promise.all([
    actionChoices(deps.db, planId),
    pageReports(deps.db, planId, { limit: MOST, after: null }),
    pageDecisions(deps.db, planId, { limit: MOST, after: null, now: deps.clock.now() }),
    planPeople(deps.db, planId),
  ])
  const presenters = people.filter(({ id, isOfPlan }) => isOfPlan || id === item?.presenterId)
  const named = (ref: string | number, title: string) => `${ref} ${title}`
  return {
    actionId: actions.map(({ id, ref, title }) => ({ value: id, text: named(ref, title) })),
    reportId: reports.items.map(({ report: { id, number, title } }) => ({
      value: id,
      text: named(number, title),
    })),
    decisionId: decisions.items.map(({ decision: { id, ref, title } }) => ({
      value: id,
      text: named(ref, title),
    })),
    presenterId: peopleOptions(presenters).map(({ value, text }) => ({ value, text })),
  }
}

/** Reports and decisions of a plan, of which there are some dozens. */
const MOST = 10_000

function meaningsOf(picks: Readonly<Record<string, readonly Option[]>>) {
  return Object.fromEntries(
    Object.entries(picks).map(([field, items]) => [
      field,
      Object.fromEntries(items.map(({ value, text }) => [value, String(text)])),
    ]),
  )
}
