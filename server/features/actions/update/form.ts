import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ActionRead } from '#db/read/action-facts.ts'
import type { ActionChangeRequest } from '#db/write/transition.ts'
import type { Deps } from '#server/deps.ts'
import { change } from '#server/features/actions/service.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import {
  type FormState,
  faultList,
  freshForm,
  type Read,
  type Typed,
  typedValues,
} from '#server/ui/forms/forms.ts'
import { versionSent } from '#server/ui/forms/version.ts'
import type { FormError } from '#server/ui/html/govuk.ts'
import { type Content, type Html, html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { historyOf, type ActionModel, readActionModel } from '../page/action-model.ts'
import { refused } from './refused.ts'
import { saidAlready } from './said-already.ts'
import { formFrame, staleSides } from './view-form.ts'

/** One change that a form asks for. A form may ask for several: they are made in order. */
export type Step = {
  request: ActionChangeRequest
  /** Said when it was made and a later one was not. */
  saved: string
  /** Whether a field of the form is used up by it. */
  uses: (field: string) => boolean
  /** The field of the form for one that a refusal names. */
  fieldFor?: (refused: string) => string | undefined
}

/** A form of an action as it is open to one person now. */
export type ActionForm = {
  title: string
  heading?: string
  /** What the fields hold before anybody types. */
  initial?: Typed
  /** Names of the date inputs. */
  dates: readonly string[]
  /** Labels of the fields, for showing what was typed beside what was saved meanwhile. */
  labels?: Readonly<Record<string, string>>
  /** What the values of a choice mean, by field, for the same purpose. */
  choices?: Readonly<Record<string, Readonly<Record<string, string>>>>
  read: (values: Typed) => Read<Step[]>
  fields: (state: FormState) => Html
  /** Beside the form on a laptop, below it on a phone. */
  aside?: Content
  /** Instead of the form, where there is nothing that this person may do. */
  closed?: Content
  /** Said at the top of the action's page afterwards. */
  done: (read: ActionRead, values: Typed) => string
}

export type Opening = (model: ActionModel, request: FastifyRequest) => ActionForm | Promise<ActionForm>

/**
 * A form of an action at an address of its own: shows it, and on sending makes its changes by its workflow.
 * Whatever goes wrong, the same page comes back with everything typed still in it.
 */
export function actionForm(app: FastifyInstance, deps: Deps, web: Web, pattern: string, open: Opening): void {
  const seen = (request: FastifyRequest) =>
    readActionModel(deps, web.signedIn(request), (request.params as { id: string }).id)

  app.get(pattern, web.signedInOnly, async (request, reply) => {
    const model = await seen(request)
    const form = await open(model, request)
    return draw(request, reply, model, form, {
      state: freshForm(form.initial),
      version: model.read.facts.version,
    })
  })

  app.post(pattern, web.signedInOnly, async (request, reply) => {
    web.sessions.checkForm(request)
    const values = typedValues(request)
    const version = versionSent(request)
    const model = await seen(request)
    const form = await open(model, request)
    const read = form.read(values)
    if (!read.ok) {
      return draw(request, reply, model, form, {
        state: { values, faults: read.faults },
        version,
        status: 400,
      })
    }
    const outcome = await makeAll(model, read.data, version)
    const goOn = (now: ActionRead) =>
      web.seeOther(request, reply, paths.action.at(now.facts), { success: form.done(now, values) })
    if (outcome.problem === null) return goOn(outcome.read)
    return again(request, reply, { values, version, outcome, steps: read.data, goOn })
  })

  /** Makes the changes in order, each on the version that the one before it made. */
  async function makeAll(model: ActionModel, steps: readonly Step[], version: number): Promise<Outcome> {
    let { read } = model
    let current = version
    for (const [made, { request }] of steps.entries()) {
      try {
        read = await change(deps, model.actor, model.read.facts.id, request, current)
        current = read.facts.version
      } catch (problem) {
        if (problem instanceof Problem && problem.status !== 404) return { problem, made, version: current }
        throw problem
      }
    }
    return { problem: null, read }
  }

  async function again(request: FastifyRequest, reply: FastifyReply, sent: Sent): Promise<FastifyReply> {
    const { outcome, steps, goOn } = sent
    const model = await seen(request)
    const form = await open(model, request)
    const used = steps.slice(0, outcome.made)
    const values = Object.fromEntries(
      Object.entries(sent.values).filter(([field]) => !used.some(({ uses }) => uses(field))),
    )
    const said = used.map(({ saved }) => saved)
    const { entries, names } = await historyOf(deps, model)
    const meanwhile = entries.filter((entry) => entry.version > outcome.version)
    const stale = staleSides(meanwhile, { facts: model.read.facts, names }, { ...form, values })
    if (outcome.problem.code !== 'versionStale') {
      const { faults, errors } = refused(outcome.problem, steps[outcome.made], said)
      const version = used.length > 0 ? model.read.facts.version : sent.version
      const { status } = outcome.problem
      const state = { values, faults }
      return draw(request, reply, model, form, {
        state,
        errors,
        version,
        status,
        ...(form.closed !== undefined && { stale }),
      })
    }
    if (saidAlready(steps.slice(outcome.made), meanwhile, model.actor.id)) return goOn(model.read)
    return draw(request, reply, model, form, {
      state: { values, faults: {} },
      errors: [
        ...said.map((text) => ({ text })),
        {
          text: form.closed === undefined ? meanwhileChanged : meanwhileOver,
          href: '#meanwhile',
        },
      ],
      version: model.read.facts.version,
      status: 412,
      stale,
    })
  }

  function draw(
    request: FastifyRequest,
    reply: FastifyReply,
    model: ActionModel,
    form: ActionForm,
    shown: Drawn,
  ): FastifyReply {
    const { facts } = model.read
    const { state, version, status, stale } = shown
    const faults = faultList(state.faults, form.dates)
    // There are no fields to lead to in a form that is closed by now.
    const errors = [
      ...(shown.errors ?? []),
      ...(form.closed === undefined ? faults : faults.map(({ text }) => ({ text, href: '#meanwhile' }))),
    ]
    const body = formFrame({
      address: request.url,
      token: web.token(request),
      version,
      fields: form.closed === undefined ? form.fields(state) : null,
      closed: form.closed,
      aside: form.aside,
      stale,
    })
    return web.show(request, reply, {
      title: form.title,
      ...(form.heading !== undefined && { heading: form.heading }),
      caption: html`<span class="wm-ref">${facts.ref}</span> ${facts.title}`,
      back: { href: paths.action.at(facts), text: 'Back to the action' },
      ...(status !== undefined && { status }),
      ...(errors.length > 0 && { errors }),
      body,
    })
  }
}

const meanwhileChanged =
  'Somebody changed this action while you were writing. Compare both texts, then send yours again.'
const meanwhileOver =
  'Somebody changed this action while you were writing, so that yours cannot be saved any more. It is shown below.'

type Failed = { problem: Problem; made: number; version: number }
type Outcome = { problem: null; read: ActionRead } | Failed
type Sent = {
  values: Typed
  version: number
  outcome: Failed
  steps: readonly Step[]
  goOn: (now: ActionRead) => FastifyReply
}
type Drawn = { state: FormState; version: number; status?: number; errors?: FormError[]; stale?: Html }
