import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type MeasureRead, observationsInForce, type ObservationRead } from '#db/read/measures.ts'
import type { Deps } from '#server/deps.ts'
import { planSection } from '#server/features/plans/section.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { freeTextSchema, textSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { dayField } from '#server/ui/forms/fields.ts'
import { type FormPage, formPage } from '#server/ui/forms/form-page.ts'
import { asFault, dayParts, readForm, type Typed } from '#server/ui/forms/forms.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { asAt } from '#server/ui/words/measure-words.ts'
import { mayEditPlan } from '#workflows/engine/policy.ts'
import { limits } from '#workflows/limits.ts'
import { figureObservation } from '#workflows/measure/figure-observation.ts'
import { figureTyped } from '#workflows/measure/figure-typed.ts'
import { whyPlanIsOutOfUse } from '#workflows/plan/plan-settings.ts'
import { measureAt } from './measure-at.ts'
import { recordObservation } from './service.ts'
import { figureFields, precisionWords, statuses } from './view-figure.ts'

/** `/measures/:id/figure`: records a figure of a measure; `?corrects=` names the one that it takes the place of. */
export function figurePage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.figureNew.pattern, async (request): Promise<FormPage> => {
    const { actor, read, plan, role } = await measureAt(deps, web, request)
    const { measure } = read
    const corrected = await correctedAt(deps, request, measure.id)
    const home = paths.measure.at(measure)
    const shut = whyPlanIsOutOfUse(plan.state)
    const text = mayRecord(actor, role, read) ? (measure.unit === 'grade' ? byGrades : shut) : notYours
    return {
      page: {
        title: `${corrected ? 'Correct a figure' : 'Record a figure'}: ${measure.ref} ${measure.title}`,
        heading: corrected ? 'Correct a figure' : 'Record a figure',
        caption: html`<span class="wm-ref">${measure.ref}</span> ${measure.title}`,
        section: planSection(plan, role, 'measures', 'below'),
        back: { href: home, text: 'Back to the measure' },
      },
      address: request.url,
      dates: ['asAtOn'],
      labels: { published: 'Figure', asAtOn: 'Day', caveat: 'Caveat', source: 'Source', reason: 'Why' },
      initial: corrected ? typedOf(corrected) : { precision: 'month', status: 'provisional' },
      ...(text !== null && { closed: { title: 'You cannot record a figure here', text } }),
      fields: (state) =>
        figureFields(
          state,
          measure,
          corrected && { shown: corrected.published ?? '', when: asAt(corrected) },
        ),
      // That it may be published is asked in the words of the form.
      refusal: ({ code, errors }) =>
        code === 'smallCount'
          ? { faults: { acknowledge: smallCount }, errors: [{ text: smallCount, href: '#acknowledge' }] }
          : errors.length === 0
            ? undefined
            : {
                faults: Object.fromEntries(
                  errors.map(({ pointer, detail }) => [fieldOf(pointer), asFault(detail)]),
                ),
                errors: errors.map(({ pointer, detail }) => ({
                  text: asFault(detail),
                  href: `#${anchorOf(pointer)}`,
                })),
              },
      send: async (values) => {
        const typed = readForm(schemaFor(corrected !== null), values, ['asAtOn'])
        const written =
          typed.ok || typed.faults['published'] === undefined ? (values['published'] ?? '') : null
        const figure = written === null ? null : figureTyped(written, measure)
        const asked = figure === null || figure.ok ? {} : { published: asFault(figure.because) }
        if (!typed.ok) return { ok: false, faults: { ...typed.faults, ...asked } }
        if (!figure?.ok) return { ok: false, faults: asked }
        const { asAtOn, precision, status, caveat = '', source = '', reason = null } = typed.data
        await recordObservation(deps, actor, measure.id, {
          ...figureObservation(measure, figure, {
            asAtOn,
            precision,
            status,
            caveat,
            source,
            acknowledgeSmallCount: values['acknowledge'] !== undefined,
          }),
          ...keptOf(corrected, figure),
          corrects: corrected?.id ?? null,
          reason,
        })
        return { ok: true, data: { to: home, success: `The figure ${figure.published} is recorded.` } }
      },
    }
  })
}

/** What a correction leaves as it was, because the form does not ask for it, or nothing of it was typed. */
function keptOf(corrected: ObservationRead | null, typed: { denominator: number | null }) {
  if (corrected === null) return {}
  const { periodStartOn, numerator, denominator, denominatorSource, rank, sourceRef } = corrected
  const parts = typed.denominator === null ? { numerator, denominator, denominatorSource } : {}
  return { periodStartOn, rank, sourceRef, ...parts }
}

/** Whether a person changes a measure: the plan's administrator, and the lead of its priority. */
export function mayWrite(
  actor: Actor,
  role: Parameters<typeof mayEditPlan>[0],
  priority: MeasureRead['priority'],
): boolean {
  return mayEditPlan(role) || priority?.leadId === actor.id
}

/** Whether a person records figures of a measure: its supplier, and those who change it. */
export function mayRecord(
  actor: Actor,
  role: Parameters<typeof mayEditPlan>[0],
  { measure, priority }: Pick<MeasureRead, 'measure' | 'priority'>,
): boolean {
  return measure.supplierId === actor.id || mayWrite(actor, role, priority)
}

const notYours =
  'Its supplier, the lead of its priority and the plan administrator record its figures. Send it to one of them.'
const byGrades =
  'A measure in grades is recorded with the number of each grade, by a measures file or the API.'
/** Said of a count of one to five whose recorder has not said yet that it may be published. */
export const smallCount =
  'It is a count of one to five, by which a person could be recognised. Tick that it may be published, or leave it out'

/** The figure that the address says is corrected, of those that stand; null where it names none. */
async function correctedAt({ db }: Deps, request: FastifyRequest, measureId: string) {
  const { corrects } = request.query as { corrects?: unknown }
  if (corrects === undefined) return null
  const found = (await observationsInForce(db, measureId)).find((each) => each.id === corrects)
  if (!found) throw new Problem('notFound', 'There is no such figure, or it was corrected already.')
  return found
}

function typedOf({ asAtOn, precision, status, published, value, caveat, source }: ObservationRead): Typed {
  return {
    ...dayParts('asAtOn', asAtOn),
    precision,
    status: status in statuses ? status : 'provisional',
    published: published ?? String(value ?? ''),
    caveat,
    source,
  }
}

function schemaFor(corrects: boolean) {
  const { observation } = limits
  return z.object({
    published: textSchema('Enter the figure', observation.published),
    asAtOn: dayField('the day of the figure'),
    precision: z.enum(Object.keys(precisionWords) as [keyof typeof precisionWords], {
      error: 'Choose what it is a figure of',
    }),
    status: z.enum(Object.keys(statuses) as [keyof typeof statuses], { error: 'Choose how firm it is' }),
    caveat: freeTextSchema(observation.caveat).optional(),
    source: freeTextSchema(observation.source).optional(),
    reason: corrects ? textSchema('Say why it is corrected', observation.reason) : z.undefined().optional(),
  })
}

function fieldOf(pointer: string): string {
  const field = pointer.slice(1)
  return field === 'value' ? 'published' : field
}

function anchorOf(pointer: string): string {
  const field = fieldOf(pointer)
  return field === 'asAtOn' ? 'asAtOn-day' : field
}
