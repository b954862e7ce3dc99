import { figuresOfDays } from '#db/read/figures.ts'
import { findMeasures, type MeasureRead, measuresOfPlan } from '#db/read/measures.ts'
import { type PlanRow, roleIn } from '#db/read/plans.ts'
import { type AllObserved, observeAll } from '#db/write/observe-all.ts'
import type { Deps } from '#server/deps.ts'
import { requireInUse, seePlan } from '#server/features/plans/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { figureObservation, type FigureRead, gradesTold } from '#workflows/measure/figure-observation.ts'
import { figureTyped } from '#workflows/measure/figure-typed.ts'
import { precisionOf } from '#workflows/measure/figures-due.ts'
import type { NewObservation } from '#workflows/measure/observation-rules.ts'
import { sameName } from '#workflows/sameness.ts'
import { observationResource } from '../resource.ts'
import { mayRecord } from '../rights.ts'
import { refusalCodes } from '../service.ts'
import type { FiguresBody } from './schemas.ts'

/** The measures of a plan in use whose figures a person may record, in the order of the plan. */
export async function recordable({ db }: Deps, actor: Actor, plan: PlanRow): Promise<MeasureRead[]> {
  const [role, reads] = await Promise.all([roleIn(db, actor.id, plan.id), measuresOfPlan(db, plan.id)])
  return reads.filter((read) => mayRecord(actor, role, read))
}

/** Where the figure at a place stands in the request or the form, for what is said of one of its fields. */
type Pointer = (at: number, field: string, code?: string) => string

/** A figure of one measure, as it is to be recorded. */
export type FigureOf = { measureId: string; wanted: NewObservation }

/**
 * Records figures of several measures: all of them or none. Whether the actor may record them was asked before.
 * @param pointerOf where the figure at a place stands in the request or the form
 * @throws Problem with an error for each figure that is not taken
 */
export async function recordAll(
  deps: Deps,
  actor: Actor,
  plan: PlanRow,
  figures: readonly FigureOf[],
  pointerOf: Pointer,
) {
  requireInUse(plan)
  const author = { actorId: actor.id, now: deps.clock.now() }
  const observed = await observeAll(deps.db, figures, author, (at, field) => pointerOf(at, field).slice(1))
  if (observed.outcome === 'stale')
    throw new Problem(
      'versionStale',
      'Others are recording figures of the same measures at the moment. Send yours again.',
    )
  if (observed.outcome === 'refused') throw refused(observed, pointerOf)
  return observed.observations.length
}

function refused({ refusals }: Extract<AllObserved, { outcome: 'refused' }>, pointerOf: Pointer): Problem {
  const errors = refusals.map(({ at, refusal: { field, code, because } }) => ({
    pointer: pointerOf(at, field, code),
    code,
    detail: because,
  }))
  const [first] = refusals
  return new Problem(refusalCodes[first?.refusal.code ?? 'notValid'], first?.refusal.because ?? '', {
    errors,
  })
}

/**
 * The month's figures by API: read as they are typed on the page, and recorded all or none.
 * @returns the observations as they stand now, in the order of the figures
 */
export async function recordFigures(deps: Deps, actor: Actor, planId: string, body: FiguresBody) {
  const plan = await seePlan(deps, actor, planId)
  const mine = await recordable(deps, actor, plan)
  if (mine.length === 0)
    throw new Problem(
      'forbidden',
      'Only the supplier of a measure, the lead of its priority and the plan administrator record its figures. Ask one of them.',
    )
  const read = body.figures.map((figure, at) => ({ at, ...wantedOf(mine, body, figure) }))
  const errors = read.flatMap(({ at, fault }) =>
    fault ? [{ pointer: `/figures/${at}/${fault.field}`, code: 'invalid', detail: fault.detail }] : [],
  )
  const twice = body.figures.flatMap((_, at) => {
    const id = read[at]?.measureId
    const again = id !== undefined && read.findIndex((each) => each.measureId === id) < at
    return again
      ? [
          {
            pointer: `/figures/${at}/measure`,
            code: 'invalid',
            detail: 'It has a figure in this list already. Leave one out.',
          },
        ]
      : []
  })
  const [first] = [...errors, ...twice]
  if (first) throw new Problem('invalidRequest', first.detail, { errors: [...errors, ...twice] })
  const figures = read.flatMap(({ measureId, wanted }) =>
    measureId && wanted ? [{ measureId, wanted }] : [],
  )
  await recordAll(deps, actor, plan, figures, (at, field) =>
    ['', 'figures', at, ofPublished.has(field) ? 'published' : field].join('/'),
  )
  const ids = figures.map(({ measureId }) => measureId)
  const [measures, recorded] = await Promise.all([
    findMeasures(deps.db, ids),
    figuresOfDays(deps.db, ids, [...new Set(figures.map(({ wanted }) => wanted.asAtOn))]),
  ])
  return figures.flatMap(({ measureId, wanted: { asAtOn } }) => {
    const measure = measures.find(({ id }) => id === measureId)
    const observation = recorded.find((each) => each.measureId === measureId && each.asAtOn === asAtOn)
    return measure && observation ? [observationResource(observation, measure)] : []
  })
}

/** What is worked out of the published text is put right there. */
const ofPublished: ReadonlySet<string> = new Set(['value', 'numerator', 'denominator'])

type Wanted = { measureId?: string; wanted?: NewObservation; fault?: { field: string; detail: string } }

function wantedOf(
  mine: readonly MeasureRead[],
  body: FiguresBody,
  figure: FiguresBody['figures'][number],
): Wanted {
  const named = sameName(figure.measure)
  const found = mine.find(
    ({ measure }) => measure.id === figure.measure.toLowerCase() || sameName(measure.ref) === named,
  )
  if (!found)
    return {
      fault: {
        field: 'measure',
        detail: `'${figure.measure}' is no measure of the plan whose figures you may record. Give its id or its reference.`,
      },
    }
  const { measure } = found
  const read = figureIn(measure, figure)
  if ('detail' in read) return { measureId: measure.id, fault: read }
  const { asAtOn, status, source } = body
  const terms = {
    asAtOn,
    status,
    source,
    precision: body.precision ?? precisionOf(measure.every),
    caveat: figure.caveat,
    acknowledgeSmallCount: figure.acknowledgeSmallCount,
  }
  return { measureId: measure.id, wanted: figureObservation(measure, read, terms) }
}

/** A figure as it is told in words or by grades; what is wrong with it, and in which field. */
function figureIn(
  measure: MeasureRead['measure'],
  { published, distribution }: FiguresBody['figures'][number],
): FigureRead | { field: string; detail: string } {
  const graded = distribution.length > 0
  if (graded && published !== undefined)
    return { field: 'published', detail: 'Give the figure or the number of each grade, and not both.' }
  if (graded) {
    const told = gradesTold(measure, distribution)
    return 'because' in told ? { field: 'distribution', detail: told.because } : told
  }
  if (measure.unit === 'grade')
    return { field: 'published', detail: 'Give the number of each grade of the measure as its distribution.' }
  if (published === undefined) return { field: 'published', detail: 'Give the figure as people write it.' }
  const typed = figureTyped(published, measure)
  return typed.ok ? typed : { field: 'published', detail: typed.because }
}
