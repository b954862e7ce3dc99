import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Deps } from '#server/deps.ts'
import { personToKeep } from '#server/features/people/person-at.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { type FormPage, formPage } from '#server/ui/forms/form-page.ts'
import { readForm } from '#server/ui/forms/forms.ts'
import { button } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { roles } from '#workflows/engine/policy.ts'
import { roleHints, rolesInOrder, roleWords } from '#workflows/engine/role-words.ts'
import { changeRole, join, leave, whyRoleStands } from './service.ts'

/** `/plans/:id/people/:personId/role`: gives a person a role in the plan, another one, or none any more. */
export function rolePage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.personRole.pattern, async (request): Promise<FormPage> => {
    const at = await personToKeep(deps, web, request)
    const { actor, plan, person, home } = at
    const stands = await whyRoleStands(deps, actor, plan, person.id)
    const had = person.role
    return {
      page: at.frame(`Role of ${person.name}`),
      initial: { role: had ?? none, had: had ?? none },
      ...(stands !== null && {
        closed: {
          title: had === null ? 'They have no role' : `The role stays ${roleWords[had]}`,
          text: stands,
        },
      }),
      fields: (state) => html`<input type="hidden" name="had" value="${had ?? none}">
${fieldsOf(state).oneOf('role', {
  label: 'What may they do in this plan?',
  labelSize: 'm',
  items: [
    ...rolesInOrder.map((value) => ({ value, text: roleWords[value], hint: roleHints[value] })),
    {
      value: none,
      text: had === null ? 'No role' : 'No role any more: remove them from the plan',
      hint: 'What they own or lead stays with them until it is handed over',
    },
  ],
})}
${button({ text: 'Save the role' })}`,
      meanwhile: () => [
        { text: `Their role is ${had === null ? 'none' : roleWords[had]} now`, href: '#role' },
      ],
      send: async (values) => {
        const read = readForm(schema, values)
        if (!read.ok) return read
        const { role } = read.data
        if (role === (had ?? none)) return { ok: true, data: { to: home, success: 'Nothing was changed.' } }
        // The plan changes all day; only another role than the one that was shown makes the form stale.
        if (read.data.had !== (had ?? none)) throw new Problem('versionStale', 'Somebody changed their role.')
        if (role !== none) {
          const give = had === null ? join : changeRole
          await give(deps, actor, plan.id, { personId: person.id, role })
          return {
            ok: true,
            data: {
              to: home,
              success: `The role of ${person.name} is ${roleWords[role].toLowerCase()} now.`,
            },
          }
        }
        await leave(deps, actor, plan.id, person.id)
        const success = `${person.name} has no role in this plan any more.`
        return { ok: true, data: { to: home, success } }
      },
    }
  })
}

const none = 'none'
const schema = z.object({
  role: z.enum([...roles, none], { error: 'Choose a role' }),
  had: z.string().optional(),
})
