import type { FastifyInstance, FastifyRequest } from 'fastify'
import { observationsInForce, type ObservationRead } from '#db/read/measures.ts'
import type { Deps } from '#server/deps.ts'
import { planSection } from '#server/features/plans/section.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import { type FormPage, formPage } from '#server/ui/forms/form-page.ts'
import { asFault } from '#server/ui/forms/forms.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { asAt } from '#server/ui/words/measure-words.ts'
import { figureObservation, type FigureRead } from '#workflows/measure/figure-observation.ts'
import { whyPlanIsOutOfUse } from '#workflows/plan/plan-settings.ts'
import { readFigure, shownFigure, smallCount, typedOf } from './figure-form.ts'
import { measureAt } from './measure-at.ts'
import { mayRecord } from './rights.ts'
import { recordObservation } from './service.ts'
import { figureFields } from './view-figure.ts'

/** `/measures/:id/figure`: records a figure of a measure; `?corrects=` names the one that it takes the place of. */
export function figurePage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.figureNew.pattern, async (request): Promise<FormPage> => {
    const { actor, read, plan, role } = await measureAt(deps, web, request)
    const { measure } = read
    const corrected = await correctedAt(deps, request, measure.id)
    const home = paths.measure.at(measure)
    const shut = whyPlanIsOutOfUse(plan.state)
    const text = mayRecord(actor, role, read)
      ? measure.unit === 'grade' && measure.scale.length === 0
        ? noGrades
        : shut
      : notYours
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
      initial: corrected ? typedOf(measure, corrected) : { precision: 'month', status: 'provisional' },
      ...(text !== null && { closed: { title: 'You cannot record a figure here', text } }),
      fields: (state) =>
        figureFields(state, measure, corrected && { shown: shownFigure(corrected), when: asAt(corrected) }),
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
        const typed = readFigure(measure, values, corrected !== null)
        if (!typed.ok) return typed
        const { figure, reason, ...terms } = typed.data
        await recordObservation(deps, actor, measure.id, {
          ...figureObservation(measure, figure, terms),
          ...keptOf(corrected, figure),
          corrects: corrected?.id ?? null,
          reason,
        })
        const shown = 'published' in figure ? `The figure ${figure.published} is` : 'The grades are'
        return { ok: true, data: { to: home, success: `${shown} recorded.` } }
      },
    }
  })
}

/** What a correction leaves as it was, because the form does not ask for it, or nothing of it was typed. */
function keptOf(corrected: ObservationRead | null, typed: FigureRead) {
  if (corrected === null) return {}
  const { periodStartOn, numerator, denominator, denominatorSource, rank, sourceRef } = corrected
  const parts =
    'published' in typed && typed.denominator === null ? { numerator, denominator, denominatorSource } : {}
  return { periodStartOn, rank, sourceRef, ...parts }
}

const notYours =
  'Its supplier, the lead of its priority and the plan administrator record its figures. Send it to one of them.'
const noGrades =
  'The measure does not say which grades there are. Name them on its own form first, the best first.'

/** The figure that the address says is corrected, of those that stand; null where it names none. */
async function correctedAt({ db }: Deps, request: FastifyRequest, measureId: string) {
  const { corrects } = request.query as { corrects?: unknown }
  if (corrects === undefined) return null
  const found = (await observationsInForce(db, measureId)).find((each) => each.id === corrects)
  if (!found) throw new Problem('notFound', 'There is no such figure, or it was corrected already.')
  return found
}

function fieldOf(pointer: string): string {
  const field = pointer.slice(1)
  return field === 'value' ? 'published' : field
}

function anchorOf(pointer: string): string {
  const field = fieldOf(pointer)
  return field === 'asAtOn' ? 'asAtOn-day' : field
}
