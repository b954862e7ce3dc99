import { z } from 'zod'
import { newId } from '#db/connection/ids.ts'
import { textSchema } from '#server/http/schemas.ts'
import { dayField, fieldsOf } from '#server/ui/forms/fields.ts'
import { type FormState, type Read, readForm, type Typed } from '#server/ui/forms/forms.ts'
import { day, section } from '#server/ui/html/components.ts'
import { button, insetText, warningText } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { extensionWords } from '#server/ui/words/action-words.ts'
import { type Extension, extensionReasons } from '#workflows/action/action-facts.ts'
import { extensionRequirements } from '#workflows/parts/extension-requirements.ts'
import type { Look } from '../page/look.ts'
import { dateList, requestFacts } from '../page/view-parts.ts'
import type { ActionForm, Step } from './form.ts'

/** `/actions/:id/extension`: asks for more time, or takes the open request back. */
export function extensionPage(look: Look): ActionForm {
  const open = look.read.facts.extensions.find(({ state }) => state === 'requested')
  return open ? openRequest(look, open) : newRequest(look)
}

const labels = {
  dueOn: 'New date',
  reasonCode: 'Reason',
  text: 'Why more time is needed',
  effect: 'What the delay means',
  mitigation: 'What is done until then',
}

function newRequest(look: Look): ActionForm {
  const { read, may, today } = look
  const { request } = may.extension('')
  return {
    title: `Ask for more time for ${read.facts.ref}`,
    heading: 'Ask for more time',
    dates: ['dueOn'],
    labels,
    choices: { reasonCode: extensionWords },
    read: (values) => readRequest(values, look),
    fields: (state) => fields(state, look),
    aside: section({ title: 'Dates', id: 'dates', body: dateList(read, today) }),
    ...(!request.allowed && { closed: request.because ?? '' }),
    done: ({ facts }) =>
      `Your request for more time for ${facts.ref} is on its way. Until it is decided, the due date stands.`,
  }
}

function fields(state: FormState, { read }: Look): Html {
  const { day: date, oneOf, text } = fieldsOf(state)
  const { dueOn, timesExtended, regulatorDate } = read.facts
  return html`${
    timesExtended === 0
      ? insetText(
          'The lead of the priority decides on a first request of at most 28 days, the chair of the board on all others.',
        )
      : insetText('It has been moved before, so the chair of the board decides.')
  }${regulatorDate && warningText('The regulator fixed this date. It cannot move without their agreement.')}
${date('dueOn', { label: 'Which new date do you ask for?', labelSize: 'm', hint: dueOn === null ? 'For example, 27 3 2027' : `It is due on ${day(dueOn)} now` })}
${oneOf('reasonCode', { label: 'What is the main reason?', labelSize: 'm', items: extensionReasons.map((value) => ({ value, text: extensionWords[value] })) })}
${text('text', { label: 'Why is more time needed?', labelSize: 'm', hint: 'What happened, and what has been done already' })}
${text('effect', { label: 'What does the delay mean for children or residents? (optional)', labelSize: 'm', rows: 3 })}
${text('mitigation', { label: 'What will you do until then? (optional)', labelSize: 'm', rows: 3 })}
${button({ text: 'Ask for more time' })}`
}

function readRequest(values: Typed, { may }: Look): Read<Step[]> {
  const schema = z.object({
    dueOn: dayField('the new date', may.rule(extensionRequirements, 'request', 'dueOn')),
    reasonCode: z.enum(extensionReasons, { error: 'Choose the main reason' }),
    text: textSchema('Say why more time is needed'),
    effect: textSchema('').optional(),
    mitigation: textSchema('').optional(),
  })
  const read = readForm(schema, values, ['dueOn'])
  if (!read.ok) return read
  const { effect = null, mitigation = null, ...asked } = read.data
  return {
    ok: true,
    data: [
      {
        request: {
          subject: 'extension',
          event: { type: 'request', extensionId: newId(), ...asked, effect, mitigation },
        },
        saved: 'Your request is saved.',
        uses: () => true,
        fieldFor: (field) => (field in labels ? field : undefined),
      },
    ],
  }
}

function openRequest({ read, may }: Look, open: Extension): ActionForm {
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
${withdraw.allowed && button({ text: 'Take the request back', look: 'secondary' })}`,
    done: ({ facts }) => `The request for more time for ${facts.ref} is taken back.`,
  }
}
