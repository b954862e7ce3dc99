import type { BrowserContext, Page } from 'playwright-core'
import type { TestApp } from './app.ts'

/** Gives a browser a session of a person. */
export async function takeSession(context: BrowserContext, app: TestApp, personId: string): Promise<void> {
  const [name = '', value = ''] = (await app.signInAs(personId)).split('=')
  await context.addCookies([{ name, value, url: app.url }])
}

/** Fills the three parts of a date input. */
export async function fillDay(page: Page, name: string, day: string): Promise<void> {
  const [year = '', month = '', date = ''] = day.split('-')
  await page.fill(`#${name}-day`, date)
  await page.fill(`#${name}-month`, month)
  await page.fill(`#${name}-year`, year)
}

/** What the error summary of the page says, as soon as there is one: a page that was just sent for may not be whole. */
export async function errorsOf(page: Page): Promise<string[]> {
  const lines = page.locator('.govuk-error-summary li')
  await lines.first().waitFor()
  return lines.allInnerTexts()
}

/** The text of the page's main part. */
export async function mainText(page: Page): Promise<string> {
  return page.locator('main').innerText()
}

export type Answer = { status: number; location: string | null; text: string; headers: Headers }

/** Asks for a page as a browser with this cookie would, without following a redirect. */
export async function get(app: TestApp, path: string, cookie = ''): Promise<Answer> {
  return answer(await fetch(app.url + path, { headers: { cookie }, redirect: 'manual' }))
}

/** The fields that protect the first form of a page: its token and the version it was opened on. */
export async function protection(
  app: TestApp,
  path: string,
  cookie: string,
): Promise<Record<string, string>> {
  const { text } = await get(app, path, cookie)
  const form = text.slice(text.indexOf('<main'))
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? ''
  return { _csrf: value('_csrf'), version: value('version') }
}

/** Sends a form as a browser with this cookie would, without following the redirect. */
export async function post(
  app: TestApp,
  path: string,
  cookie: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const body = new URLSearchParams(fields)
  return answer(
    await fetch(app.url + path, {
      method: 'POST',
      body,
      headers: { cookie, ...headers },
      redirect: 'manual',
    }),
  )
}

async function answer(response: Response): Promise<Answer> {
  const { status, headers } = response
  return { status, location: headers.get('location'), text: await response.text(), headers }
}
