import type { FastifyRequest } from 'fastify'
import { type PlanPerson, peopleIn } from '#db/read/board.ts'
import { readPerson } from '#db/read/people-list.ts'
import { type PlanRow, roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { requireEditor } from '#server/features/plans/service.ts'
import { type Actor, todayOf } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { idSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import type { Shown, Web } from '#server/ui/web.ts'
import { mayEditPlan } from '#workflows/engine/policy.ts'

/** A person of a plan as the actor sees them. */
export type PersonAt = {
  actor: Actor
  plan: PlanRow
  person: PlanPerson
  people: PlanPerson[]
  /** Whether who looks at them administers the plan. */
  editable: boolean
  /** What the addresses of their pages name. */
  place: { id: string; personId: string }
  /** The address of their page. */
  home: string
  /** Where one is, for a page of theirs. */
  frame: (title: string) => Omit<Shown, 'body'>
}

/** Whom a page's address names, by plan and person. Throws 404 where the person is not there, or not theirs to see. */
export async function personAt(deps: Deps, web: Web, request: FastifyRequest): Promise<PersonAt> {
  const plan = await planAt(deps, web, request)
  const actor = web.signedIn(request)
  const { personId } = request.params as { personId: string }
  const [role, people] = await Promise.all([
    roleIn(deps.db, actor.id, plan.id),
    peopleIn(deps.db, plan.id, todayOf(deps)),
  ])
  const editable = mayEditPlan(role)
  const person =
    people.find(({ id }) => id === personId) ?? (editable ? await outsider(deps, personId) : null)
  if (!person) throw new Problem('notFound', 'There is nobody of this plan at this address.')
  const place = { id: plan.id, personId: person.id }
  const home = paths.person.at(place)
  const frame = (title: string) => ({
    title: `${title}: ${plan.title}`,
    heading: title,
    section: planSection(plan, role, 'people', 'below'),
    breadcrumbs: [
      { text: 'People', href: paths.people.at(plan) },
      title === person.name ? { text: person.name } : { text: person.name, href: home },
    ],
  })
  return { actor, plan, person, people, editable, place, home, frame }
}

/** A person with no part in the plan, any more or yet: those who keep the list of people see them all the same. */
async function outsider({ db }: Deps, personId: string): Promise<PlanPerson | null> {
  const listed = idSchema.safeParse(personId).success ? await readPerson(db, personId) : null
  if (!listed) return null
  const { id, name, post, agency, email, leftOn } = listed
  return { id, name, post, agency, email, leftOn, role: null, leads: [], owns: 0, overdue: 0, contributes: 0 }
}

/** The same for its administrators alone. Throws 403 for others. */
export async function personToKeep(deps: Deps, web: Web, request: FastifyRequest): Promise<PersonAt> {
  const at = await personAt(deps, web, request)
  await requireEditor(deps, at.actor, at.plan.id)
  return at
}
