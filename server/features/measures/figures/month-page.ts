import type { FastifyInstance } from 'fastify'
import { roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { requireInUse } from '#server/features/plans/service.ts'
import type { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import type { Refusal } from '#server/ui/forms/form-loop.ts'
import { type FormPage, formPage } from '#server/ui/forms/form-page.ts'
import type { Typed } from '#server/ui/forms/forms.ts'
import type { Web } from '#server/ui/web.ts'
import { periodInWords } from '#workflows/calendar/period.ts'
import { isWithin, limits } from '#workflows/limits.ts'
import { whyPlanIsOutOfUse } from '#workflows/plan/plan-settings.ts'
import { count } from '#workflows/words.ts'
import { askedInMonth } from '../figure-form.ts'
import { statuses } from '../view-figure.ts'
import { boxOf, pasteIsUnread, readPaste } from './month-form.ts'
import { asksAboutMarks, leftOutWords, marksLeft, toldOfMarks, withoutMarked } from './month-marks.ts'
import { boxFor, faultWords, firstBox, isNameless, readBoxes, summaryFor } from './month-read.ts'
import { boxesLost, type BoxTyped, saidOfLost, typedOfMonth } from './month-typed.ts'
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
      ...closedFor(month, shut),
      fields: (state) => monthFields(state, month),
      sides: (values) =>
        typedOfMonth(deps.db, month, values, {
          closed: shut !== null || month.rows.length === 0,
          status: statuses,
        }),
      refusal: (problem) => inBoxes(month, problem),
      send: async (values) => {
        requireInUse(plan)
        if (month.rows.length === 0) return { ok: false, faults: {}, errors: [nothingAsked], status: 409 }
        const isTooLong = !isWithin(limits.observation.pasted, values['pasted'] ?? '')
        if (pasteIsUnread(values) && !isTooLong) return readPaste(month, values)
        if (values['step'] === 'read' && !isTooLong)
          return { ok: false, faults: {}, errors: [{ text: nothingToRead, href: '#pasted' }] }
        const marks = marksLeft(month, values)
        if (asksAboutMarks(marks, values)) return toldOfMarks(month, marks, readBoxes(month, values))
        const { figures, ticked, faults } = readBoxes(month, withoutMarked(month, marks, values))
        const lost = boxesLost(month, values)
        if (lost.length > 0 || Object.keys(faults).length > 0)
          return {
            ok: false,
            faults,
            errors: await saidOfLost(deps.db, month, lost),
            summary: summaryFor(month, faults),
            left: { values: leftOf(month, values, lost), version: undefined },
          }
        if (figures.length === 0) return { ok: false, faults: nothingTyped(month) }
        await recordAll(deps, actor, plan, figures, (at, _, code = '') => {
          const { measureId = '', wanted } = figures[at] ?? {}
          const row = month.rows.find(({ read }) => read.measure.id === measureId)
          return row && wanted ? `/${boxFor(row, wanted, code)}` : '/pasted'
        })
        return {
          ok: true,
          data: {
            to: month.address(),
            success: `${savedWords(of, figures.length - ticked, ticked)}${leftOutWords(marks)}`,
          },
        }
      },
    }
  })
}

/** What is sent next: without the boxes that are told to be gone, and asked for as the measures ask for them now. */
function leftOf({ rows }: Month, values: Typed, lost: readonly BoxTyped[]): Typed {
  const gone = new Set(lost.map(({ name }) => name))
  const kept = Object.entries(values).filter(([name]) => !gone.has(name))
  const asked = rows.map(({ read: { measure } }) => [boxOf.asked(measure.id), askedInMonth(measure)])
  return { ...Object.fromEntries(kept), ...Object.fromEntries(asked) } as Typed
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

const nothingAsked = {
  text: 'Nothing is saved: no figures are asked of you here any more. What you typed is shown below',
  href: '#meanwhile',
}

/** That nothing was typed or ticked, at the first box of the form. */
function nothingTyped({ rows }: Month): Record<string, string> {
  const open = rows.find((row) => row.standing === null && !isNameless(row))
  if (open) return { [firstBox(open)]: 'Type at least one figure, paste them, or tick what is validated' }
  const tick = rows.find(({ standing }) => standing?.status === 'provisional')
  return { [boxOf.validated(tick?.read.measure.id ?? '')]: 'Tick what is validated first' }
}

/** A refusal at its boxes, in the words of the form, each with its measure in the summary. */
function inBoxes(month: Month, { errors }: Problem): Refusal | undefined {
  if (errors.length === 0) return undefined
  const faults = Object.fromEntries(
    errors.map(({ pointer, code, detail }) => [pointer.slice(1), faultWords(code, detail)]),
  )
  return { faults, summary: summaryFor(month, faults) }
}

function closedFor(month: Month, shut: string | null): Pick<FormPage, 'closed'> {
  if (shut !== null) return { closed: { title: 'No figures are recorded here', text: shut } }
  return month.rows.length === 0 ? { closed: noneAsked(month) } : {}
}
