import type { FastifyInstance } from 'fastify'
import { signedInPages, openPages, signInPages } from '#server/paths.ts'
import type { HostilePlan } from './hostile-plan.ts'
import { routesOf } from './routes.ts'

/** Who looks at pages, those with most to see first. */
export const viewers = ['administrator', 'chair', 'lead', 'owner', 'member', 'viewer'] as const
export type Viewer = (typeof viewers)[number]

/**
 * Pages that not everybody of the plan may open, with who may, and what the others get. All pages that are not here
 * must open for everybody of the plan: what one may not do there, the page itself says.
 */
const closedPages: [pages: RegExp, who: readonly Viewer[], others: 403 | 404][] = [
  [/^\/plans\/:id\/mail(\/|$)/, ['administrator', 'chair'], 403],
  [/^\/plans\/:id\/people\/new$/, ['administrator'], 403],
  [/^\/plans\/:id\/people\/:personId\/./, ['administrator'], 403],
  [/^\/imports\/:id/, ['administrator'], 404],
  [/^\/typed\//, ['owner'], 404],
  [/^\/account\/emails\/:kind$/, ['owner'], 404],
  [/^\/account\/passkeys\//, ['administrator'], 404],
]

/** The routes of the pages of an application: of all that there are, those that it has. */
export function pageRoutes(app: FastifyInstance): string[] {
  const has = new Set(['/', ...routesOf(app).flatMap(({ method, path }) => (method === 'GET' ? [path] : []))])
  return Object.values({ ...signedInPages, ...openPages, ...signInPages })
    .map(({ pattern }): string => pattern)
    .filter((pattern) => has.has(pattern))
    .toSorted()
}

/** The status that somebody should get. */
export function statusOf(route: string, who: Viewer): number {
  const closed = closedPages.find(([pages]) => pages.test(route))
  return closed === undefined || closed[1].includes(who) ? 200 : closed[2]
}

/** The address of a page in a plan; a parameter that nothing in the plan stands for is named instead. */
export function addressOf(route: string, { ids }: HostilePlan): { address: string; missing: string[] } {
  const missing: string[] = []
  const parts = route.split('/')
  const filled = parts.map((part, at) => {
    if (!part.startsWith(':')) return part
    const value = ids[part.slice(1)] ?? ids[parts[at - 1] ?? '']
    if (value === undefined) missing.push(`/${parts[at - 1]}/${part}`)
    return value ?? part
  })
  return { address: filled.join('/'), missing }
}
