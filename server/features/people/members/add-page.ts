import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readPersonByEmail } from '#db/read/people-list.ts'
import { planIdOf } from '#db/read/plan-of.ts'
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
import { returnIn, withPerson, withReturn } from '#server/ui/return-path.ts'
import type { Web } from '#server/ui/web.ts'
import { roles } from '#workflows/engine/policy.ts'
import { roleHints, rolesInOrder, roleWords } from '#workflows/engine/role-words.ts'
import { type Added, addSomebody } from './add.ts'

/** `/plans/:id/people/new`: makes a person a member of the plan, and invites one who is not listed yet. */
export function addMemberPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.personNew.pattern, async (request): Promise<FormPage> => {
    const plan = await planAt(deps, web, request)
    const actor = web.signedIn(request)
    await requireEditor(deps, actor, plan.id)
    const agencies = await agencyOptions(deps)
    const back = await formOf(plan.id, returnIn(request))
    return {
      ...(back !== null && { address: withReturn(paths.personNew.at(plan), back) }),
      page: {
        title: `Add a person: ${plan.title}`,
        heading: 'Add a person',
        section: planSection(plan, await roleIn(deps.db, actor.id, plan.id), 'people', 'below'),
        ...(back === null
          ? { breadcrumbs: [{ text: 'People', href: paths.people.at(plan) }, { text: 'Add a person' }] }
          : { back: { href: back, text: 'Back to the form' } }),
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
  items: [
    ...rolesInOrder.map((value) => ({ value, text: roleWords[value], hint: roleHints[value] })),
    {
      value: none,
      text: 'No role (owns actions only)',
      hint: 'They see the plan and report on their actions as soon as one names them as owner',
    },
  ],
})}
${button({ text: 'Add this person' })}`,
      send: async (values) => {
        const read = readForm((await isListed(values)) ? ofListed : schema, values)
        const faults = {
          ...(read.ok ? {} : read.faults),
          ...(read.ok && agencyFaults(read.data, agencies)),
        }
        if (!read.ok || Object.keys(faults).length > 0) return { ok: false, faults }
        const { name = '', post = '', role: typed, ...rest } = read.data
        const role = typed === none ? null : typed
        const added = await addSomebody(deps, actor, plan.id, { ...rest, role, name, post })
        if (back !== null) {
          const success = `${(role === null ? listedInWords : inWords)(added, read.data.email)} Here they are chosen.`
          return { ok: true, data: { to: withPerson(back, added.id), success } }
        }
        const to =
          role === null ? paths.people.at(plan) : paths.person.at({ id: plan.id, personId: added.id })
        const success =
          role === null
            ? `${listedInWords(added, read.data.email)} ${nextInWords(added)}`
            : inWords(added, read.data.email)
        return { ok: true, data: { to, success } }
      },
    }
  })

  /** The form that adding leads back to; null for a page of another plan, which would choose a person it knows nothing of. */
  async function formOf(planId: string, back: string | null): Promise<string | null> {
    const [, noun, id = ''] = /^\/(plans|actions)\/([0-9a-f-]{36})\/./i.exec(back ?? '') ?? []
    if (noun === undefined) return null
    const its = noun === 'plans' ? id.toLowerCase() : await planIdOf(deps.db, 'actions', id)
    return its === planId ? back : null
  }

  async function isListed({ email }: Typed): Promise<boolean> {
    const read = theirEmail.safeParse(email)
    return read.success && (await readPersonByEmail(deps.db, read.data)) !== null
  }
}

const withoutRole =
  'Owning an action is enough to be a person of the plan, and so is contributing to one: the forms of actions offer the people of this plan. Add here who is missing, with no role, or with the one they are to have.'

const none = 'none'

const schema = z.object({
  email: theirEmail,
  ...entryFields,
  role: z.enum([...roles, none], { error: 'Choose what they may do in this plan' }),
})

/** A person who is listed keeps their name, so that it need not be typed. */
const ofListed = schema.extend({ name: schema.shape.name.optional() })

/** Said of a person who is to own actions alone. */
function listedInWords({ name, was }: Added, email: string): string {
  switch (was) {
    case 'unknown':
      return `${name} is listed. An invitation goes to ${email}.`
    case 'gone':
      return `${name} had left and is listed again. An invitation goes to ${email}.`
    case 'known':
      return `${name} is listed already.`
  }
}

/** Said of them where they were not added from a form: what makes them a person of the plan, and where they stand. */
function nextInWords({ was }: Added): string {
  const next = 'Choose them as owner of an action: that makes them a person of this plan.'
  return was === 'known'
    ? `${next} Where its form does not offer them, because they take part in another plan, add them as a viewer.`
    : `${next} Until then they stand below, under ‘Added, own nothing yet’.`
}

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
