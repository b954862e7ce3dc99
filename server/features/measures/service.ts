import {
  findMeasure,
  type MeasureRead,
  type MeasureRow,
  newestFigures,
  nextPosition,
  readMeasure,
  readObservation,
} from '#db/read/measures.ts'
import { readPerson } from '#db/read/people-list.ts'
import { readPriority, roleIn } from '#db/read/plans.ts'
import {
  createMeasure,
  editMeasure,
  type MeasureAuthor,
  type MeasureChanged,
  observe,
} from '#db/write/measure-change.ts'
import type { Deps } from '#server/deps.ts'
import { requireInUse, seePlan } from '#server/features/plans/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { reportingConflicts } from '#server/http/conflicts.ts'
import { Problem } from '#server/http/problem.ts'
import { fieldRefused, personNotFound } from '#server/http/refusals.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { mayEditPlan } from '#workflows/engine/policy.ts'
import { fittingFault, smallBaselineFault } from '#workflows/measure/measure-fields.ts'
import type { NewObservation, ObservationRefusal } from '#workflows/measure/observation-rules.ts'
import { measureResource, observationResource } from './resource.ts'
import type { MeasureBody, NewMeasureBody } from './schemas.ts'

/**
 * A measure the person may see. Throws 404 otherwise.
 * @param moment as it was then
 */
export async function seeMeasure(
  { db }: Deps,
  actor: Actor,
  measureId: string,
  moment: Instant | null = null,
): Promise<MeasureRead> {
  const read = await readMeasure(db, actor.id, measureId, moment)
  if (!read) throw noSuchMeasure()
  return read
}

/**
 * Measures with their newest figures and where they stand.
 * @param moment by what was recorded by then
 */
export async function shownMeasures(
  { db }: Deps,
  reads: readonly MeasureRead[],
  moment: Instant | null = null,
) {
  const newest = await newestFigures(
    db,
    reads.map(({ measure }) => measure.id),
    moment,
  )
  return reads.map((read) => measureResource(read, newest.get(read.measure.id) ?? []))
}

/** One measure with its newest figures and where it stands. */
export async function shownMeasure(deps: Deps, measureId: string) {
  const read = await findMeasure(deps.db, measureId)
  const [shown] = read ? await shownMeasures(deps, [read]) : []
  if (!shown) throw noSuchMeasure()
  return shown
}

/** A new measure at the end of a plan, by its administrator or by the lead of the priority it belongs to. */
export async function addMeasure(deps: Deps, actor: Actor, planId: string, body: NewMeasureBody) {
  await seePlan(deps, actor, planId)
  const { acknowledgeSmallCount, ...fields } = body
  const priority = await priorityOf(deps, actor, planId, fields.priorityId)
  await requireWriter(deps, actor, planId, priority?.leadId ?? null)
  await refuseLeaver(deps, fields.supplierId)
  requireFitting(fields)
  requireAcknowledged(fields, fields.unit, acknowledgeSmallCount)
  const position = await nextPosition(deps.db, planId)
  const measure = await reportingConflicts(deps.db, () =>
    createMeasure(deps.db, defined({ ...fields, planId, position }), authorOf(deps, actor)),
  )
  return shownMeasure(deps, measure.id)
}

/** Changes what a measure says of itself. Its lead may not give it to a priority that is not theirs. */
export async function patchMeasure(
  deps: Deps,
  actor: Actor,
  measureId: string,
  body: MeasureBody,
  version?: number,
) {
  const { measure, priority } = await seeMeasure(deps, actor, measureId)
  await requireWriter(deps, actor, measure.planId, priority?.leadId ?? null)
  const { acknowledgeSmallCount, ...given } = body
  const fields = defined(given) as Partial<MeasureRow>
  if (Object.keys(fields).length === 0) throw new Problem('emptyChange', 'Name at least one field to change.')
  if (fields.priorityId !== undefined) {
    const next = await priorityOf(deps, actor, measure.planId, fields.priorityId)
    await requireWriter(deps, actor, measure.planId, next?.leadId ?? null)
  }
  if (fields.supplierId !== measure.supplierId) await refuseLeaver(deps, fields.supplierId)
  requireFitting(fields, measure)
  requireAcknowledged(fields, fields.unit ?? measure.unit, acknowledgeSmallCount)
  settled(
    await reportingConflicts(deps.db, () =>
      editMeasure(deps.db, measureId, fields, authorOf(deps, actor), version),
    ),
  )
  return shownMeasure(deps, measureId)
}

