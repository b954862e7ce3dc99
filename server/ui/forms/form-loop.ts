import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '#server/http/problem.ts'
import type { FormError } from '#server/ui/html/govuk.ts'
import type { Html } from '#server/ui/html/html.ts'
import type { Shown, Web } from '#server/ui/web.ts'
import type { Warning } from '#workflows/warnings/warning.ts'
import {
  asFaults,
  type Faults,
  type FormState,
  faultList,
  freshForm,
  type Typed,
  typedValues,
} from './forms.ts'
import type { Under } from './once.ts'
import { askingFirst } from './unusual.ts'
import { notAsShown, versionSent } from './version.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether a form is sent there, and goes through the loop of all forms. */
    formLoop?: true
  }
}

/**
 * The address that a form was sent to, where its person goes on after it. It may hold a secret, so that it is not kept
 * with what the form did.
 */
export const SENT_TO = ''

/** Where to go on after a form, a path or `SENT_TO`, and what was done. */
export type Done = { to: string; success?: string }

/** Why a form was not done, or not all of it. */
export type Undone = {
  ok: false
  faults: Faults
  /** What is wrong with no field, or leads elsewhere. */
  errors?: FormError[]
  /** How the summary tells the faults, where it does not repeat them. */
  summary?: FormError[]
  /** Of the answer, where it was more than the fields that kept it from being done. */
  status?: number
  /** Others have changed the same thing since it was opened. */
  overtaken?: boolean
  /** What is left to be sent, and the version that this rests on, where part of it was done. */
  left?: Left
  /** Nothing is wrong, and nothing was saved either: its person is asked first whether what is unusual is meant. */
  unusual?: readonly Warning[]
}

/** What is typed in a form, and the version that it rests on. */
export type Left = { values: Typed; version: number | undefined }

/** A form as it is open to one person now. */
export type Form = {
  /** What the fields hold before anybody types. */
  initial?: Typed
  /** What its address chooses over that when it is opened, such as a person who was added from there. */
  chosen?: Typed
  /** Names of the date inputs. */
  dates?: readonly string[]
  /** The version it is opened on, where others may change the same thing before it is sent; or each row has its own. */
  version?: number | 'inRows'
  /** For whom it is done, where they are not signed in. */
  personId?: string
  /** Why there is nothing that this person may do. */
  closed?: unknown
  /** Does what the form asks for. What it does `under` the claim of the form is its last step, and found again. */
  send: (values: Typed, version: number, under: Under) => Promise<{ ok: true; data: Done } | Undone>
  /** Told where the form was done the first time, but the answer was lost; a refusal that says so unless told. */
  lost?: (values: Typed) => Done
  /** A page that is shown in the place of going on, this once. */
  shownOnce?: () => Shown | null
  /** What was typed, as it is shown once others were quicker; as it was typed unless told. */
  anew?: (values: Typed) => Typed
  /** What others have saved since a version, beside what was typed. */
  sides?: (values: Typed, version: number) => Promise<Html | undefined>
  /** Said to a person who was overtaken: while the form is open, and where it is closed by now. */
  overtaken?: { changed: string; over: string }
  /** What others have saved since, in words. */
  meanwhile?: (values: Typed) => FormError[]
  /** How a refusal is told, where it names something else than fields. */
  refusal?: (problem: Problem) => Refusal | undefined
  /** The field of the form for one that a refusal names; the same unless told. */
  fieldFor?: (refused: string) => string
}

/** A refusal as a form tells it: at its fields, and in the summary, which repeats the faults unless told. */
export type Refusal = Partial<Pick<Undone, 'faults' | 'errors' | 'summary' | 'status'>>

/** A form as it is shown after it was sent, or before. */
export type Drawn = {
  state: FormState
  version?: number | undefined
  errors?: FormError[]
  status?: number
  stale?: Html | undefined
}

/** What stands around a form. */
export type Around<F extends Form> = {
  open: (request: FastifyRequest) => Promise<F>
  /** The whole page of the form. Without it, a refusal is a page of its own: nothing was typed that could be lost. */
  draw?: (
    request: FastifyRequest,
    reply: FastifyReply,
    form: F,
    drawn: Drawn,
  ) => FastifyReply | Promise<FastifyReply>
  /** Nobody has to be signed in: what the form shows in another way is enough for what it does. */
  byAnybody?: boolean
}

/**
 * What becomes of a form that is sent to a path: it is opened anew, done once however often it is sent, and leads on.
 * Whatever goes wrong, the same page comes back with the reason and with everything typed still in it.
 */
