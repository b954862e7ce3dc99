import type { Api } from '#test/support/api.ts'
import { get, post, protection } from '#test/support/visitor.ts'

/** One wrong value, told to a form and to the API by the same person. */
export type Wrong = {
  as: string
  /** The address the form stands at and is sent to, and what is typed beside what protects it. */
  form: { path: string; fields: Record<string, string>; sentTo?: string }
  request: { method: 'POST' | 'PATCH' | 'PUT'; path: string; body: object }
}

/** A rule on a value: what is wrong, the field that both ways have to name, and how it comes about. */
export type Rule = {
  wrong: string
  /** The event of a workflow whose requirement it is; left out for what has no events. */
  of?: string
  /** The field as the API calls it. */
  field: string
  /** The field of the form, where it is called otherwise; `part-` stands before it in a form of several parts. */
  typedIn?: string
  tell: (api: Api) => Promise<Wrong>
}

/** What was answered to a wrong value: whether it was refused, and what is said of which field. */
export type Refusal = { refused: boolean; faults: { field: string; said: string }[] }

/** A day in the three fields of a date input. */
export function dayIn(name: string, day: string): Record<string, string> {
  const [year = '', month = '', date = ''] = day.split('-')
  return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year }
}

/** Sends the form as a browser would, and reads the summary of its faults. */
export async function toldByForm({ app }: Api, { as, form }: Wrong): Promise<Refusal> {
  const cookie = await app.signInAs(as)
  const page = await get(app, form.path, cookie)
  const hidden = await protection(app, form.path, cookie)
  const versions = [...page.text.matchAll(/name="(version-[^"]+)" value="(\d+)"/g)]
  const seen = Object.fromEntries(versions.map(([, name = '', value = '']) => [name, value]))
  const sent = await post(app, form.sentTo ?? form.path, cookie, { ...hidden, ...seen, ...form.fields })
  const summary = /<ul class="govuk-list govuk-error-summary__list">([^]*?)<\/ul>/.exec(sent.text)?.[1] ?? ''
  const lines = [...summary.matchAll(/<li>\s*(?:<a href="#([^"]*)">)?([^<]*)/g)]
  return {
    refused: sent.status >= 400 && sent.status < 500,
    faults: lines.map(([, href = '', text = '']) => ({
      field: href.replace(/-day$/, ''),
      said: plain(text),
    })),
  }
}

/** Asks the API for the same. */
export async function toldByApi(api: Api, { as, request }: Wrong): Promise<Refusal> {
  const { method, path, body } = request
  const answer = await api.send(method, path, { as, body, ifMatch: '*' })
  const errors: { pointer: string; detail: string }[] = answer.body.errors ?? []
  return {
    refused: answer.status >= 400 && answer.status < 500,
    faults: errors.map(({ pointer, detail }) => ({ field: pointer.slice(1), said: plain(detail) })),
  }
}

// Forms leave out the full stop of a sentence, and the board says first of which action.
function plain(text: string): string {
  return text
    .trim()
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replace(/^P\d\.S\d: /, '')
    .replace(/\.$/, '')
}
