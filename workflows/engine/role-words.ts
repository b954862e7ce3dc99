import type { Role } from './policy.ts'

/** Roles in the order of a list. */
export const rolesInOrder: readonly Role[] = ['chair', 'viceChair', 'administrator', 'member', 'viewer']

/** Roles as labels. */
export const roleWords: Record<Role, string> = {
  chair: 'Chair',
  viceChair: 'Vice-chair',
  administrator: 'Administrator',
  member: 'Member',
  viewer: 'Viewer',
}

/** What each role may do, for those who choose one. */
export const roleHints: Record<Role, string> = {
  chair: 'Agrees actions, signs them off and decides on more time',
  viceChair: 'Signs off where the chair owns or endorsed the work',
  administrator: 'Keeps the plan, its people and its dates right',
  member: 'Sits on the board and reads the whole plan',
  viewer: 'Reads the whole plan',
}
