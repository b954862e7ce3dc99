/** What a person may do in one plan by membership. Lead and owner come from the priority and the action. */
export const roles = ['administrator', 'chair', 'viceChair', 'member', 'viewer'] as const
export type Role = (typeof roles)[number]

/** How a person stands towards one subject, read before a change is applied. */
export type Standing = {
  personId: string
  owner: boolean
  contributor: boolean
  lead: boolean
  chair: boolean
  viceChair: boolean
  administrator: boolean
}

/**
 * How a person stands towards an action.
 * @param person who acts, with their role in the plan (null for an owner or lead who is no member)
 * @param action its owner and contributors
 * @param leadId the lead of its priority
 */
export function standingTowards(
  person: { id: string; role: Role | null },
  action: { ownerId: string | null; contributorIds: readonly string[] },
  leadId: string | null,
): Standing {
  return {
    ...standingInPlan(person),
    owner: action.ownerId === person.id,
    contributor: action.contributorIds.includes(person.id),
    lead: leadId === person.id,
  }
}

/** How a person stands towards a plan, or towards a meeting of it: by membership alone. */
export function standingInPlan(person: { id: string; role: Role | null }): Standing {
  return {
    personId: person.id,
    owner: false,
    contributor: false,
    lead: false,
    chair: person.role === 'chair',
    viceChair: person.role === 'viceChair',
    administrator: person.role === 'administrator',
  }
}

/** How a person stands towards a priority: by membership, and as its lead. */
export function standingInPriority(
  person: { id: string; role: Role | null },
  leadId: string | null,
): Standing {
  return { ...standingInPlan(person), lead: leadId === person.id }
}

/** Whether a person may load, create and edit the plan's contents (never endorse or sign off by it). */
export function mayEditPlan(role: Role | null): boolean {
  return role === 'administrator'
}

/** Whether a person may write new actions into a priority: its lead, or those who keep what is in the plan. */
export function mayAddActions(personId: string, role: Role | null, leadId: string | null): boolean {
  return personId === leadId || mayEditPlan(role)
}

/** Whether a person may add people and agencies, or start another plan: by a role they have in any plan. */
export function mayKeepPeople(held: readonly Role[]): boolean {
  return held.some(mayEditPlan)
}

/**
 * How far an actor may change a person's entry: `all` of it where they administer every plan the person is part
 * of, because an actor who gets a person's mail can act as them; otherwise only their `post` where they administer
 * one of those plans; else `nothing`.
 * @param administers the plans that the actor administers
 * @param isPartOf the plans that the person is part of in whatever way
 */
export function mayChangePerson(
  administers: readonly string[],
  isPartOf: readonly string[],
): 'all' | 'post' | 'nothing' {
  if (administers.length > 0 && isPartOf.every((planId) => administers.includes(planId))) return 'all'
  return isPartOf.some((planId) => administers.includes(planId)) ? 'post' : 'nothing'
}

/** Roles that a plan whose board sits cannot be without. */
const indispensable: readonly Role[] = ['administrator', 'chair']

/**
 * The role that would be left without anybody if a member got another one or left the plan; null when none would.
 * @param members as they are
 * @param role what the member becomes, null when they leave
 */
export function roleLeftEmpty(
  members: readonly { personId: string; role: Role }[],
  personId: string,
  role: Role | null,
): Role | null {
  const held = members.find((member) => member.personId === personId)?.role
  if (!held || held === role || !indispensable.includes(held)) return null
  return members.some((member) => member.role === held && member.personId !== personId) ? null : held
}
