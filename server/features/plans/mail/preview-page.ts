import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type PlanRow, roleIn } from '#db/read/plans.ts'
import { digestKinds } from '#db/schema/delivery.ts'
import { previewWeek } from '#emails/ledger/preview.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { mayReadMail, planSection } from '#server/features/plans/section.ts'
import { Problem } from '#server/http/problem.ts'
import { idSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { allowEmailFrame, emailParts, sendEmailDocument } from '#server/ui/email-frame.ts'
import type { Web } from '#server/ui/web.ts'
import { mailWords } from '#server/ui/words/mail-words.ts'
import { nextDigest } from '#workflows/calendar/weeks.ts'
import { previewView } from './view-preview.ts'

/**
 * What goes to the people of a plan next, nothing sent: as a list, and each email as its receiver would see it. For
 * its administrators and chairs, so it says what the emails tell of this plan, and nothing of any other.
 */
export function previewPages(app: FastifyInstance, deps: Deps, web: Web): void {
  const { db, clock, publicUrl } = deps

  app.get(paths.mailPreview.pattern, web.signedInOnly, async (request, reply) => {
    const plan = await readablePlan(request)
    const { week, dueAt } = nextDigest(clock.now(), plan)
    const previews =
      plan.state === 'active' ? await previewWeek(db, clock, { week, publicUrl, planId: plan.id }) : []
    return web.show(request, reply, {
      title: `What goes next: ${plan.title}`,
      heading: 'What goes next',
      ...(await frame(request, plan)),
      body: previewView({ planId: plan.id, active: plan.state === 'active', previews, dueAt }),
    })
  })

  app.get(paths.mailPreviewEmail.pattern, web.signedInOnly, async (request, reply) => {
    const plan = await readablePlan(request)
    const { kind, parts, subject, text, person } = await previewAt(request, plan)
    allowEmailFrame(reply)
    return web.show(request, reply, {
      title: `${subject}, to ${person.name}`,
      heading: subject,
      caption: `${mailWords({ kind, parts })}: ${person.name}, ${person.address}`,
      ...(await frame(request, plan, 'One email')),
      body: emailParts(paths.mailPreviewHtml.at({ id: plan.id, kind, person: person.id }), text),
    })
  })

  app.get(paths.mailPreviewHtml.pattern, web.signedInOnly, async (request, reply): Promise<FastifyReply> => {
    const plan = await readablePlan(request)
    return sendEmailDocument(reply, (await previewAt(request, plan)).html)
  })

  async function readablePlan(request: FastifyRequest): Promise<PlanRow> {
    const plan = await planAt(deps, web, request)
    if (mayReadMail(await roleIn(db, web.signedIn(request).id, plan.id))) return plan
    throw new Problem('forbidden', 'What goes next is for the administrators and the chair of the plan.')
  }

  async function previewAt(request: FastifyRequest, plan: PlanRow) {
    const { kind: named, person } = request.params as { kind: string; person: string }
    const { week } = nextDigest(clock.now(), plan)
    const kind = digestKinds.find((each) => each === named)
    if (kind && idSchema.safeParse(person).success) {
      const asked = { week, publicUrl, planId: plan.id, personId: person, kind }
      const [found] = await previewWeek(db, clock, asked)
      if (found) return { ...found, kind }
    }
    throw new Problem('notFound', 'No such email goes to this person next.')
  }

  async function frame(request: FastifyRequest, plan: PlanRow, below?: string) {
    const role = await roleIn(db, web.signedIn(request).id, plan.id)
    const next = {
      text: 'What goes next',
      ...(below !== undefined && { href: paths.mailPreview.at(plan) }),
    }
    return {
      section: planSection(plan, role, 'mail', 'below'),
      breadcrumbs: [
        { text: 'Mail log', href: paths.planMail.at(plan) },
        next,
        ...(below === undefined ? [] : [{ text: below }]),
      ],
    }
  }
}
