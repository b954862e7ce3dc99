import type { FastifyInstance, FastifyRequest } from 'fastify'
import { listMeasures, type MeasureRow } from '#db/read/measures.ts'
import { planPeople } from '#db/read/plan-people.ts'
import { listPriorities, type PlanRow, roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { missingPerson } from '#server/features/actions/edit/view-action-form.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import type { Actor } from '#server/http/actor.ts'
import type { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import { nounForm } from '#server/sheets/noun-form.ts'
import { changedFields } from '#server/ui/forms/changed-fields.ts'
import type { Undone } from '#server/ui/forms/form-loop.ts'
import { type FormPage, formPage } from '#server/ui/forms/form-page.ts'
import type { Typed } from '#server/ui/forms/forms.ts'
import { meaningsOf } from '#server/ui/forms/options.ts'
import { peopleOptions } from '#server/ui/forms/people-options.ts'
import { button } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import { personIn } from '#server/ui/return-path.ts'
import type { Web } from '#server/ui/web.ts'
import { mayEditPlan, type Role } from '#workflows/engine/policy.ts'
import { plainValue } from '#workflows/measure/published-text.ts'
import { whyPlanIsOutOfUse } from '#workflows/plan/plan-settings.ts'
import { smallCount } from './figure-form.ts'
import { measureAt } from './measure-at.ts'
import { measureFields, newMeasureFields } from './measure-fields-sheet.ts'
import { mayWrite } from './rights.ts'
import { addMeasure, patchMeasure } from './service.ts'
import { type MeasureOffers, measureFormFields } from './view-measure-form.ts'

const form = nounForm(measureFields)
// A new measure has no figures to be judged by other rules than usual, and is in use.
const newForm = nounForm(newMeasureFields)
const aims = [
  ['baseline', 'baselineValue'],
  ['target', 'targetValue'],
] as const

/** `/plans/:id/measures/new`: adds a measure to a plan. */
export function newMeasurePage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.measureNew.pattern, async (request): Promise<FormPage> => {
    const plan = await planAt(deps, web, request)
    const actor = web.signedIn(request)
    const [role, all] = await Promise.all([
      roleIn(deps.db, actor.id, plan.id),
      listMeasures(deps.db, plan.id),
    ])
    const offers = await offersFor(deps, actor, plan, role)
    const may = mayEditPlan(role) || offers.priorityId.length > 0
    const here = paths.measureNew.at(plan)
    return {
      page: {
        title: `Add a measure: ${plan.title}`,
        heading: 'Add a measure',
        section: planSection(plan, role, 'measures', 'below'),
        back: { href: paths.measures.at(plan), text: 'All measures' },
      },
      // A lead adds to a priority of their own, and not to the whole plan.
      initial: {
        ref: nextRef(all),
        ...(!mayEditPlan(role) && { priorityId: offers.priorityId[0]?.value ?? '' }),
        ...chosen(request, offers),
      },
      dates: newForm.dates,
      ...closedFor(plan, may, paths.measures.at(plan)),
      ...shown(role, plan, here, { offers, press: 'Add the measure', isNew: true }),
      send: async (values) => {
        const read = newForm.read(values)
        if (!read.ok) return read
        const unnamed = gradesUnnamed(read.data)
        if (unnamed) return unnamed
        const fields = { ...withNumbers(read.data), ...acknowledged(values) }
        const { id, ref } = await addMeasure(deps, actor, plan.id, fields)
        return { ok: true, data: { to: paths.measure.at({ id }), success: `The measure ${ref} is added.` } }
      },
    }
  })
}

/** `/measures/:id/edit`: changes what a measure says of itself. Its figures are not touched. */
export function editMeasurePage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.measureEdit.pattern, async (request): Promise<FormPage> => {
    const { actor, read, plan, role } = await measureAt(deps, web, request)
    const { measure, priority, supplier } = read
    const offers = await offersFor(deps, actor, plan, role, supplier)
    const home = paths.measure.at(measure)
    const saved = form.saved(asTyped(measure))
    return {
      page: {
        title: `Change the measure: ${measure.ref} ${measure.title}`,
        heading: 'Change the measure',
        caption: html`<span class="wm-ref">${measure.ref}</span> ${measure.title}`,
        section: planSection(plan, role, 'measures', 'below'),
        back: { href: home, text: 'Back to the measure' },
      },
      initial: saved,
      chosen: chosen(request, offers),
      version: measure.version,
      dates: form.dates,
      labels: form.labels,
      choices: {
        ...form.choices,
        priorityId: meaningsOf(offers.priorityId),
        supplierId: meaningsOf(offers.supplierId),
      },
      ...closedFor(plan, mayWrite(actor, role, priority), home),
      ...shown(role, plan, paths.measureEdit.at(measure), {
        offers,
        press: 'Save the measure',
        isNew: false,
      }),
      send: async (values, version) => {
        const typed = form.read(values, saved)
        if (!typed.ok) return typed
        const unnamed = gradesUnnamed(typed.data)
        if (unnamed) return unnamed
        const fields = changedFields(measure, withNumbers(typed.data))
        if (Object.keys(fields).length === 0)
          return { ok: true, data: { to: home, success: 'Nothing was changed.' } }
        const { ref } = await patchMeasure(
          deps,
          actor,
          measure.id,
          { ...fields, ...acknowledged(values) },
          version,
        )
        return { ok: true, data: { to: home, success: `The measure ${ref} is saved.` } }
      },
    }
  })
}

