import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '#server/http/problem.ts'
import { beside, csrfField, emptyState } from '#server/ui/html/components.ts'
import type { FormError } from '#server/ui/html/govuk.ts'
import { type Content, type Html, html } from '#server/ui/html/html.ts'
import type { Shown, Web } from '#server/ui/web.ts'
import {
  type Faults,
  type FormState,
  faultList,
  fieldInWords,
  freshForm,
  type Read,
  type Typed,
  typedValues,
} from './forms.ts'
import { onceField } from './once.ts'
import { type FieldWords, happenedBesideTyped, savedBesideTyped } from './stale-sides.ts'
import { versionSent } from './version.ts'

/** A form that fills a page, as it is open to one person now. */
export type FormPage = {
  page: Omit<Shown, 'status' | 'errors' | 'body'>
  /** What the fields hold before anybody types. */
  initial?: Typed
  /** Names of the date inputs. */
  dates?: readonly string[]
  /** The version it is opened on, where somebody else may have changed the same thing by the time it is sent. */
  version?: number
  fields: (state: FormState) => Html
  /** What one may want to look at while filling it in. */
  aside?: Html | undefined
  /** Instead of the form, where there is nothing that this person may do: why. */
  closed?: { title: string; text: Content; next?: Html } | undefined
  /** Does what the form asks for, and says where to go on and what was done. */
  send: (values: Typed, version: number) => Promise<Read<{ to: string; success?: string }>>
  /** What others have saved since, in words, beside what was typed. */
  meanwhile?: (values: Typed) => FormError[]
  /** Labels of the fields: with them, what others have saved since stands side by side with what was typed. */
  labels?: FieldWords['labels']
  /** What the values of choices mean, by field, for the same purpose. */
  choices?: FieldWords['choices']
  /** What has happened since a version, where no field would show it: stands beside what was typed, as its labels say. */
  since?: (version: number) => Promise<Html>
  /** How a refusal is told, where it names something else than fields. */
  refusal?: (problem: Problem) => { faults?: Faults; errors: FormError[] } | undefined
  /** The field of the form for one that a refusal names; the same unless told. */
  fieldFor?: (refused: string) => string
}

/**
 * A form at an address of its own: shows it, and on sending does its work. Whatever goes wrong, the same page comes
 * back with the reason and with everything typed still in it.
 */
export function formPage(
  app: FastifyInstance,
  web: Web,
  path: string,
  open: (request: FastifyRequest) => Promise<FormPage>,
): void {
  app.get(path, web.signedInOnly, async (request, reply) => {
    const form = await open(request)
    return draw(request, reply, form, { state: freshForm(form.initial) })
  })

  app.post(path, web.signedInOnly, async (request, reply) => {
    web.sessions.checkForm(request)
    const values = typedValues(request)
    const form = await open(request)
    const version = form.version === undefined ? 0 : versionSent(request)
    try {
      const read = await web.once(request, form.version === undefined, () => form.send(values, version))
      if (!read.ok)
        return await draw(request, reply, form, { state: { values, ...read }, version, status: 400 })
      const { to, ...said } = read.data
      return web.seeOther(request, reply, to, said)
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.status === 404 || problem.status >= 500) throw problem
      return again(request, reply, problem, { values, version })
    }
  })

  /** The form once more, with what was typed, beside how things stand by now. */
  async function again(
    request: FastifyRequest,
    reply: FastifyReply,
    problem: Problem,
    { values, version }: { values: Typed; version: number },
  ): Promise<FastifyReply> {
    const form = await open(request)
    const { status } = problem
    const overtaken = problem.code === 'versionStale'
    const stale = overtaken || form.closed ? await besideTyped(form, values, version) : undefined
    if (overtaken) {
      const text = form.closed ? meanwhileOver : meanwhileChanged
      const errors = [{ text, ...(stale && { href: '#meanwhile' }) }, ...(form.meanwhile?.(values) ?? [])]
      return draw(request, reply, form, { state: freshForm(values), errors, status, stale })
    }
    const told = form.refusal?.(problem)
    if (told) {
      const { faults = {}, errors } = told
      return draw(request, reply, form, { state: { values, faults }, errors, version, status, stale })
    }
    const { fieldFor = (name: string) => name } = form
    const faults = Object.fromEntries(
      problem.errors.map(({ pointer, detail }) => [fieldFor(pointer.slice(1)), detail]),
    )
    const errors = problem.errors.length === 0 ? [{ text: problem.message }] : []
    return draw(request, reply, form, { state: { values, faults }, errors, version, status, stale })
  }

  function draw(request: FastifyRequest, reply: FastifyReply, form: FormPage, drawn: Drawn): FastifyReply {
    const { state, version = form.version, status = 200 } = drawn
    const faults = faultList(state.faults, form.dates)
    // There are no fields to lead to in a form that is closed by now.
    const led = form.closed
      ? faults.map(({ text }) => ({ text, ...(drawn.stale && { href: '#meanwhile' }) }))
      : faults
    const errors = [...(drawn.errors ?? []), ...led]
    const hidden = form.version !== undefined && html`<input type="hidden" name="version" value="${version}">`
    const sent = html`<form class="wm-form" method="post" action="${request.url.split('?')[0]}" novalidate>
${csrfField(web.token(request))}${onceField()}${hidden}
${form.fields(state)}
</form>`
    const main = html`${drawn.stale}${sent}`
    return web.show(request, reply, {
      ...form.page,
      status,
      ...(errors.length > 0 && { errors }),
      body: form.closed
        ? html`${drawn.stale}${emptyState(form.closed)}`
        : form.aside
          ? beside(main, form.aside)
          : main,
    })
  }
}

/** What was typed beside what stands there now; with a form that is closed by now, this is all that is left of it. */
async function besideTyped(form: FormPage, values: Typed, version: number): Promise<Html | undefined> {
  const { initial = {}, choices, dates = [], closed } = form
  const labels = form.labels ?? (closed && labelsFor(values, dates))
  if (!labels) return undefined
  const words = { labels, choices, dates }
  return form.since
    ? happenedBesideTyped(await form.since(version), values, words, closed !== undefined)
    : savedBesideTyped(initial, values, words, closed !== undefined)
}

function labelsFor(values: Typed, dates: readonly string[]): Record<string, string> {
  const whole = Object.keys(values).filter((name) => !dates.some((date) => name.startsWith(`${date}-`)))
  return Object.fromEntries([...whole, ...dates].map((name) => [name, fieldInWords(name)]))
}

type Drawn = {
  state: FormState
  version?: number
  errors?: FormError[]
  status?: number
  stale?: Html | undefined
}

const meanwhileOver =
  'Somebody changed this while you were typing, so that yours cannot be saved any more. It is shown below.'
const meanwhileChanged =
  'Somebody changed this while you were typing. Nothing you typed is lost: compare, then send yours again.'