export function formLoop<F extends Form>(
  app: FastifyInstance,
  web: Web,
  path: string,
  { open, draw, byAnybody = false }: Around<F>,
): void {
  const config = { formLoop: true } as const
  app.post(path, byAnybody ? { config } : { ...web.formOnly, config }, async (request, reply) => {
    // Who signs in meanwhile has no part in a form that anybody may send.
    if (byAnybody) web.sessions.checkOrigin(request)
    else web.sessions.checkForm(request)
    const values = typedValues(request)
    const form = await open(request)
    const version = typeof form.version === 'number' ? versionSent(request) : undefined
    const undone = await sendOnce(request, form, { values, version })
    if (undone.ok) {
      const shown = form.shownOnce?.()
      if (shown) return web.show(request, reply, shown)
      const { to, ...said } = undone.data
      return web.seeOther(request, reply, to === SENT_TO ? request.url : to, said)
    }
    const faults = asFaults(undone.faults)
    return again(request, reply, form, { ...undone, faults, left: undone.left ?? { values, version } })
  })

  async function sendOnce(
    request: FastifyRequest,
    form: F,
    { values, version = 0 }: Left,
  ): Promise<{ ok: true; data: Done } | Undone> {
    const { lost, personId = request.signedIn?.id } = form
    const guard = {
      personId,
      versioned: form.version !== undefined,
      ...(lost && { lost: () => lost(values) }),
    }
    try {
      const send = () =>
        web.once<Done, Undone>(request, guard, async (under) =>
          // No version guards what makes something new: all that it writes is found by its claim.
          guard.versioned
            ? fairly(form, version, await form.send(values, version, under))
            : under(() => form.send(values, version, under)),
        )
      // A form that is a button alone has nothing in it that could be changed.
      if (!draw) return await send()
      const asked = await askingFirst(request, send)
      return 'done' in asked ? asked.done : { ok: false, faults: {}, unusual: asked.unusual }
    } catch (problem) {
      if (!draw || !(problem instanceof Problem) || problem.status >= 500) throw problem
      return refusedBy(problem, form)
    }
  }

  /** The form once more, with what is left of it, beside how things stand by now. */
  async function again(
    request: FastifyRequest,
    reply: FastifyReply,
    sent: F,
    undone: Undone & { left: Left },
  ): Promise<FastifyReply> {
    if (!draw) throw notAsShown()
    const { faults, status, overtaken, left } = undone
    const form = status === undefined ? sent : await open(request)
    const { values, version } = left
    const beside = status !== undefined && (overtaken || form.closed !== undefined)
    const stale = beside ? await form.sides?.(values, version ?? 0) : undefined
    const unusual = undone.unusual && {
      warnings: undone.unusual.map((each) => ({ ...each, field: form.fieldFor?.(each.field) ?? each.field })),
      dates: form.dates ?? [],
    }
    const shown = overtaken && form.anew ? form.anew(values) : values
    return draw(request, reply, form, {
      state: { values: shown, faults, unusual },
      errors: errorsOf(form, undone, stale && '#meanwhile'),
      status: status ?? (unusual ? 200 : 400),
      stale,
      ...(!overtaken && { version }),
    })
  }
}

/** What is wrong with a form by how things stand now is no fault of a person who saw them otherwise. */
function fairly<Sent extends { ok: boolean }>(form: Form, version: number, sent: Sent): Sent | Undone {
  if (sent.ok || typeof form.version !== 'number' || form.version === version) return sent
  return { ok: false, faults: {}, status: 412, overtaken: true }
}

/** What the summary says: what was done all the same, that others were quicker, and what is wrong with the fields. */
function errorsOf(form: Form, undone: Undone & { left: Left }, beside?: string) {
  const { faults, errors = [], overtaken, left } = undone
  const href = beside !== undefined && { href: beside }
  const { changed, over } = form.overtaken ?? usualWords
  const text = form.closed === undefined ? changed : over
  const news = overtaken ? [{ text, ...href }, ...(form.meanwhile?.(left.values) ?? [])] : []
  const led = undone.summary ?? faultList(faults, form.dates)
  // There are no fields to lead to in a form that is closed by now.
  const fields = form.closed === undefined ? led : led.map((fault) => ({ text: fault.text, ...href }))
  return [...errors, ...news, ...fields]
}

/**
 * A form on a page of its own: shows it, filled with what its person typed before a session ran out where that is
 * kept, and sends it through the loop of all forms.
 */
export function formAt<F extends Form>(
  app: FastifyInstance,
  web: Web,
  path: string,
  { open, draw }: Required<Omit<Around<F>, 'byAnybody'>>,
): void {
  web.fillsForms(path)
  app.get(path, web.signedInOnly, async (request, reply) => {
    const [form, typed] = [await open(request), await web.typedInto(request)]
    if (!typed) return draw(request, reply, form, { state: freshForm({ ...form.initial, ...form.chosen }) })
    const { version: sent, ...values } = typed
    const version = typeof form.version === 'number' && sent !== undefined ? Number(sent) : undefined
    // Where each row has its version, not all of the form may be kept.
    const state = freshForm(form.version === 'inRows' ? { ...form.initial, ...values } : values)
    const stale = form.closed === undefined ? undefined : await form.sides?.(values, version ?? 0)
    return draw(request, reply, form, { state, version, stale })
  })
  formLoop(app, web, path, { open, draw })
}

function refusedBy(problem: Problem, { refusal, fieldFor = (name) => name }: Form): Undone {
  const { status, errors, message } = problem
  if (problem.code === 'versionStale') return { ok: false, faults: {}, status, overtaken: true }
  const worded = refusal?.(problem)
  if (worded) return { ok: false, faults: {}, status, ...worded }
  if (status === 404) throw problem
  const faults = Object.fromEntries(errors.map(({ pointer, detail }) => [fieldFor(pointer.slice(1)), detail]))
  return { ok: false, faults, errors: errors.length === 0 ? [{ text: message }] : [], status }
}

const usualWords = {
  changed:
    'Somebody changed this while you were typing. Nothing you typed is lost: compare, then send yours again.',
  over: 'Somebody changed this while you were typing, so that yours cannot be saved any more. It is shown below.',
}
