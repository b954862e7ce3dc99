import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { beside, emptyState } from '#server/ui/html/components.ts'
import { type Content, type Html, html } from '#server/ui/html/html.ts'
import type { Shown, Web } from '#server/ui/web.ts'
import { type Drawn, type Form, formAt } from './form-loop.ts'
import { type FormState, fieldInWords, type Typed } from './forms.ts'
import { leftAsOpened, type ListOf, openedAnew, openedField, untouchedAsSaved } from './lists-opened.ts'
import { onceFields } from './once.ts'
import { type FieldWords, happenedBesideTyped, savedBesideTyped } from './stale-sides.ts'
import { isWords } from './typed-words.ts'
import { type AskingWords, unusualPanel } from './unusual.ts'
import { versionFields } from './version.ts'

/** A form that fills a page, as it is open to one person now. */
export type FormPage = Form & {
  page: Omit<Shown, 'status' | 'errors' | 'body'>
  version?: number
  /** Where it is sent; the path of its page unless told. */
  address?: string
  fields: (state: FormState) => Html
  /** What it says where it asks first; what all forms say unless told. */
  asking?: (values: Typed) => AskingWords | undefined
  /** What one may want to look at while filling it in. */
  aside?: Content | undefined
  /** Instead of the form, where there is nothing that this person may do: why, and what stands beside that. */
  closed?: { title: string; text: Content; next?: Html; aside?: Content | undefined } | undefined
  /** Labels of the fields: with them, what others have saved since stands side by side with what was typed. */
  labels?: FieldWords['labels']
  /** What the values of choices mean, by field, for the same purpose. */
  choices?: FieldWords['choices']
  /** Which of its fields stand in lists: what its person leaves in them as it was takes back nothing of others. */
  lists?: ListOf
  /** What has happened since a version, where no field would show it: stands beside what was typed, as its labels say. */
  since?: (version: number) => Promise<Html>
}

/** A form at an address of its own, which it fills: shows it, and sends it through the loop of all forms. */
export function formPage(
  app: FastifyInstance,
  web: Web,
  path: string,
  openPage: (request: FastifyRequest) => Promise<FormPage>,
): void {
  const open = async (request: FastifyRequest): Promise<FormPage> => {
    const form = await openPage(request)
    return { sides: (values, version) => besideTyped(form, values, version), ...form, ...keepingLists(form) }
  }
  formAt(app, web, path, { open, draw })

  function draw(request: FastifyRequest, reply: FastifyReply, form: FormPage, drawn: Drawn): FastifyReply {
    const { state, version = form.version, status, errors = [], stale } = drawn
    const { closed, address = request.url.split('?')[0] } = form
    const token = web.token(request)
    const aside = closed ? closed.aside : form.aside
    const main = closed
      ? html`${stale}${emptyState(closed)}`
      : html`${stale}<form class="wm-form" method="post" action="${address}" novalidate>
${version === undefined ? onceFields(token) : versionFields(token, version)}
${form.lists && openedField(state.values, form.initial ?? {}, form.lists)}${
          state.unusual && unusualPanel(state.unusual, form.asking?.(state.values))
        }${form.fields(state)}
</form>`
    return web.show(request, reply, {
      ...form.page,
      ...(state.unusual && askingTitle(form.page)),
      status,
      ...(errors.length > 0 && { errors }),
      body: aside === undefined ? main : beside(main, aside),
    })
  }
}

/** A list that its person left as it was is sent, and shown once others were quicker, as it is saved by now. */
function keepingLists({
  lists,
  initial = {},
  send,
}: FormPage): Pick<FormPage, 'anew'> & Partial<Pick<FormPage, 'send'>> {
  if (!lists) return {}
  return {
    anew: (values) => openedAnew(values, initial, lists),
    send: (values, ...rest) => send(untouchedAsSaved(values, initial, lists), ...rest),
  }
}

/** The title says first that the page asks, as that of a page with faults says 'Error:'. */
function askingTitle({ title, heading = title }: FormPage['page']): Pick<Shown, 'title' | 'heading'> {
  return { title: `Check: ${title}`, heading }
}

/** What was typed beside what stands there now; with a form that is closed by now, this is all that is left of it. */
async function besideTyped(form: FormPage, values: Typed, version: number): Promise<Html | undefined> {
  const { initial = {}, choices, dates = [], closed, lists } = form
  const labels = form.labels ?? (closed && labelsFor(values, dates))
  if (!labels) return undefined
  const left = lists && !closed ? leftAsOpened(values, initial, lists) : undefined
  const words = { labels, choices, dates, left }
  // Words for what was offered and is no longer stand beside the rest, or they would be lost.
  const all = { ...words, labels: { ...labels, ...labelsFor(values, dates), ...labels } }
  return form.since
    ? happenedBesideTyped(await form.since(version), values, all, closed !== undefined)
    : savedBesideTyped(initial, values, words, closed !== undefined)
}

function labelsFor(values: Typed, dates: readonly string[]): Record<string, string> {
  const words = Object.keys(values).filter((name) => isWords(name, values[name] ?? ''))
  const whole = words.filter((name) => !dates.some((date) => name.startsWith(`${date}-`)))
  return Object.fromEntries([...whole, ...dates].map((name) => [name, fieldInWords(name)]))
}
