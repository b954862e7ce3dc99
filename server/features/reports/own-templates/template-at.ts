import type { FastifyRequest } from 'fastify'
import { type PlanRow, roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planSection } from '#server/features/plans/section.ts'
import { seePlan } from '#server/features/plans/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { idSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import type { FormPage } from '#server/ui/forms/form-page.ts'
import { button } from '#server/ui/html/govuk.ts'
import type { Shown, Web } from '#server/ui/web.ts'
import type { Role } from '#workflows/engine/policy.ts'
import type { ReportTemplateFacts } from '#workflows/report/template-facts.ts'
import { whyNotKeepReports } from '../report-at.ts'
import { seeTemplate } from './service.ts'

/** A plan's own template with its plan, as one person sees it, and the frame of a page below it. */
export type TemplateAt = {
  actor: Actor
  template: ReportTemplateFacts
  plan: PlanRow
  role: Role | null
  /** Why this person may not keep it; null where they do. */
  shut: string | null
  home: string
  frame: (heading: string) => Omit<Shown, 'body' | 'status' | 'errors'>
}

/** The template that a page's address names. Throws 404 for one that is not there or not theirs to see. */
export async function templateAt(deps: Deps, web: Web, request: FastifyRequest): Promise<TemplateAt> {
  const actor = web.signedIn(request)
  const { id } = request.params as { id: string }
  if (!idSchema.safeParse(id).success) throw new Problem('notFound', 'There is no such template.')
  const template = await seeTemplate(deps, actor, id)
  const plan = await seePlan(deps, actor, template.planId)
  const role = await roleIn(deps.db, actor.id, plan.id)
  const home = paths.reportTemplate.at(template)
  return {
    actor,
    template,
    plan,
    role,
    shut: whyNotKeepReports(role, plan),
    home,
    frame: (heading) => ({
      title: `${heading}: ${template.title}`,
      heading,
      caption: template.title,
      section: planSection(plan, role, 'reports', 'below'),
      back: { href: home, text: 'Back to the template' },
    }),
  }
}

/** What closes a form that changes a template: it is not theirs to keep, or it is withdrawn. */
export function closedTemplate({ shut, template, home }: TemplateAt): Pick<FormPage, 'closed'> {
  const withdrawn = template.state === 'withdrawn' ? 'The template is withdrawn. Reinstate it first.' : null
  const text = shut ?? withdrawn
  if (text === null) return {}
  const next = button({ text: 'Back to the template', href: home, look: 'secondary' })
  return { closed: { title: 'You cannot change this template', text, next } }
}
