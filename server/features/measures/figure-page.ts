import type { FastifyInstance, FastifyRequest } from 'fastify'
import { figuresUpTo } from '#db/read/figures.ts'
import { inPlaceOf, type MeasureRow, type ObservationRead, readObservation } from '#db/read/measures.ts'
import type { Deps } from '#server/deps.ts'
import { planSection } from '#server/features/plans/section.ts'
import { Problem } from '#server/http/problem.ts'
import { idSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import type { Refusal } from '#server/ui/forms/form-loop.ts'
import { type FormPage, formPage } from '#server/ui/forms/form-page.ts'
import { asFault, type Typed } from '#server/ui/forms/forms.ts'
import { button } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import { day } from '#server/ui/html/words.ts'
import type { Web } from '#server/ui/web.ts'
import { asAt } from '#server/ui/words/measure-words.ts'
import { days } from '#workflows/limits.ts'
import { takenBack } from '#workflows/measure/figure-observation.ts'
import { aimShown } from '#workflows/measure/measure-rules.ts'
import { precisionProposed } from '#workflows/measure/period-proposed.ts'
import { whyPlanIsOutOfUse } from '#workflows/plan/plan-settings.ts'
import { wantedOf } from './figure-corrected.ts'
import {
  askedAs,
  gradesAsked,
  readFigure,
  readWithdrawal,
  shownFigure,
  smallCount,
  typedOf,
} from './figure-form.ts'
import { measureAt } from './measure-at.ts'
import { mayRecord } from './rights.ts'
import { recordObservation } from './service.ts'
import { figureFields, gradeBox, precisionWords, statuses } from './view-figure.ts'

/** `/measures/:id/figure`: records a figure of a measure; `?corrects=` names the one that it takes the place of. */
export function figurePage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.figureNew.pattern, async (request): Promise<FormPage> => {
    const { actor, read, plan, role } = await measureAt(deps, web, request)
    const { measure } = read
    const { corrected, inPlace } = await correctedAt(deps, request, measure.id)
    const home = paths.measure.at(measure)
    const newest = (await figuresUpTo(deps.db, [measure.id], days.last, 1)).get(measure.id)?.[0] ?? null
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
      ...wordsOf(gradesAsked(measure, corrected)),
      initial: corrected
        ? typedOf(measure, inPlace ?? corrected)
        : { precision: precisionProposed(newest), status: 'provisional' },
      ...(text !== null
        ? { closed: { title: 'You cannot record a figure here', text } }
        : inPlace && { closed: correctedAlready(measure, inPlace) }),
      fields: (state) =>
        figureFields(state, measure, {
          grades: gradesAsked(measure, corrected),
          asked: state.values['asked'] ?? askedAs(measure),
          corrected: corrected && { shown: shownFigure(measure, corrected), when: asAt(corrected) },
        }),
      refusal: (problem) => inFields(measure, problem),
      fieldFor: (name) => fieldOf(measure, name),
      send: async (values) => {
        if (corrected !== null && values['withdraw'] !== undefined) {
          const told = readWithdrawal(values)
          if (!told.ok) return told
          await recordObservation(deps, actor, measure.id, takenBack(corrected, told.data.reason))
          const success = `The figure ${shownFigure(measure, corrected)}, ${asAt(corrected)}, is taken back.`
          return { ok: true, data: { to: home, success } }
        }
        const typed = readFigure(measure, values, corrected)
        // What was asked is told by now, so that the next press is taken as it is.
        const left = { values: { ...values, asked: askedAs(measure) }, version: undefined }
        if (!typed.ok) return { ...typed, left }
        const { figure, reason, ...terms } = typed.data
        await recordObservation(deps, actor, measure.id, {
          ...wantedOf(measure, corrected, figure, terms),
          corrects: corrected?.id ?? null,
          reason,
        })
        const told = typeof figure === 'object' ? figure : corrected
        const shown =
          told && 'published' in told && told.published !== null
            ? `The figure ${aimShown(measure, told.published, told.value)} is`
            : 'The grades are'
        return { ok: true, data: { to: home, success: `${shown} recorded.` } }
      },
    }
  })
}

const labels = { published: 'Figure', asAtOn: 'Day', caveat: 'Caveat', source: 'Source', reason: 'Why' }

/** What the boxes are called and mean, those of grades among them, for a form that is closed by the time it is sent. */
function wordsOf(grades: readonly string[]): Pick<FormPage, 'labels' | 'choices'> {
  const boxes = grades.map((grade, at) => [gradeBox(at), `How many: ${grade}`])
  return {
    labels: {
      ...(Object.fromEntries(boxes) as Typed),
      ...labels,
      precision: 'What it is a figure of',
      status: 'How firm it is',
    },
    choices: { precision: precisionWords, status: statuses },
  }
}

const notYours =
  'Its supplier, the lead of its priority and the plan administrator record its figures. Send it to one of them.'
const noGrades =
  'The measure does not say which grades there are. Name them on its own form first, the best first.'

/** The figure that the address says is corrected, and what stands in its place where it was corrected already; null where it names none. */
async function correctedAt({ db }: Deps, request: FastifyRequest, measureId: string) {
  const { corrects } = request.query as { corrects?: unknown }
  if (corrects === undefined) return { corrected: null, inPlace: null }
  const id = idSchema.safeParse(corrects)
  const corrected = id.success ? await readObservation(db, id.data) : null
  if (corrected?.measureId !== measureId) throw new Problem('notFound', 'There is no such figure.')
  return { corrected, inPlace: await inPlaceOf(db, corrected.id) }
}

function correctedAlready(measure: MeasureRow, inPlace: ObservationRead): FormPage['closed'] {
  const { status, asAtOn, reason } = inPlace
  const because = reason === null ? '' : `, because: ${reason}`
  if (status === 'withdrawn')
    return {
      title: 'This figure was taken back',
      text: `It was of ${day(asAtOn)}${because}. Record a new figure of that day if there is one.`,
      next: button({ text: 'Record a figure', href: paths.figureNew.at(measure) }),
    }
  return {
    title: 'This figure was corrected already',
    text: `${shownFigure(measure, inPlace)}, ${asAt(inPlace)}, stands in its place${because}. If that is wrong too, correct that one.`,
    next: button({
      text: 'Correct the figure that stands now',
      href: `${paths.figureNew.at(measure)}?corrects=${inPlace.id}`,
    }),
  }
}

/** A refusal at the fields of the form. That a small count may be published is asked in the words of the form. */
function inFields(measure: MeasureRow, { code, errors }: Problem): Refusal | undefined {
  if (code === 'smallCount') return { faults: { acknowledge: smallCount } }
  if (errors.length === 0) return undefined
  const told = errors.map(({ pointer, detail }) => ({
    name: fieldOf(measure, pointer.slice(1)),
    text: asFault(detail),
  }))
  const isField = ({ name }: { name: string }) => name in labels || name === gradeBox(0)
  return {
    faults: Object.fromEntries(told.filter(isField).map(({ name, text }) => [name, text])),
    errors: told.filter((each) => !isField(each)).map(({ text }) => ({ text })),
  }
}

function fieldOf({ unit }: MeasureRow, field: string): string {
  if (field !== 'value' && field !== 'published' && field !== 'distribution') return field
  return unit === 'grade' ? gradeBox(0) : 'published'
}
