import type { FastifyInstance } from 'fastify'
import type { TestApp } from './app.ts'
import type { HostilePlan } from './hostile-plan.ts'
import { addressOf, pageRoutes } from './page-table.ts'
import { routesOf } from './routes.ts'
import { get } from './visitor.ts'

/** What a script sends, and no form. */
const noForm = /^\/api\/|\/options$/

/** The routes that the forms of an application are sent to, by its own router. */
export function formRoutes(app: FastifyInstance): string[] {
  const found = routesOf(app).flatMap(({ method, path }) =>
    method === 'POST' && !noForm.test(path) ? [path] : [],
  )
  return found.toSorted()
}

/** A form where it stands: who finds it on which page, and where it is sent. */
export type Standing = { route: string; who: string; page: string; action: string }

/**
 * Every form of an application on the pages of a plan, once on each page; a route that no page leads to is left out.
 * @param cookies of the visitors, those whom most is open to first
 */
export async function formsOf(
  app: TestApp,
  plan: HostilePlan,
  cookies: ReadonlyMap<string, string>,
): Promise<Standing[]> {
  const pages = pageRoutes(app.app)
  const read = new Map<string, string[]>()
  const formsAt = async (page: string, who: string) => {
    const key = `${who} ${page}`
    const forms = read.get(key) ?? sentFrom(await textOf(app, page, cookies.get(who)))
    read.set(key, forms)
    return forms
  }
  const standing = async (route: string, page: string): Promise<Standing[]> => {
    for (const who of cookies.keys()) {
      const action = (await formsAt(page, who)).find((each) => isOf(route, each))
      if (action !== undefined) return [{ route, who, page, action }]
    }
    return []
  }
  const found: Standing[] = []
  for (const route of formRoutes(app.app)) {
    const above = pages.filter((page) => isAbove(page, route)).toSorted((a, b) => b.length - a.length)
    const more = plan.more.filter((address) => above.some((page) => page !== '/' && isOf(page, address)))
    let usual: Standing[] = []
    for (const page of above)
      if (usual.length === 0) usual = await standing(route, addressOf(page, plan).address)
    const others: Standing[] = []
    for (const page of more) others.push(...(await standing(route, page)))
    found.push(...usual, ...others)
  }
  return found
}

/** Every form that changes nothing: it asks its own page for something else. */
export async function askingForms(
  app: TestApp,
  plan: HostilePlan,
  who: string,
  cookie: string | undefined,
): Promise<Standing[]> {
  const found: Standing[] = []
  for (const route of pageRoutes(app.app)) {
    const page = addressOf(route, plan).address
    for (const action of sentFrom(await textOf(app, page, cookie), 'get'))
      found.push({ route, who, page, action })
  }
  return found
}

// One page after another: all at once they wait for a connection to the database until the server says that it is too
// busy, and that answer holds no form.
async function textOf(app: TestApp, page: string, cookie: string | undefined): Promise<string> {
  const { status, text } = await get(app, page, cookie)
  if (status >= 500) throw new Error(`${page} was answered with ${status}`)
  return text
}

// A form is sent to the page it stands on, or to what lies below it.
function isAbove(page: string, route: string): boolean {
  return route === page || route.startsWith(page === '/' ? '/' : `${page}/`)
}

function sentFrom(text: string, method = 'post'): string[] {
  const actions = [...text.matchAll(new RegExp(`<form\\b[^>]*method="${method}" action="([^"?]*)`, 'g'))]
  return actions.map(([, action = '']) => action.replaceAll('&#39;', "'"))
}

function isOf(route: string, address: string): boolean {
  return new RegExp(`^${route.replaceAll(/:\w+/g, '[^/]+')}$`).test(address)
}
