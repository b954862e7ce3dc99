import type { FastifyInstance, FastifyRequest } from 'fastify'
import { planPeople } from '#db/read/plan-people.ts'
import { listPriorities, type PriorityRow, roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { missingPerson } from '#server/features/actions/edit/view-action-form.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { priorityAt } from '#server/features/priorities/priority-at.ts'
import { priorityFields } from '#server/features/priorities/priority-fields-sheet.ts'
import { createPriority, patchPriority } from '#server/features/priorities/service.ts'
import { paths } from '#server/paths.ts'
import { nounForm } from '#server/sheets/noun-form.ts'
import { changedFields } from '#server/ui/forms/changed-fields.ts'
import { type FormPage, formPage } from '#server/ui/forms/form-page.ts'
import type { Typed } from '#server/ui/forms/forms.ts'
import { meaningsOf } from '#server/ui/forms/options.ts'
import { peopleOptions } from '#server/ui/forms/people-options.ts'
import { button, type Option } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import { personIn } from '#server/ui/return-path.ts'
import type { Web } from '#server/ui/web.ts'
import { mayEditPlan, type Role } from '#workflows/engine/policy.ts'
import { whyPlanIsOutOfUse, whyPlanIsShut } from '#workflows/plan/plan-settings.ts'
import { possibleParents } from '#workflows/priority/strands.ts'

const form = nounForm(priorityFields)

/** `/plans/:id/priorities/new`: adds a priority, or a strand of one. */
export function newPriorityPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.priorityNew.pattern, async (request) => {
    const plan = await planAt(deps, web, request)
    const actor = web.signedIn(request)
    const [role, all] = await Promise.all([
      roleIn(deps.db, actor.id, plan.id),
      listPriorities(deps.db, actor.id, plan.id),
    ])
    const offers = await offersFor(deps, plan.id, all)
    const home = paths.plan.at(plan)
    return {
      page: {
        title: `Add a priority: ${plan.title}`,
        heading: 'Add a priority',
        section: planSection(plan, role),
        back: { href: home, text: 'Back to the plan' },
      },
      initial: { ref: nextRef(all), ...leadChosen(request, offers) },
      ...closedFor(role, { home, shut: whyPlanIsShut(plan.state) }),
      fields: (state) =>
        html`${missingPerson(plan, mayEditPlan(role), paths.priorityNew.at(plan))}${form.draw(state, 'Add the priority', offers)}`,
      send: async (values) => {
        const read = form.read(values)
        if (!read.ok) return read
        const { ref } = await createPriority(deps, actor, plan.id, read.data)
        return {
          ok: true,
          data: {
            to: paths.priority.at({ id: plan.id, ref }),
            success: `Priority ${ref} is added to the plan.`,
          },
        }
      },
    }
  })
}

/** `/plans/:id/priorities/:ref/edit`: changes what describes a priority. */
export function editPriorityPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.priorityEdit.pattern, async (request) => {
    const { actor, plan, role, priority, all, home, frame } = await priorityAt(deps, web, request)
    const offers = await offersFor(deps, plan.id, all, priority.id)
    const saved = form.saved(priority)
    const here = paths.priorityEdit.at({ id: plan.id, ref: priority.ref })
    const missing = missingPerson(plan, mayEditPlan(role), here)
    return {
      page: frame('Change the priority'),
      initial: saved,
      chosen: leadChosen(request, offers),
      version: priority.version,
      labels: form.labels,
      choices: { ...form.choices, leadId: meaningsOf(offers.leadId), parentId: meaningsOf(offers.parentId) },
      ...closedFor(role, { home, shut: whyPlanIsOutOfUse(plan.state) }),
      fields: (state) => html`${missing}${form.draw(state, 'Save the priority', offers)}`,
      send: async (values, version) => {
        const read = form.read(values, saved)
        if (!read.ok) return read
        const fields = changedFields(priority, read.data)
        if (Object.keys(fields).length === 0)
          return { ok: true, data: { to: home, success: 'Nothing was changed.' } }
        const { ref } = await patchPriority(deps, actor, priority.id, fields, version)
        return {
          ok: true,
          data: { to: paths.priority.at({ id: plan.id, ref }), success: `Priority ${ref} is saved.` },
        }
      },
    }
  })
}

function closedFor(
  role: Role | null,
  { home, shut }: { home: string; shut: string | null },
): Pick<FormPage, 'closed'> {
  const text = !mayEditPlan(role)
    ? 'The plan administrator adds priorities and changes them. Ask them.'
    : shut
  if (text === null) return {}
  const next = button({ text: 'Back', href: home, look: 'secondary' })
  return { closed: { title: 'You cannot change the priorities', text, next } }
}

/** What its lead and its parent may be chosen from. */
type Offers = { leadId: readonly Option[]; parentId: readonly Option[] }

/** The lead whom the address of the form chooses, where the form offers them. */
function leadChosen(request: FastifyRequest, { leadId }: Offers): Typed {
  const person = personIn(request)
  return leadId.some(({ value }) => value === person) && person !== null ? { leadId: person } : {}
}

/** The next reference that is free: P4 after P1 to P3. */
function nextRef(all: readonly PriorityRow[]): string {
  const numbers = all.flatMap(({ ref }) => /^P(\d{1,6})$/.exec(ref)?.[1] ?? [])
  return `P${Math.max(0, ...numbers.map(Number)) + 1}`
}

async function offersFor(
  { db }: Deps,
  planId: string,
  all: readonly PriorityRow[],
  ownId?: string,
): Promise<Offers> {
  return {
    leadId: peopleOptions(await planPeople(db, planId, 'everybody')),
    parentId: possibleParents(all, ownId).map(({ id, ref, title }) => ({
      value: id,
      text: `${ref} ${title}`,
    })),
  }
}
