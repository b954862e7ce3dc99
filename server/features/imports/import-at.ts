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
import { whyPlanIsShut } from '#workflows/plan/plan-settings.ts'
import { type ImportWhole, seeImport, seeWholeImport } from './service.ts'
import { importStateWords } from './words.ts'

/** An import with its reading, as one person sees it, and the frame of a page below it. */
export type ImportAt = {
  actor: Actor
  whole: ImportWhole
  /** The plan that it goes into; null for a new one. */
  plan: PlanRow | null
  home: string
  frame: (heading: string) => Omit<Shown, 'body' | 'status' | 'errors'>
}

/**
 * The import that a page's address names.
 * @param part its rows are left out where they are not asked for, since thousands take time
 * @throws Problem 404 for one that is not there or not theirs to see
 */
export async function importAt(
  deps: Deps,
  web: Web,
  request: FastifyRequest,
  part: 'whole' | 'facts' = 'whole',
): Promise<ImportAt> {
  const actor = web.signedIn(request)
  const { id } = request.params as { id: string }
  if (!idSchema.safeParse(id).success) throw new Problem('notFound', 'There is no such import.')
  const whole =
    part === 'whole'
      ? await seeWholeImport(deps, actor, id)
      : { ...(await seeImport(deps, actor, id)), kept: null, answers: [] }
  const plan = whole.plan && (await seePlan(deps, actor, whole.plan.id))
  const role = plan && (await roleIn(deps.db, actor.id, plan.id))
  const home = paths.import.at({ id })
  return {
    actor,
    whole,
    plan,
    home,
    frame: (heading) => ({
      title: `${heading}: ${whole.facts.fileName}`,
      heading,
      caption: whole.facts.fileName,
      ...(plan && { section: planSection(plan, role, 'page', 'below') }),
      back: { href: home, text: 'Back to the import' },
    }),
  }
}

/** The title of the plan that an import goes into, be it there or new. */
export const planTitle = ({ plan, facts }: ImportWhole): string => plan?.title ?? facts.title

/**
 * What closes a form of an import that is imported or discarded already, or whose plan takes none now.
 * @param shutToo whether the form is open where the plan is closed or withdrawn: nothing of it reaches the plan
 */
export function closedImport(
  { whole: { facts, kept }, plan, home }: ImportAt,
  { shutToo = false } = {},
): Pick<FormPage, 'closed'> {
  const shut = shutToo ? null : plan && whyPlanIsShut(plan.state)
  if (shut) return { closed: { title: 'The plan takes no spreadsheet now', text: shut, next: back(home) } }
  if (facts.state === 'open' && kept !== null) return {}
  return {
    closed: {
      title: `${importStateWords[facts.state]} already`,
      text: 'To import it once more, send the file again.',
      next: back(home),
    },
  }
}

const back = (href: string) => button({ text: 'Back to the import', href, look: 'secondary' })
