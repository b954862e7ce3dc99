import type { CastName } from './plans.ts'

/** The people of the matrix: everybody of a plan by what they are in it, and somebody of no plan. */
export const roleNames = [
  'owner',
  'contributor',
  'lead',
  'chair',
  'viceChair',
  'administrator',
  'member',
  'viewer',
  'stranger',
] as const
export type RoleName = (typeof roleNames)[number] & (CastName | 'viewer')

/** What stands in the plan that a request is about. */
export type Subjects = {
  plan: string
  horizon: string
  recommendation: string
  priority: string
  action: string
  criterion: string
  measure: string
  milestone: string
  blocker: string
  extension: string
  meeting: string
  agendaItem: string
  decision: string
  inspection: string
  report: string
  section: string
  reportTemplate: string
  import: string
  file: string
  /** Somebody of the plan: the owner of its actions. */
  person: string
  /** Somebody with a role in the plan and nothing else. */
  member: string
  /** Somebody of no plan. */
  stranger: string
}

export type AccessRow = {
  /** Who gets which status; `rest` everybody else who may see the plan. Written out by hand. */
  own: { [K in RoleName]?: number } & { rest: number }
  /** What somebody of another plan gets, where that is not 404 because the route is not about a plan. */
  foreign?: 'sameAsOwn' | ({ [K in RoleName]?: number } & { rest: number })
  /** What a request without a token gets: 401, unless the route is how one gets a token. */
  nobody?: number
  path?: (subjects: Subjects) => string
  body?: (subjects: Subjects) => object
  ifMatch?: '*'
}

/** The same for everybody who is signed in. */
export const anyone = (status = 200): AccessRow => ({
  own: { rest: status, stranger: status },
  foreign: 'sameAsOwn',
})
/** For everybody who may see the plan. */
export const inPlan: AccessRow = { own: { rest: 200 } }
/** For some roles alone. */
export const only = (roles: RoleName[], status: number, more: Partial<AccessRow>): AccessRow => ({
  own: { ...Object.fromEntries(roles.map((role) => [role, status])), rest: 403 },
  ...more,
})
