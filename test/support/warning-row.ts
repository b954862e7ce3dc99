import type { CastName, givenPlan, TestPlan } from './plans.ts'

/** What a row of the table is asked of: a plan of its own, with its first action. */
export type Asked = {
  plan: TestPlan
  actionId: string
  /** What the rows take of it, as it was read before anything was done. */
  action: { version: number; priority: { id: string }; criteria: [{ id: string }, ...{ id: string }[]] }
  milestoneId: string
  horizonId: string
  /** The id of what `before` has made; empty where it made nothing. */
  extra: string
}
/** One thing that is unusual, by the form and by the API. */
export type Row = {
  what: string
  who: CastName
  code: string
  /** What of the plan is different. */
  given?: Parameters<typeof givenPlan>[1]
  state?: 'draft' | 'submitted'
  before?: (asked: Asked) => Promise<unknown>
  form?: { path: (asked: Asked) => string; typed: (asked: Asked) => Record<string, string>; field?: string }
  call?: { method: 'POST' | 'PATCH' | 'PUT'; path: (asked: Asked) => string; body: (asked: Asked) => object }
  pointer: string
  detail: string
}

/** A day as the three boxes of a form hold it. */
export const dayTyped = (name: string, day: string) => {
  const [year = '', month = '', date = ''] = day.split('-')
  return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year }
}

/** What is said of days: outside of the plan of tests, far away, and of another century. */
export const beyondPlan = 'lies outside the plan, which runs from 1 June 2026 until 31 May 2028.'
export const farAway = (day: string) => `${day} is more than ten years from now. Is the year right?`
export const otherCentury = '1 May 1926 lies before the year 2000. Is the year right?'
