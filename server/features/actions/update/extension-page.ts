import { newId } from '#db/connection/ids.ts'
import { extensionEvents } from '#server/features/actions/extension-sheet.ts'
import { offered } from '#server/sheets/option.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { day, section } from '#server/ui/html/components.ts'
import { button, insetText, warningText } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Extension } from '#workflows/action/action-facts.ts'
import { type ExtensionEvent, extensionRequirements } from '#workflows/parts/extension-requirements.ts'
import type { ActionModel } from '../page/action-model.ts'
import { dateList, requestFacts } from '../page/view-parts.ts'
import type { ActionForm, Step } from './form.ts'

/** `/actions/:id/extension`: asks for more time, or takes the open request back. */
export function extensionPage(model: ActionModel): ActionForm {
  const open = model.read.facts.extensions.find(({ state }) => state === 'requested')
  return open ? openRequest(model, open) : newRequest(model)
}

function newRequest(model: ActionModel): ActionForm {
  const { read, may, today } = model
  const { request } = may.extension('')
  const {
    labels,
    choices,
    dates,
    fields,
    read: readTyped,
    press,
    done,
  } = offered(extensionEvents.request, {
    before: read,
    rule: (field) => may.rule(extensionRequirements, 'request', field),
    alone: true,
  })
  return {
    title: `Ask for more time for ${read.facts.ref}`,
    heading: 'Ask for more time',
    dates,
    labels,
    choices,
    read: (values) => {
      const typed = readTyped(values)
      return typed.ok ? { ok: true, data: [asStep(typed.data, Object.keys(labels))] } : typed
    },
    fields: (state) => html`${whoDecides(model)}${fields(fieldsOf(state))}${button({ text: press })}`,
    aside: section({ title: 'Dates', id: 'dates', body: dateList(read, today) }),
    ...(!request.allowed && { closed: request.because ?? '' }),
    done,
  }
}

function whoDecides({ read }: ActionModel): Html {
  const { dueOn, timesExtended, regulatorDate } = read.facts
  return html`${insetText(
    timesExtended === 0
      ? 'The lead of the priority decides on a first request of at most 28 days, and the chair of the board on all others.'
      : 'It has been moved before, so the chair of the board decides.',
  )}${regulatorDate && warningText('The regulator fixed this date. It cannot move without their agreement.')}${
    dueOn !== null && html`<p class="govuk-body">It is due on ${day(dueOn)} now.</p>`
  }`
}

function asStep(fields: Record<string, unknown>, names: readonly string[]): Step {
  const { effect = null, mitigation = null, ...asked } = fields
  const event = { ...asked, effect, mitigation, type: 'request', extensionId: newId() } as ExtensionEvent
  return {
    request: { subject: 'extension', event },
    saved: 'Your request is saved.',
    uses: () => true,
    fieldFor: (field) => (names.includes(field) ? field : undefined),
  }
}

function openRequest({ read, may }: ActionModel, open: Extension): ActionForm {
  const { withdraw } = may.extension(open.id)
  return {
    title: `Request for more time for ${read.facts.ref}`,
    heading: 'More time has been asked for',
    dates: [],
    read: () => ({
      ok: true,
      data: [
        {
          request: { subject: 'extension', event: { type: 'withdraw', extensionId: open.id } },
          saved: '',
          uses: () => true,
        },
      ],
    }),
    fields: () =>
      html`${requestFacts(open, read.names)}
<p class="govuk-body">It is waiting for a decision. Until then the due date stands.</p>
${withdraw.allowed && button({ text: extensionEvents.withdraw.press, look: 'secondary' })}`,
    done: extensionEvents.withdraw.done,
  }
}