/** Records an observation, or the correction of one. The answer carries the measure's new version. */
export async function recordObservation(
  deps: Deps,
  actor: Actor,
  measureId: string,
  wanted: NewObservation,
  version?: number,
) {
  const read = await seeMeasure(deps, actor, measureId)
  await requireRecorder(deps, actor, read)
  const done = settled(await observe(deps.db, measureId, wanted, authorOf(deps, actor), version))
  const recorded = await readObservation(deps.db, done.result.id)
  if (!recorded) throw noSuchMeasure()
  return observationResource(recorded, done.measure)
}

function settled<T>(changed: MeasureChanged<T>): Extract<MeasureChanged<T>, { outcome: 'done' }> {
  switch (changed.outcome) {
    case 'done':
      return changed
    case 'notFound':
      throw noSuchMeasure()
    case 'refused':
      throw refusal(changed.refusal)
    case 'stale':
      throw new Problem(
        'versionStale',
        `Somebody changed it meanwhile: it is at version ${changed.version} now. Read it again and decide on what is there.`,
        { more: { version: changed.version } },
      )
  }
}

/** The problem that each refusal of a figure is. */
export const refusalCodes = {
  notValid: 'invalidRequest',
  dateNotAllowed: 'dateNotAllowed',
  alreadyThere: 'conflict',
  notCorrectable: 'conflict',
  smallCount: 'smallCount',
} as const

function refusal({ code, field, because }: ObservationRefusal): Problem {
  return new Problem(refusalCodes[code], because, {
    errors: [{ pointer: `/${field}`, code, detail: because }],
  })
}

/** @throws Problem 403 for a person who neither supplies its figures nor writes the measure, 409 in a closed plan */
async function requireRecorder(deps: Deps, actor: Actor, { measure, priority }: MeasureRead): Promise<void> {
  if (measure.supplierId === actor.id) return requireInUse(await seePlan(deps, actor, measure.planId))
  return requireWriter(deps, actor, measure.planId, priority?.leadId ?? null)
}

async function requireWriter(deps: Deps, actor: Actor, planId: string, leadId: string | null): Promise<void> {
  if (leadId !== actor.id && !mayEditPlan(await roleIn(deps.db, actor.id, planId)))
    throw new Problem(
      'forbidden',
      'Only the plan administrator and the lead of its priority can do this. Ask one of them.',
    )
  requireInUse(await seePlan(deps, actor, planId))
}

/** No person is given figures to supply after they have left. */
async function refuseLeaver({ db }: Deps, supplierId: string | null | undefined): Promise<void> {
  if (!supplierId) return
  const person = await readPerson(db, supplierId)
  if (!person || person.leftOn !== null)
    throw personNotFound('supplierId', 'Choose a person who is listed and has not left.')
}

async function priorityOf(deps: Deps, actor: Actor, planId: string, priorityId: string | null | undefined) {
  if (!priorityId) return null
  const priority = await readPriority(deps.db, actor.id, priorityId)
  if (priority?.planId === planId) return priority
  throw fieldRefused('invalidRequest', { field: 'priorityId', detail: 'This is no priority of the plan.' })
}

function requireFitting(...asked: Parameters<typeof fittingFault>): void {
  const fault = fittingFault(...asked)
  if (fault) throw fieldRefused('invalidRequest', fault)
}

function requireAcknowledged(
  fields: Pick<MeasureBody, 'baseline' | 'baselineValue'>,
  unit: MeasureRow['unit'],
  acknowledged: boolean | undefined,
): void {
  const fault = acknowledged ? null : smallBaselineFault(fields, unit)
  if (fault) throw fieldRefused('smallCount', fault)
}

function authorOf({ clock }: Deps, actor: Actor): MeasureAuthor {
  return { actorId: actor.id, now: clock.now() }
}

function noSuchMeasure(): Problem {
  return new Problem('notFound', 'There is no such measure, or it is not yours to see.')
}

function defined<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never
}
