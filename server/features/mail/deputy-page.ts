import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { plansHiddenFrom, readDeputy } from '#db/read/deputies.ts'
import { deputyCandidates } from '#db/read/deputy-candidates.ts'
import type { Deps } from '#server/deps.ts'
import { idSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { dayField, fieldsOf } from '#server/ui/forms/fields.ts'
import { type Form, formLoop } from '#server/ui/forms/form-loop.ts'
import { type FormPage, formPage } from '#server/ui/forms/form-page.ts'
import { dayParts, readForm } from '#server/ui/forms/forms.ts'
import { onceFields } from '#server/ui/forms/once.ts'
import { button, warningText } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'
import { putDeputy, removeDeputy } from './service.ts'
import { deputyInWords } from './view-own-emails.ts'

/** `/account/deputy`: who gets a copy of one's weekly email between two dates. */
export function deputyPages(app: FastifyInstance, deps: Deps, web: Web): void {
  const { db, clock } = deps

  formPage(app, web, paths.deputy.pattern, async (request): Promise<FormPage> => {
    const actor = web.signedIn(request)
    const today = londonDay(clock.now())
    const [deputy, people] = await Promise.all([readDeputy(db, actor.id), deputyCandidates(db, actor.id)])
    const holds = deputy !== null && deputy.untilOn >= today
    const hidden = holds ? await plansHiddenFrom(db, { ownerId: actor.id, deputyId: deputy.deputy.id }) : []
    return {
      page: {
        title: 'Name a deputy',
        breadcrumbs: [
          { text: 'Your account', href: paths.account.at() },
          { text: 'Your emails', href: paths.ownEmails.at() },
          { text: 'Name a deputy' },
        ],
      },
      dates,
      // Days that are over would be refused, and so would a deputy who does not see a plan that was joined later.
      initial: holds
        ? {
            ...(hidden.length === 0 && { deputyId: deputy.deputy.id }),
            ...dayParts('fromOn', deputy.fromOn),
            ...dayParts('untilOn', deputy.untilOn),
          }
        : dayParts('fromOn', today),
      fields: (state) => {
        const { pick, day } = fieldsOf(state)
        return html`<div class="wm-prose"><p>${deputyInWords(deputy, today)}</p>
<p>Your own emails go on, and the actions stay yours.</p></div>
${holds && hidden.length > 0 && warningText(outOfSight(deputy.deputy.name, hidden))}
${pick('deputyId', {
  label: 'Who stands in for you?',
  labelSize: 's',
  hint: 'They have to take part in every plan in which you own work',
  items: [
    { value: '', text: 'Choose a person' },
    ...people.map(({ id, name, post }) => ({ value: id, text: post === '' ? name : `${name}, ${post}` })),
  ],
})}
${day('fromOn', { label: 'First day', labelSize: 's' })}
${day('untilOn', { label: 'Last day', labelSize: 's', hint: 'At most a year after the first day' })}
${button({ text: 'Name this deputy' })}
${holds && html`<p><a class="govuk-link" href="${paths.deputyEnd.at()}">End it now</a></p>`}`
      },
      send: async (values) => {
        const read = readForm(schema, values, dates)
        if (!read.ok) return read
        const { deputy: named, fromOn, untilOn } = await putDeputy(deps, actor, read.data)
        const said = deputyInWords({ deputy: named, fromOn, untilOn }, today)
        return { ok: true, data: { to: paths.ownEmails.at(), success: said } }
      },
    }
  })

  app.get(paths.deputyEnd.pattern, web.signedInOnly, async (request, reply) => {
    const deputy = await readDeputy(db, web.signedIn(request).id)
    if (!deputy) return web.seeOther(request, reply, paths.ownEmails.at())
    return web.show(request, reply, {
      title: 'Nobody stands in for you any more?',
      back: { href: paths.deputy.at(), text: 'Back' },
      body: html`<form class="wm-form" method="post" action="${paths.deputyEnd.at()}">${onceFields(web.token(request))}
<p>${deputy.deputy.name} gets no more copies of your weekly email.</p>
<div class="govuk-button-group">${button({ text: 'End it' })}<a class="govuk-link" href="${paths.ownEmails.at()}">Keep it</a></div></form>`,
    })
  })

  formLoop(app, web, paths.deputyEnd.pattern, {
    open: async (request): Promise<Form> => ({
      send: async () => {
        await removeDeputy(deps, web.signedIn(request))
        return { ok: true, data: { to: paths.ownEmails.at(), success: 'Nobody stands in for you any more.' } }
      },
    }),
  })
}

/** Said where the deputy of these days takes no part in plans that their owner has joined since. */
function outOfSight(name: string, plans: readonly string[]): string {
  const where = new Intl.ListFormat('en-GB').format(plans.map((title) => `‘${title}’`))
  return `${name} takes no part in ${where}, and gets no copy of what waits for you there. Ask the plan administrator to add them, or choose another person.`
}

const dates = ['fromOn', 'untilOn']
const schema = z.object({
  deputyId: idSchema.catch('').refine((id) => id !== '', { error: 'Choose who stands in for you' }),
  fromOn: dayField('the first day'),
  untilOn: dayField('the last day'),
})