function shown(
  role: Role | null,
  plan: PlanRow,
  here: string,
  form: Omit<Parameters<typeof measureFormFields>[1], 'missing'>,
): Pick<FormPage, 'fields' | 'refusal'> {
  const missing = missingPerson(plan, mayEditPlan(role), here)
  return { fields: (state) => measureFormFields(state, { ...form, missing }), refusal: askForSmallCount }
}

type Aims = Pick<MeasureRow, 'unit' | 'baseline' | 'baselineValue' | 'target' | 'targetValue'>

/** A measure as its form shows it: a number that its words are already stands there once. */
function asTyped(measure: MeasureRow): MeasureRow {
  const { unit } = measure
  const twice = aims.filter(([words, number]) => measure[number] === plainValue(measure[words], unit))
  return { ...measure, ...Object.fromEntries(twice.map(([, number]) => [number, null])) }
}

/** The same the other way: words that are a plain number bring it with them. */
function withNumbers<T extends Aims>(typed: T): T {
  const numbers = aims.map(([words, number]) => [
    number,
    typed[number] ?? plainValue(typed[words], typed.unit),
  ])
  return { ...typed, ...Object.fromEntries(numbers) }
}

/** A measure of grades is asked for their names: without them nobody could record a figure of it. */
function gradesUnnamed({ unit, scale }: Pick<MeasureRow, 'unit' | 'scale'>): Undone | null {
  if (unit !== 'grade' || scale.length > 0) return null
  return { ok: false, faults: { scale: 'Name the grades, one on a line, the best first' } }
}

/** That a small count may be published is asked in the words of the form. */
function askForSmallCount({ code }: Problem) {
  return code === 'smallCount' ? { faults: { acknowledge: smallCount } } : undefined
}

const acknowledged = (values: Typed) =>
  values['acknowledge'] === undefined ? {} : { acknowledgeSmallCount: true }

function closedFor(plan: PlanRow, may: boolean, home: string): Pick<FormPage, 'closed'> {
  const text = may
    ? whyPlanIsOutOfUse(plan.state)
    : 'The plan administrator and the leads of its priorities keep its measures. Ask one of them.'
  if (text === null) return {}
  const next = button({ text: 'Back', href: home, look: 'secondary' })
  return { closed: { title: 'You cannot change the measures', text, next } }
}

/** Of the priorities, an administrator may choose any, and a lead their own. */
async function offersFor(
  { db }: Deps,
  actor: Actor,
  plan: PlanRow,
  role: Role | null,
  supplier: { id: string; name: string } | null = null,
): Promise<MeasureOffers> {
  const [all, people] = await Promise.all([
    listPriorities(db, actor.id, plan.id),
    planPeople(db, plan.id, mayEditPlan(role) ? 'everybody' : 'ofNoPlan'),
  ])
  const mine = mayEditPlan(role) ? all : all.filter(({ leadId }) => leadId === actor.id)
  const offered = peopleOptions(people)
  // A supplier who has left stands there until another is chosen.
  const gone = supplier !== null && offered.every(({ value }) => value !== supplier.id)
  return {
    priorityId: mine.map(({ id, ref, title }) => ({ value: id, text: `${ref} ${title}` })),
    supplierId: gone ? [...offered, { value: supplier.id, text: `${supplier.name} (has left)` }] : offered,
  }
}

/** What the address of the form chooses: a priority, or a person who was added from there. */
function chosen(request: FastifyRequest, { priorityId, supplierId }: MeasureOffers): Typed {
  const { priority } = request.query as { priority?: unknown }
  const person = personIn(request)
  return {
    ...(priorityId.some(({ value }) => value === priority) && { priorityId: String(priority) }),
    ...(supplierId.some(({ value }) => value === person) && person !== null && { supplierId: person }),
  }
}

/** The next reference that is free: M4 after M1 to M3. */
function nextRef(all: readonly { ref: string }[]): string {
  const numbers = all.flatMap(({ ref }) => /^M(\d{1,6})$/.exec(ref)?.[1] ?? [])
  return `M${Math.max(0, ...numbers.map(Number)) + 1}`
}
