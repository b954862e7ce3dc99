import type { FastifyRequest } from 'fastify'
import { type PlanRow, roleIn } from '#db/read/plans.ts'
import type { ReportRead } from '#db/read/reports.ts'
import type { SectionRead } from '#db/read/sections.ts'
import type { Deps } from '#server/deps.ts'
import { planSection } from '#server/features/plans/section.ts'
import { seePlan } from '#server/features/plans/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { idSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import type { Shown, Web } from '#server/ui/web.ts'
import { type Day, endOfLondonDay } from '#workflows/calendar/calendar.ts'
import { mayEditPlan, type Role } from '#workflows/engine/policy.ts'
import { whyPlanIsOutOfUse } from '#workflows/plan/plan-settings.ts'
import { seeSection } from './section-service.ts'
import { seeReport } from './service.ts'

type Frame = (heading: string) => Omit<Shown, 'body' | 'status' | 'errors'>

/** A report with its plan, as one person sees it, and the frame of a page below it. */
export type ReportAt = {
  actor: Actor
  read: ReportRead
  plan: PlanRow
  role: Role | null
  /** Why this person may not keep it; null where they do. */
  shut: string | null
  home: string
  frame: Frame
}

/**
 * The report that a page's address names. Throws 404 for one that is not there or not theirs to see.
 * @param asAt as it stood at the end of this London day
 */
export async function reportAt(
  deps: Deps,
  web: Web,
  request: FastifyRequest,
  asAt: Day | null = null,
): Promise<ReportAt> {
  const actor = web.signedIn(request)
  const read = await seeReport(deps, actor, idIn(request, 'report'), asAt && endOfLondonDay(asAt))
  const { report } = read
  const { plan, role, shut } = await planOf(deps, actor, report.planId, asAt)
  const home = paths.report.at(report)
  const name = `Report ${report.number}, ${report.title}`
  return {
    actor,
    read,
    plan,
    role,
    shut,
    home,
    frame: (heading) => ({
      title: `${heading}: ${name}`,
      heading,
      caption: name,
      section: planSection(plan, role, 'reports', 'below'),
      back: { href: home, text: 'Back to the report' },
    }),
  }
}

/** A section with its plan, as one person sees it, and the frame of a page below its report. */
export type SectionAt = Omit<ReportAt, 'read'> & { read: SectionRead }

/**
 * The section that a page's address names. Throws 404 for one that is not there or not theirs to see.
 * @param asAt as it stood at the end of this London day
 */
export async function sectionAt(
  deps: Deps,
  web: Web,
  request: FastifyRequest,
  asAt: Day | null = null,
): Promise<SectionAt> {
  const actor = web.signedIn(request)
  const read = await seeSection(deps, actor, idIn(request, 'section'), asAt && endOfLondonDay(asAt))
  const { section, report } = read
  const { plan, role, shut } = await planOf(deps, actor, section.planId, asAt)
  const home = paths.section.at(section)
  const name = `Section ${section.number}, ${section.heading}`
  return {
    actor,
    read,
    plan,
    role,
    shut,
    home,
    frame: (heading) => ({
      title: `${heading}: ${name}, ${report.title}`,
      heading,
      caption: `${report.title}, section ${section.number}: ${section.heading}`,
      section: planSection(plan, role, 'reports', 'below'),
      back: { href: home, text: 'Back to the section' },
    }),
  }
}

async function planOf(deps: Deps, actor: Actor, planId: string, asAt: Day | null = null) {
  const plan = await seePlan(deps, actor, planId, asAt)
  const role = await roleIn(deps.db, actor.id, planId)
  return { plan, role, shut: whyNotKeepReports(role, plan) }
}

/** Why a person does not keep the reports of a plan as it stands; null where they do. */
export function whyNotKeepReports(role: Role | null, { state }: PlanRow): string | null {
  return mayEditPlan(role)
    ? whyPlanIsOutOfUse(state)
    : 'The plan administrator puts its reports together. Ask them.'
}

function idIn({ params }: FastifyRequest, noun: 'report' | 'section'): string {
  const { id } = params as { id: string }
  if (idSchema.safeParse(id).success) return id
  throw new Problem('notFound', `There is no such ${noun}.`)
}
