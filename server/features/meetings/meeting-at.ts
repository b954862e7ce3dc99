import type { FastifyRequest } from 'fastify'
import { type PlanRow, roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planSection } from '#server/features/plans/section.ts'
import { seePlan } from '#server/features/plans/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { idSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import type { Web } from '#server/ui/web.ts'
import { type Day, endOfLondonDay, londonDay } from '#workflows/calendar/calendar.ts'
import { type Role, standingInPlan } from '#workflows/engine/policy.ts'
import { whyNotNow } from '#workflows/meeting/edit-meeting.ts'
import type { MeetingFacts } from '#workflows/meeting/meeting.ts'
import { seeMeeting } from './service.ts'

/** A meeting with its plan, as one person sees it, and the frame of a page below it. */
export type MeetingAt = {
  actor: Actor
  meeting: MeetingFacts
  plan: PlanRow
  role: Role | null
  home: string
  frame: (heading: string) => {
    title: string
    heading: string
    caption: string
    section: ReturnType<typeof planSection>
    back: { href: string; text: string }
  }
}

/**
 * The meeting that a page's address names. Throws 404 for one that is not there or not theirs to see.
 * @param asAt as it stood at the end of this London day
 */
export async function meetingAt(
  deps: Deps,
  web: Web,
  request: FastifyRequest,
  asAt: Day | null = null,
): Promise<MeetingAt> {
  const actor = web.signedIn(request)
  const meeting = await seeMeeting(deps, actor, meetingIdIn(request.params), asAt && endOfLondonDay(asAt))
  const plan = await seePlan(deps, actor, meeting.planId, asAt)
  const role = await roleIn(deps.db, actor.id, plan.id)
  const home = paths.meeting.at(meeting)
  const name = `Meeting ${meeting.number}, ${meeting.title}`
  return {
    actor,
    meeting,
    plan,
    role,
    home,
    frame: (heading) => ({
      title: `${heading}: ${name}`,
      heading,
      caption: name,
      section: planSection(plan, role, 'meetings', 'below'),
      back: { href: home, text: 'Back to the meeting' },
    }),
  }
}

/** Why the person who looks cannot make such a change of a meeting now; null where they can. */
export function whyNot(
  { clock }: Pick<Deps, 'clock'>,
  { actor, meeting, plan, role }: Pick<MeetingAt, 'actor' | 'meeting' | 'plan' | 'role'>,
  type: Parameters<typeof whyNotNow>[0],
): string | null {
  const now = clock.now()
  const around = { plan, namedActionIsOfPlan: true, unknown: [], boardIds: [] }
  const standing = standingInPlan({ id: actor.id, role })
  return whyNotNow(type, { meeting, around, standing, today: londonDay(now), now })
}

/** The id of a meeting in an address. Throws 404 for what is none. */
export function meetingIdIn(params: unknown): string {
  const { id } = params as { id: string }
  if (idSchema.safeParse(id).success) return id
  throw new Problem('notFound', 'There is no such meeting.')
}
