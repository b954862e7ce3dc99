import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import type { Problem } from '#server/http/problem.ts'
import { freeTextSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { type FormPage, formPage } from '#server/ui/forms/form-page.ts'
import { readForm } from '#server/ui/forms/forms.ts'
import type { Web } from '#server/ui/web.ts'
import { limits } from '#workflows/limits.ts'
import { periodInWords } from '#workflows/measure/pasted-headings.ts'
import { whyPlanIsOutOfUse } from '#workflows/plan/plan-settings.ts'
import { count } from '#workflows/words.ts'
import { smallCount } from '../figure-form.ts'
import { statuses } from '../view-figure.ts'
import { boxOf, pasteIsUnread, readBoxes, readPaste } from './month-form.ts'
import { type Month, monthAt } from './month.ts'
import { recordAll } from './service.ts'
import { monthFields, noneAsked } from './view-month.ts'

/**
 * `/plans/:id/figures`: the month's figures of all measures that a person supplies, typed or pasted. What is pasted is
 * shown in the boxes first; all that is in them is saved by one press, or nothing.
 */
export function monthPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.figures.pattern, async (request): Promise<FormPage> => {
    const plan = await planAt(deps, web, request)
    const actor = web.signedIn(request)
    const [role, month] = await Promise.all([
      roleIn(deps.db, actor.id, plan.id),
      monthAt(deps, actor, plan, request),
    ])
    const of = periodInWords({ from: month.endOn, to: month.endOn })
    const shut = whyPlanIsOutOfUse(plan.state)
    return {
      page: {
        title: `Figures for ${of}: ${plan.title}`,
        heading: `Figures for ${of}`,
        wide: true,
        section: planSection(plan, role, 'measures', 'below'),
        back: { href: paths.measures.at(plan), text: 'All measures' },
      },
      address: month.address(),
      initial: { status: 'provisional' },
      labels: { source: 'Source', pasted: 'What was pasted' },
      ...closedFor(month, shut),
      fields: (state) => monthFields(state, month),
      refusal: (problem) => inBoxes(problem),
      fieldFor: (name) => name,
      send: async (values) => {
        if (pasteIsUnread(values)) return readPaste(month, values)
        if (values['step'] === 'read')
          return { ok: false, faults: {}, errors: [{ text: nothingToRead, href: '#pasted' }] }
        const terms = readForm(schema, values)
        if (!terms.ok) return terms
        const read = readBoxes(month, values, { status: terms.data.status, source: terms.data.source ?? '' })
        if ('faults' in read) return { ok: false, faults: read.faults }
        const { figures } = read
        if (figures.length === 0)
          return {
            ok: false,
            faults: {},
            errors: [
              { text: 'Type at least one figure, paste them, or tick what is validated', href: '#pasted' },
            ],
          }
        await recordAll(deps, actor, plan, figures, (at, _, code) => {
          const id = figures[at]?.measureId ?? ''
          return `/${code === 'smallCount' ? boxOf.ok(id) : anchorIn(month, id)}`
        })
        return {
          ok: true,
          data: {
            to: month.address(),
            success: savedWords(of, figures.length - read.validated, read.validated),
          },
        }
      },
    }
  })
}

/** '2 figures for October 2026 are recorded, 3 are validated.' */
function savedWords(of: string, recorded: number, validated: number): string {
  const are = (number: number) => (number === 1 ? 'is' : 'are')
  const first = recorded > 0 ? `${count(recorded, 'figure')} for ${of} ${are(recorded)} recorded` : ''
  if (validated === 0) return `${first}.`
  return recorded === 0
    ? `${count(validated, 'figure')} for ${of} ${are(validated)} validated.`
    : `${first}, ${validated} ${are(validated)} validated.`
}

const nothingToRead = 'Copy the cells in your spreadsheet and paste them here first'

const schema = z.object({
  status: z.enum(Object.keys(statuses) as [keyof typeof statuses], { error: 'Choose how firm they are' }),
  source: freeTextSchema(limits.observation.source).optional(),
})

/** The first box of a measure. */
function anchorIn({ rows }: Month, id: string): string {
  const graded = rows.some(({ read: { measure } }) => measure.id === id && measure.unit === 'grade')
  return graded ? boxOf.grade(id, 0) : boxOf.figure(id)
}

/** That a small count may be published is asked in the words of the form, beside its own box. */
function inBoxes({ errors }: Problem) {
  if (errors.every(({ code }) => code !== 'smallCount')) return undefined
  const told = errors.map(({ pointer, code, detail }) => ({
    name: pointer.slice(1),
    text: code === 'smallCount' ? smallCount : detail,
  }))
  return {
    faults: Object.fromEntries(told.map(({ name, text }) => [name, text])),
    errors: told.map(({ name, text }) => ({ text, href: `#${name}` })),
  }
}

function closedFor(month: Month, shut: string | null): Pick<FormPage, 'closed'> {
  if (shut !== null) return { closed: { title: 'No figures are recorded here', text: shut } }
  return month.rows.length === 0 ? { closed: noneAsked(month) } : {}
}
