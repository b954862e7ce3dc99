import type { PlanRow } from '#db/read/plans.ts'
import { paths } from '#server/paths.ts'
import type { Page } from '#server/ui/html/layout.ts'
import type { Role } from '#workflows/engine/policy.ts'

/** The pages of a plan. */
export type PlanPage =
  | 'page'
  | 'recommendations'
  | 'board'
  | 'timeline'
  | 'measures'
  | 'inspections'
  | 'meetings'
  | 'decisions'
  | 'reports'
  | 'changes'
  | 'people'
  | 'mail'
  | 'settings'
  | 'search'

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
  const home = paths.plan.at(plan)
  const links: { page: PlanPage; href: string; text: string }[] = [
    { page: 'page', href: home, text: 'Plan on a page' },
    { page: 'recommendations', href: paths.recommendations.at(plan), text: 'Recommendations' },
    { page: 'board', href: paths.planBoard.at(plan), text: 'Board' },
    { page: 'timeline', href: paths.planTimeline.at(plan), text: 'Timeline' },
    { page: 'measures', href: paths.measures.at(plan), text: 'Measures' },
    { page: 'inspections', href: paths.inspections.at(plan), text: 'Inspections' },
    { page: 'changes', href: paths.planChanges.at(plan), text: 'Changes' },
    { page: 'meetings', href: paths.meetings.at(plan), text: 'Meetings' },
    { page: 'decisions', href: paths.decisions.at(plan), text: 'Decisions' },
    { page: 'reports', href: paths.reports.at(plan), text: 'Reports' },
    { page: 'people', href: paths.people.at(plan), text: 'People' },
    ...(mayReadMail(role) ? [{ page: 'mail', href: paths.planMail.at(plan), text: 'Mail' } as const] : []),
    ...(role === null
      ? []
      : [{ page: 'settings', href: paths.planSettings.at(plan), text: 'Settings' } as const]),
  ]
  return {
    name: plan.title,
    serves: plan.serves,
    href: home,
    ...(plan.state === 'withdrawn' && { band: withdrawn }),
    // The page of answers has its own, with the question in it.
    ...(here !== 'search' && { search: { href: paths.planSearch.at(plan) } }),
    nav: links.map(({ page, href, text }) => ({ href, text, current: page === here && (below ?? true) })),
  }
}

const withdrawn = {
  title: 'This plan is withdrawn.',
  text: 'It was never approved, stands in no list and is kept to be read.',
}

/** Whether a role sees what was mailed to the people of a plan. */
export function mayReadMail(role: Role | null): boolean {
  return role === 'administrator' || role === 'chair' || role === 'viceChair'
}
