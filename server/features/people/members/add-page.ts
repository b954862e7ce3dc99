import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readPersonByEmail } from '#db/read/people-list.ts'
import { roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { agencyFaults, agencyOptions } from '#server/features/people/agency-choice.ts'
import {
  emailInput,
  entryFields,
  nameInput,
  postInputs,
  theirEmail,
} from '#server/features/people/person-form.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { requireEditor } from '#server/features/plans/service.ts'
import { paths } from '#server/paths.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { type FormPage, formPage } from '#server/ui/forms/form-page.ts'
import { readForm, type Typed } from '#server/ui/forms/forms.ts'
import { button } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { roleHints, rolesInOrder, roleWords } from '#server/ui/words/role-words.ts'
import { roles } from '#workflows/engine/policy.ts'
import { type Added, addSomebody } from './add.ts'

/** `/plans/:id/people/new`: makes a person a member of the plan, and invites one who is not listed yet. */
export function addMemberPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.personNew.pattern, async (request): Promise<FormPage> => {
    const plan = await planAt(deps, web, request)
    const actor = web.signedIn(request)
    await requireEditor(deps, actor, plan.id)
    const agencies = await agencyOptions(deps)
    return {
      page: {
        title: `Add a person: ${plan.title}`,
        heading: 'Add a person',
        section: planSection(plan, await roleIn(deps.db, actor.id, plan.id), 'people', 'below'),
        breadcrumbs: [{ text: 'People', href: paths.people.at(plan) }, { text: 'Add a person' }],
      },
      fields: (state) => html`<p>${withoutRole}</p>
${emailInput(
  state,
  'A person who is not listed yet is mailed an invitation there; one who is keeps the name and post they have',
)}
${nameInput(state, 'First name and surname. Leave it empty for a person who is listed already')}
${postInputs(state, agencies)}
${fieldsOf(state).oneOf('role', {
  label: 'What may they do in this plan?',
  labelSize: 'm',
  items: rolesInOrder.map((value) => ({ value, text: roleWords[value], hint: roleHints[value] })),
})}
${button({ text: 'Add this person' })}`,
      send: async (values) => {
        const read = readForm((await isListed(values)) ? ofListed : schema, values)
        const faults = {
          ...(read.ok ? {} : read.faults),
          ...(read.ok && agencyFaults(read.data, agencies)),
        }
        if (!read.ok || Object.keys(faults).length > 0) return { ok: false, faults }
        const { name = '', post = '', ...rest } = read.data
        const added = await addSomebody(deps, actor, plan.id, { ...rest, name, post })
        return {
          ok: true,
          data: {
            to: paths.person.at({ id: plan.id, personId: added.id }),
            success: inWords(added, read.data.email),
          },
        }
      },
    }
  })

  async function isListed({ email }: Typed): Promise<boolean> {
    const read = theirEmail.safeParse(email)
    return read.success && (await readPersonByEmail(deps.db, read.data)) !== null
  }
}

const withoutRole =
  'Owners and contributors need no role of their own, and the forms of actions offer the people of this plan. Add here who is missing, as a viewer if they need no more.'

const schema = z.object({
  email: theirEmail,
  ...entryFields,
  role: z.enum(roles, { error: 'Choose what they may do in this plan' }),
})

/** A person who is listed keeps their name, so that it need not be typed. */
const ofListed = schema.extend({ name: schema.shape.name.optional() })

function inWords({ name, was }: Added, email: string): string {
  switch (was) {
    case 'unknown':
      return `${name} is in the plan. An invitation goes to ${email}.`
    case 'gone':
      return `${name} had left and is back, now in this plan. An invitation goes to ${email}.`
    case 'known':
      return `${name} was listed with this address already, and is in the plan now.`
  }
}
