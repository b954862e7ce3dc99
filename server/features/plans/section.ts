import type { PlanRow } from '#db/read/plans.ts'
import type { Page } from '#server/ui/html/layout.ts'
import type { Role } from '#workflows/engine/policy.ts'

/** The pages of a plan. */
export type PlanPage =
  | 'page'
  | 'recommendations'
  | 'board'
  | 'timeline'
  | 'measures'
  | 'meetings'
  | 'changes'
  | 'people'
  | 'mail'
  | 'settings'

/**
 * The navigation of a plan's own pages, as far as a role has use for them.
 * @param here the page that it stands on, if it is one of them
 * @param below whether it stands on a page below that one
 */
export function planSection(
  plan: PlanRow,
  role: Role | null,
  here?: PlanPage,
  below?: 'below',
): NonNullable<Page['section']> {
  const home = `/plans/${plan.id}`
  const links: { page: PlanPage; href: string; text: string }[] = [
    { page: 'page', href: home, text: 'Plan on a page' },
    { page: 'recommendations', href: `${home}/recommendations`, text: 'Recommendations' },
    { page: 'board', href: `${home}/board`, text: 'Board' },
    { page: 'timeline', href: `${home}/timeline`, text: 'Timeline' },
    { page: 'measures', href: `${home}/measures`, text: 'Measures' },
    { page: 'changes', href: `${home}/changes`, text: 'Changes' },
    { page: 'meetings', href: `${home}/meetings`, text: 'Meetings' },
    { page: 'people', href: `${home}/people`, text: 'People' },
    ...(mayReadMail(role) ? [{ page: 'mail', href: `${home}/mail`, text: 'Mail' } as const] : []),
    ...(role === null ? [] : [{ page: 'settings', href: `${home}/settings`, text: 'Settings' } as const]),
  ]
  return {
    name: plan.title,
    href: home,
    nav: links.map(({ page, href, text }) => ({ href, text, current: page === here && (below ?? true) })),
  }
}

/** Whether a role sees what was mailed to the people of a plan. */
export function mayReadMail(role: Role | null): boolean {
  return role === 'administrator' || role === 'chair' || role === 'viceChair'
}
