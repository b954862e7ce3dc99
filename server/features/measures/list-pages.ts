import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { MeasureRow } from '#db/read/measures.ts'
import type { Deps } from '#server/deps.ts'
import { planSection } from '#server/features/plans/section.ts'
import { freeTextSchema, textSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { wholeTyped } from '#server/sheets/noun-values.ts'
import { dayField, fieldsOf } from '#server/ui/forms/fields.ts'
import { type FormPage, formPage } from '#server/ui/forms/form-page.ts'
import { asFault, type FormState, type Read, readForm, type Typed } from '#server/ui/forms/forms.ts'
import { tickMeanings } from '#server/ui/forms/options.ts'
import { shownAs } from '#server/ui/forms/shown-as.ts'
import { day, section } from '#server/ui/html/components.ts'
import { button } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { limits } from '#workflows/limits.ts'
import { placeFault, rankWords } from '#workflows/measure/comparators.ts'
import { figureTyped } from '#workflows/measure/figure-typed.ts'
import type { Comparator, MeasureStep } from '#workflows/measure/measure-facts.ts'
import { whyPlanIsOutOfUse } from '#workflows/plan/plan-settings.ts'
import { count } from '#workflows/words.ts'
import { measureAt } from './measure-at.ts'
import { mayWrite } from './rights.ts'
import { patchMeasure } from './service.ts'

/** A list that a measure keeps, and the form by which it is added to, and taken from. */
type ListForm<Item> = {
  field: 'comparators' | 'steps'
  heading: string
  /** What one is called: 'figure of others'. */
  one: string
  path: { pattern: string }
  /** The field that is asked for first. */
  first: string
  dates: readonly string[]
  labels: Record<string, string>
  listed: (item: Item) => string
  fields: (state: FormState) => Html
  /** Reads one more; null where nothing of it is typed. */
  read: (values: Typed, measure: MeasureRow) => Read<Item> | null
}

/** `/measures/:id/comparators`: what others have, by date. */
export function comparatorsPage(app: FastifyInstance, deps: Deps, web: Web): void {
  listPage(app, deps, web, comparatorForm)
}

/** `/measures/:id/steps`: from when on average and limits are worked out anew, and why. */
export function stepsPage(app: FastifyInstance, deps: Deps, web: Web): void {
  listPage(app, deps, web, stepForm)
}

const comparatorSchema = z.object({
  name: textSchema('Say whom it is compared with, such as England', limits.comparator.name),
  published: textSchema('Enter their figure', limits.comparator.published),
  asAtOn: dayField('the day of their figure').optional(),
  rank: wholeTyped(limits.comparator.rank).optional(),
  rankOf: wholeTyped(limits.comparator.rank).optional(),
  source: freeTextSchema(limits.comparator.source).optional(),
})

const comparatorForm: ListForm<Comparator> = {
  field: 'comparators',
  heading: 'What others have',
  one: 'figure of others',
  path: paths.measureComparators,
  first: 'name',
  dates: ['asAtOn'],
  labels: {
    name: 'Who',
    published: 'Their figure',
    asAtOn: 'Day',
    rank: 'Our place',
    rankOf: 'Of how many',
    source: 'Source',
  },
  listed: ({ name, published, asAtOn, rank, rankOf }) =>
    [
      `${name}: ${published}`,
      ...(asAtOn === null ? [] : [day(asAtOn)]),
      ...(rank === null
        ? []
        : [`we are ${rankWords({ position: rank, tied: false, of: rankOf, among: null })}`]),
    ].join(', '),
  fields: (state) => {
    const { line, text, day: date } = fieldsOf(state)
    return html`${line('name', { label: 'Who', hint: 'Such as England, the region or Statistical neighbours' })}
${line('published', { label: 'Their figure', hint: 'As published, such as 62%', classes: 'govuk-input--width-10' })}
${date('asAtOn', { label: 'Day (optional)', hint: 'Of several years, each year is one of its own' })}
${line('rank', { label: 'Our place among them (optional)', hint: 'As published, such as 3', classes: 'govuk-input--width-3' })}
${line('rankOf', { label: 'Of how many (optional)', classes: 'govuk-input--width-3' })}
${text('source', { label: 'Source (optional)', rows: 2 })}`
  },
  read: (values, measure) => {
    if (isEmpty(values, ['name', 'published', 'asAtOn-day', 'rank', 'rankOf', 'source'])) return null
    const typed = readForm(comparatorSchema, values, ['asAtOn'])
    if (!typed.ok) return typed
    const { asAtOn = null, rank = null, rankOf = null, source = '', ...told } = typed.data
    // An average of others' counts has decimals.
    const figure = figureTyped(told.published, { ...measure, decimals: measure.decimals || 1 })
    const place = placeFault(rank, rankOf)
    const faults = {
      ...(!figure.ok && { published: asFault(figure.because) }),
      ...(place !== null && { rank: asFault(place) }),
    }
    if (!figure.ok || place !== null) return { ok: false, faults }
    return { ok: true, data: { ...told, value: figure.value, asAtOn, rank, rankOf, source } }
  },
}

const stepSchema = z.object({
  startOn: dayField('the day from which it counts'),
  reason: textSchema('Say what has changed for good, and why it is known', limits.measure.stepReason),
  fixedAfter: wholeTyped(limits.measure.stepFigures).optional(),
})

const stepForm: ListForm<MeasureStep> = {
  field: 'steps',
  heading: 'Average and limits worked out anew',
  one: 'step',
  path: paths.measureSteps,
  first: 'startOn',
  dates: ['startOn'],
  labels: { startOn: 'From', reason: 'Reason', fixedAfter: 'Fixed after' },
  listed: ({ startOn, reason, fixedAfter }) =>
    `From ${day(startOn)}: ${reason}${fixedAfter === null ? '' : ` (fixed after ${count(fixedAfter, 'figure')})`}`,
  fields: (state) => {
    const { line, text, day: date } = fieldsOf(state)
    return html`${date('startOn', { label: 'From which day', hint: 'Of the first figure after the change. For example, 1 4 2027' })}
${text('reason', {
  label: 'What has changed for good?',
  hint: 'A step is a decision: a new way of counting, a service that began. That figures look better is none',
  rows: 2,
})}
${line('fixedAfter', {
  label: 'Worked out of the first so many figures alone (optional)',
  hint: 'Leave it empty to work them out of all figures from then on',
  classes: 'govuk-input--width-3',
})}`
  },
  read: (values) => {
    if (isEmpty(values, ['startOn-day', 'reason', 'fixedAfter'])) return null
    const typed = readForm(stepSchema, values, ['startOn'])
    if (!typed.ok) return typed
    const { startOn, reason, fixedAfter = null } = typed.data
    return { ok: true, data: { startOn, reason, fixedAfter } }
  },
}

const isEmpty = (values: Typed, names: readonly string[]): boolean =>
  names.every((name) => (values[name] ?? '').trim() === '')

function listPage<Item extends Comparator | MeasureStep>(
  app: FastifyInstance,
  deps: Deps,
  web: Web,
  list: ListForm<Item>,
): void {
  formPage(app, web, list.path.pattern, async (request: FastifyRequest): Promise<FormPage> => {
    const { actor, read, plan, role } = await measureAt(deps, web, request)
    const { measure, priority } = read
    const home = paths.measure.at(measure)
    const items = measure[list.field] as unknown as readonly Item[]
    const listed = items.map((item) => ({ value: markOf(item), text: list.listed(item) }))
    const shut = mayWrite(actor, role, priority) ? whyPlanIsOutOfUse(plan.state) : notYours
    return {
      page: {
        title: `${list.heading}: ${measure.ref} ${measure.title}`,
        heading: list.heading,
        caption: html`<span class="wm-ref">${measure.ref}</span> ${measure.title}`,
        section: planSection(plan, role, 'measures', 'below'),
        back: { href: home, text: 'Back to the measure' },
      },
      dates: list.dates,
      labels: {
        ...list.labels,
        ...Object.fromEntries(listed.map(({ value, text }) => [`out-${value}`, `Take out ${text}`])),
      },
      choices: tickMeanings('out', listed),
      ...(shut !== null && { closed: { title: 'You cannot change the measure', text: shut } }),
      fields: (state) =>
        html`${
          items.length > 0 &&
          section({
            title: 'Kept so far',
            id: 'kept',
            number: items.length,
            body: fieldsOf(state).ticks('out', {
              label: 'Take out',
              hint: 'What is taken out stays in the history',
              items: listed,
              small: true,
            }),
          })
        }${section({ title: `Add a ${list.one}`, id: 'add', body: list.fields(state) })}${button({ text: 'Save' })}`,
      send: async (values) => {
        const more = list.read(values, measure)
        if (more !== null && !more.ok) return more
        const kept = items.filter((item) => values[`out-${markOf(item)}`] === undefined)
        if (more === null && kept.length === items.length)
          return { ok: false, faults: { [list.first]: `Add a ${list.one}, or tick what is taken out` } }
        const next = [...kept, ...(more === null ? [] : [more.data])]
        await patchMeasure(deps, actor, measure.id, { [list.field]: next }, measure.version)
        return { ok: true, data: { to: home, success: 'Saved.' } }
      },
    }
  })
}

/** What an item is known by in the form: others may add and take out some meanwhile. */
const markOf = (item: object): string => shownAs(JSON.stringify(item)).slice(0, 12)

const notYours = 'The plan administrator and the lead of its priority change a measure. Ask one of them.'
