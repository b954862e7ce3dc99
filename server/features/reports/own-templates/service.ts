import { newId } from '#db/connection/ids.ts'
import {
  readReportTemplate,
  readReportTemplateForDecision,
  templatesInUse,
} from '#db/read/report-templates.ts'
import {
  changeReportTemplate,
  createReportTemplate,
  type ReportTemplateChange,
  reportTemplatePossibilities,
} from '#db/write/change-report-template.ts'
import type { Deps } from '#server/deps.ts'
import { requireEditor, requireInUse, seePlan } from '#server/features/plans/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { changedOrProblem } from '#server/http/changed.ts'
import { Problem } from '#server/http/problem.ts'
import { copyOfTemplate } from '#workflows/report/new-template.ts'
import type {
  ReportTemplateDescription,
  ReportTemplateFacts,
  SectionOfTemplate,
} from '#workflows/report/template-facts.ts'
import { holdsAnother, templatesFull } from '#workflows/report/template.ts'
import { templateNamed } from './named.ts'

/** A template of a plan that the person may see. Throws 404 otherwise. */
export async function seeTemplate(
  { db }: Pick<Deps, 'db'>,
  actor: Actor,
  id: string,
): Promise<ReportTemplateFacts> {
  const template = await readReportTemplate(db, actor.id, id)
  if (!template) throw noSuchTemplate()
  return template
}

/**
 * A plan's own copy of a template, in use.
 * @param wanted the code or the id of what is copied, and the title of the copy where it has another
 * @throws Problem 409 for what the plan cannot use
 */
export async function copyTemplate(
  deps: Deps,
  actor: Actor,
  planId: string,
  { from, title }: { from: string; title?: string | undefined },
): Promise<ReportTemplateFacts> {
  const plan = await seePlan(deps, actor, planId)
  await requireEditor(deps, actor, planId)
  requireInUse(plan)
  const copied = await templateNamed(deps, actor, planId, { named: from, field: 'from' })
  const template = copyOfTemplate(copied, { title, planId, now: deps.clock.now(), newId })
  // Each time another write has counted in the plan meanwhile, the number in use is read anew.
  for (;;) {
    const { inUse, tally } = await templatesInUse(deps.db, planId)
    if (!holdsAnother(inUse)) throw new Problem('templatesFull', templatesFull)
    if (await createReportTemplate(deps.db, template, { actorId: actor.id, from, tally })) return template
  }
}

/** A change as it is asked for: a section without an id is new, and gets one. */
export type TemplateWanted =
  | Exclude<ReportTemplateChange, { type: 'edit' }>
  | {
      type: 'edit'
      change: Partial<Omit<ReportTemplateDescription, 'sections'>> & {
        sections?: readonly (SectionOfTemplate & { id?: string | undefined })[]
      }
    }

/**
 * Changes a plan's own template by its workflow.
 * @param ifVersion the version the change was decided on
 * @throws Problem as `changedOrProblem` does
 */
export async function changeOfTemplate(
  deps: Deps,
  actor: Actor,
  templateId: string,
  wanted: TemplateWanted,
  ifVersion?: number,
): Promise<ReportTemplateFacts> {
  await seeTemplate(deps, actor, templateId)
  const context = { templateId, actorId: actor.id, now: deps.clock.now(), ifVersion }
  return changedOrProblem(await changeReportTemplate(deps.db, context, withIds(wanted)), {
    noun: 'template',
    ifVersion,
    versionOf: ({ reportTemplate }) => reportTemplate.version,
    possible: (decision) => reportTemplatePossibilities(decision, context),
  })
}

function withIds(wanted: TemplateWanted): ReportTemplateChange {
  if (wanted.type !== 'edit') return wanted
  const { sections, ...change } = wanted.change
  return {
    type: 'edit',
    change: {
      ...change,
      ...(sections && { sections: sections.map(({ id = newId(), ...section }) => ({ id, ...section })) }),
    },
  }
}

/** A template with every event of its machine, for the caller. */
export async function templateWithEvents(deps: Deps, actor: Actor, templateId: string) {
  await seeTemplate(deps, actor, templateId)
  const decision = await readReportTemplateForDecision(deps.db, templateId, actor.id)
  if (!decision) throw noSuchTemplate()
  const { state, version } = decision.reportTemplate
  const items = reportTemplatePossibilities(decision, { actorId: actor.id, now: deps.clock.now() })
  return { state, version, items }
}

function noSuchTemplate(): Problem {
  return new Problem('notFound', 'There is no such template, or it is not yours to see.')
}
