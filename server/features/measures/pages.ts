import type { FastifyInstance } from 'fastify'
import { type FiguresDue, figuresDueIn } from '#db/read/figures-due.ts'
import { wholeInspections } from '#db/read/inspections.ts'
import { actionsMoving } from '#db/read/measure-actions.ts'
import { countedEdits } from '#db/read/measure-edits.ts'
import { measureSeries, measureSeriesOf, type SeriesMeasure } from '#db/read/measure-ends.ts'
import { measurePage, observationPage, type ObservationRead } from '#db/read/measures.ts'
import { listPriorities, type PlanRow, type PriorityRow, roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { seePlan } from '#server/features/plans/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { sendListFile } from '#server/http/list-file.ts'
import { Problem } from '#server/http/problem.ts'
import { idSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { lineOf } from '#server/ui/html/components.ts'
import { button, buttonGroup } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { lookOf } from '#server/ui/html/measure-look.ts'
import { momentOfPage } from '#server/ui/past-day.ts'
import type { Web } from '#server/ui/web.ts'
import { endOfLondonDay } from '#workflows/calendar/calendar.ts'
import { mayEditPlan, type Role } from '#workflows/engine/policy.ts'
import { whyPlanIsOutOfUse } from '#workflows/plan/plan-settings.ts'
import { annotationsOf } from './annotations.ts'
import { measureColumns } from './columns.ts'
import { editMeasurePage, newMeasurePage } from './edit-pages.ts'
import { figurePage } from './figure-page.ts'
import { monthPage } from './figures/month-page.ts'
import { comparatorsPage, stepsPage } from './list-pages.ts'
import { observationResource } from './resource.ts'
import { mayRecord, mayWrite } from './rights.ts'
import { seeMeasure, shownMeasures } from './service.ts'
import { listQueryOf } from './view-list-choices.ts'
import { measureList } from './view-list.ts'
import { measureView } from './view-measure.ts'

const ofToday = 'Of the figures those are shown that were recorded by then; names are those of today.'

/** `/plans/:id/measures` and `/measures/:id`: what a plan counts, and all that is known of one measure. */
export function measurePages(app: FastifyInstance, deps: Deps, web: Web): void {
  newMeasurePage(app, deps, web)
  editMeasurePage(app, deps, web)
  comparatorsPage(app, deps, web)
  stepsPage(app, deps, web)
  figurePage(app, deps, web)
  monthPage(app, deps, web)
  const { db } = deps

  app.get(paths.measures.pattern, web.signedInOnly, async (request, reply) => {
    const { today, asAt } = momentOfPage(deps, request)
    const moment = asAt && endOfLondonDay(asAt)
    const plan = await planAt(deps, web, request, asAt)
    const actor = web.signedIn(request)
    const [role, all, leads, due] = await Promise.all([
      roleIn(db, actor.id, plan.id),
      measureSeries(db, plan.id, { moment }),
      listPriorities(db, actor.id, plan.id),
      plan.state === 'active' ? figuresDueIn(db, plan.id, today, moment) : [],
    ])
    const priorities = [
      ...new Map(all.flatMap(({ priority }) => (priority ? [[priority.ref, priority]] : []))),
    ].map(([, priority]) => priority)
    const query = listQueryOf(
      request.query,
      priorities.map(({ ref }) => ref),
    )
    const looks = all
      .filter(({ priority }) => query.priority === null || priority?.ref === query.priority)
      .map(lookOf)
    return web.show(request, reply, {
      title: `Measures: ${plan.title}`,
      heading: 'Measures',
      wide: true,
      section: planSection(plan, role, 'measures'),
      ofToday,
      body: html`${asAt === null && pressable(plan, actor, role, { measures: all.map(({ measure }) => measure), leads })}${measureList(
        { planId: plan.id, query, looks, priorities, asAt, late: lateOf(due) },
      )}`,
    })
  })

  for (const { pattern } of [paths.measuresCsv, paths.measuresXlsx])
    app.get(pattern, web.signedInOnly, async (request, reply) => {
      const { asAt } = momentOfPage(deps, request)
      const moment = asAt && endOfLondonDay(asAt)
      const plan = await planAt(deps, web, request, asAt)
      const { priority: ref } = request.query as { priority?: unknown }
      return sendListFile(reply, 'measures', measureColumns, async (part) => {
        const { items, next } = await measurePage(db, plan.id, { ...part, active: true, moment })
        const kept = items.filter(({ priority }) => ref === undefined || priority?.ref === ref)
        return { items: await shownMeasures(deps, kept, moment), next }
      })
    })

  app.get(paths.measure.pattern, web.signedInOnly, async (request, reply) => {
    const { id } = request.params as { id: string }
    const actor = web.signedIn(request)
    if (!idSchema.safeParse(id).success) throw new Problem('notFound', 'There is no such measure.')
    const { today, asAt } = momentOfPage(deps, request)
    const moment = asAt && endOfLondonDay(asAt)
    const read = await seeMeasure(deps, actor, id, moment)
    const plan = await seePlan(deps, actor, read.measure.planId, asAt)
    const [[measure], [known], observations, role, actions, edits, inspections] = await Promise.all([
      shownMeasures(deps, [read], moment),
      measureSeriesOf(db, { planId: plan.id, measureIds: [id] }, moment),
      observationPage(db, id, { limit: FIGURES, after: null, revisions: true, moment }),
      roleIn(db, actor.id, plan.id),
      actionsMoving(db, { measureId: id, planId: plan.id, moment }),
      countedEdits(db, id, moment),
      wholeInspections(db, plan.id, moment),
    ])
    if (!measure || !known) throw new Problem('notFound', 'There is no such measure.')
    // What a correction has replaced stands beside it, and what was withdrawn is in the history alone.
    const [replaced, standing] = split(observations.items, ({ supersededById }) => supersededById !== null)
    const rows = standing.filter(({ status }) => status !== 'withdrawn')
    const shown = (each: ObservationRead) => observationResource(each, read.measure)
    return web.show(request, reply, {
      title: `${measure.ref} ${measure.title}`,
      heading: measure.title,
      caption: html`Measure <span class="wm-ref">${measure.ref}</span>`,
      wide: true,
      back: { href: paths.measures.at(plan), text: 'All measures' },
      section: planSection(plan, role, 'measures', 'below'),
      ofToday,
      body: measureView(measure, rows.map(shown), {
        look: lookOf(known),
        rows,
        isCut: observations.next !== null,
        replaced: new Map(replaced.map((each) => [each.id, shown(each)])),
        annotations: annotationsOf(actions, edits, inspections, asAt),
        actions: actions.map((action) => lineOf(action, today, asAt)),
        asAtDay: asAt,
        readerId: actor.id,
        mayRecord: asAt === null && mayRecord(actor, role, read),
        mayWrite: asAt === null && mayWrite(actor, role, read.priority),
      }),
    })
  })
}

/** So many observations of a measure stand on its page, the newest: more than thirty years of months. */
const FIGURES = 400

function split<T>(all: readonly T[], is: (each: T) => boolean): [those: T[], others: T[]] {
  return [all.filter(is), all.filter((each) => !is(each))]
}

/** The figures that are late, by the id of their measure. */
const lateOf = (due: readonly FiguresDue[]) =>
  new Map(due.flatMap(({ id, owed }) => (owed.lateDays > 0 ? [[id, owed] as const] : [])))

/** What the reader may do here: record the month's figures, and add a measure. */
function pressable(
  plan: PlanRow,
  actor: Actor,
  role: Role | null,
  { measures, leads }: { measures: readonly SeriesMeasure[]; leads: readonly PriorityRow[] },
): Html | false {
  if (whyPlanIsOutOfUse(plan.state) !== null) return false
  const adds = mayEditPlan(role) || leads.some(({ leadId }) => leadId === actor.id)
  const priorityOf = ({ priorityId }: SeriesMeasure) => leads.find(({ id }) => id === priorityId) ?? null
  const shown = [
    ...(measures.some((measure) => mayRecord(actor, role, { measure, priority: priorityOf(measure) }))
      ? [button({ text: 'Record the month’s figures', href: paths.figures.at(plan) })]
      : []),
    ...(adds ? [button({ text: 'Add a measure', href: paths.measureNew.at(plan), look: 'secondary' })] : []),
  ]
  return shown.length > 0 && buttonGroup(...shown)
}
