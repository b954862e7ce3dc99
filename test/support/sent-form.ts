import type { TestApp } from './app.ts'
import { formOn, sentOf } from './page-forms.ts'
import { get, post } from './visitor.ts'

/** The form of a page as a person has it open, to be sent later, as often as is asked. */
export async function openForm(app: TestApp, personId: string, path: string) {
  const cookie = await app.signInAs(personId)
  const page = await get(app, path, cookie)
  const fields = formOn(page.text, path)
  const action = /<form class="wm-form" method="post" action="([^"]*)"/.exec(page.text)?.[1] ?? path
  return {
    ...page,
    cookie,
    fields: fields ?? [],
    send: (typed: Record<string, string> = {}) =>
      post(app, action.replaceAll('&amp;', '&'), cookie, Object.fromEntries(sentOf(fields ?? [], typed))),
  }
}

/** The text of a page without its marks. */
export const plainText = (text: string): string =>
  text
    .slice(Math.max(0, text.indexOf('<main')))
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ')

/** The lines of the error summary, with where each leads. */
export function summaryOf(text: string): { text: string; href: string | null }[] {
  const [list = ''] = /govuk-error-summary__list[\s\S]*?<\/ul>/.exec(text) ?? []
  return [...list.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, line = '']) => ({
    text: plainText(line).trim(),
    href: /href="#([^"]*)"/.exec(line)?.[1] ?? null,
  }))
}
