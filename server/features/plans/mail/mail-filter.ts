import { mailChoices } from '#db/read/mail-choices.ts'
import type { MailFilter } from '#db/read/mail.ts'
import { type PlanRow, roleIn } from '#db/read/plans.ts'
import { type DeliveryKind, deliveryKinds, type DeliveryState, deliveryStates } from '#db/schema/delivery.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { Role } from '#workflows/engine/policy.ts'
import { mayReadMail } from '../section.ts'

/** The role of somebody who reads the mail log of a plan. Throws 403 for all others. */
export async function readsMail({ db }: Deps, actor: Actor, plan: PlanRow): Promise<Role | null> {
  const role = await roleIn(db, actor.id, plan.id)
  if (mayReadMail(role)) return role
  throw new Problem('forbidden', 'The mail log is for the administrators and the chair of the plan.')
}

/** What the mail log of a plan is narrowed to, and what it could be. */
export type MailNarrowed = {
  kind: DeliveryKind | null
  state: DeliveryState | null
  week: Day | null
  person: string | null
  choices: Awaited<ReturnType<typeof mailChoices>>
  filter: MailFilter
}

/** What a query narrows the mail log of a plan to; what it asks for in vain is left out. */
export async function mailFilterOf({ db }: Deps, plan: PlanRow, asked: unknown): Promise<MailNarrowed> {
  const query = (asked ?? {}) as Record<string, unknown>
  const choices = await mailChoices(db, plan.id)
  const kind = deliveryKinds.find((each) => each === query.kind)
  const state = deliveryStates.find((each) => each === query.state)
  const week = choices.weeks.find((each) => each === query.week)
  const person = choices.people.find(({ id }) => id === query.person)?.id
  return {
    kind: kind ?? null,
    state: state ?? null,
    week: week ?? null,
    person: person ?? null,
    choices,
    filter: { plan: plan.id, kind: kind && [kind], state: state && [state], week, person },
  }
}
