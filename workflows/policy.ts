/** What a person may do in one plan by membership. Lead and owner come from the priority and the action. */
export const roles = ['administrator', 'chair', 'viceChair', 'member', 'viewer'] as const
export type Role = (typeof roles)[number]

/** How a person stands towards one action, read before a change is applied. */
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
    personId: person.id,
    owner: action.ownerId === person.id,
    contributor: action.contributorIds.includes(person.id),
    lead: leadId === person.id,
    chair: person.role === 'chair',
    viceChair: person.role === 'viceChair',
    administrator: person.role === 'administrator',
  }
}

/** Whether a person may load, create and edit the plan's contents (never endorse or sign off by it). */
export function mayEditPlan(role: Role | null): boolean {
  return role === 'administrator'
}
