import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ActionRead } from '#db/read/action-facts.ts'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import { heedingAs } from '#db/write/heed.ts'
import type { Deps } from '#server/deps.ts'
import { change } from '#server/features/actions/service.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import type { Form, Left, Undone } from '#server/ui/forms/form-loop.ts'
import { type FormPage, formPage } from '#server/ui/forms/form-page.ts'
import type { Read, Typed } from '#server/ui/forms/forms.ts'
import type { FormError } from '#server/ui/html/govuk.ts'
import { type Content, html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { actionWarnings } from '#workflows/warnings/action-warnings.ts'
import { historyOf, type ActionModel, readActionModel } from '../page/action-model.ts'
import { staleSides } from './view-form.ts'

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
export type ActionForm = Pick<FormPage, 'initial' | 'labels' | 'choices' | 'fields' | 'asking'> & {
  title: string
  heading?: string
  /** Names of the date inputs. */
  dates: readonly string[]
  read: (values: Typed) => Read<Step[]>
  /** Beside the form on a laptop, below it on a phone. */
  aside?: Content
  /** Instead of the form, where there is nothing that this person may do. */
  closed?: Content
  /** Said at the top of the action's page afterwards. */
  done: (read: ActionRead, values: Typed) => string
}

export type Opening = (model: ActionModel, request: FastifyRequest) => ActionForm | Promise<ActionForm>

/** A form of an action at an address of its own: shows it, and on sending makes its changes by its workflow. */
export function actionForm(app: FastifyInstance, deps: Deps, web: Web, pattern: string, open: Opening): void {
  formPage(app, web, pattern, async (request) => {
    const { id } = request.params as { id: string }
    const model = await readActionModel(deps, web.signedIn(request), id)
    const { facts } = model.read
    const { title, heading, closed, ...form } = await open(model, request)
    const goOn = (read: ActionRead, values: Typed) => ({
      to: paths.action.at(read.facts),
      success: form.done(read, values),
    })
    return {
      ...form,
      page: {
        title,
        serves: model.read.plan.serves,
        ...(heading !== undefined && { heading }),
        caption: html`<span class="wm-ref">${facts.ref}</span> ${facts.title}`,
        back: { href: paths.action.at(facts), text: 'Back to the action' },
      },
      // Its query says what is asked.
      address: request.url,
      version: facts.version,
      ...(closed !== undefined && {
        closed: { title: 'There is nothing for you to fill in here', text: closed, aside: form.aside },
      }),
      overtaken,
      sides: async (values, version) => {
        const { entries, names } = await historyOf(deps, model)
        const meanwhile = entries.filter((entry) => entry.version > version)
        return staleSides(meanwhile, { facts, names }, { ...form, closed, values })
      },
      lost: (values) => goOn(model.read, values),
      send: sending(deps, model, form.read, goOn),
    }
  })
}

/** Makes the changes in order, each on the version that the one before it made. */
function sending(
  deps: Deps,
  { actor, decision, today, read: before }: ActionModel,
  readSteps: ActionForm['read'],
  goOn: (read: ActionRead, values: Typed) => { to: string; success: string },
): Form['send'] {
  return async (values, version, under) => {
    const typed = readSteps(values)
    if (!typed.ok) return typed
    const steps = typed.data
    let [current, read] = [version, before]
    // All that is unusual is asked about before the first change is written, and not while half of them are.
    const unusual = steps.flatMap(({ request: { event }, fieldFor }) =>
      actionWarnings(event, before.facts, decision.frame, today).map((each) => ({
        ...each,
        field: fieldFor?.(each.field) ?? '',
      })),
    )
    const told = () => unusual
    for (const [made, { request }] of steps.entries()) {
      const make = () => heedingAs(told, () => change(deps, actor, before.facts.id, request, current))
      try {
        // Once the last is written, all of them are.
        read = await (made === steps.length - 1 ? under(make) : make())
        current = read.facts.version
      } catch (problem) {
        if (!(problem instanceof Problem) || problem.status === 404) throw problem
        return undone(problem, { steps, made, left: { values, version: current } })
      }
    }
    return { ok: true, data: goOn(read, values) }
  }
}

/**
 * A refusal of one of several changes: what the ones before it have saved is told, and their fields are used up.
 * What it names is wrong with a field; what names no field stands in the summary alone.
 * @param made how many were made
 */
function undone(
  problem: Problem,
  { steps, made, left: { values, version } }: { steps: readonly Step[]; made: number; left: Left },
): Undone {
  const used = steps.slice(0, made)
  const faults: Record<string, string> = {}
  const errors: FormError[] = used.map(({ saved }) => ({ text: saved }))
  const unused = Object.entries(values).filter(([field]) => !used.some(({ uses }) => uses(field)))
  const left = { values: Object.fromEntries(unused), version }
  const { status } = problem
  if (problem.code === 'versionStale') return { ok: false, faults, errors, status, overtaken: true, left }
  for (const { pointer, detail } of problem.errors) {
    const field = steps[made]?.fieldFor?.(pointer.slice(1))
    if (field !== undefined) faults[field] ??= detail
    else errors.push({ text: detail })
  }
  const already = [...Object.values(faults), ...errors.map(({ text }) => text)]
  if (!already.includes(problem.message)) errors.unshift({ text: problem.message })
  return { ok: false, faults, errors, status, left }
}

const overtaken = {
  changed: 'Somebody changed this action while you were writing. Compare both texts, then send yours again.',
  over: 'Somebody changed this action while you were writing, so that yours cannot be saved any more. It is shown below.',
}
