import type { ActionRead } from '#db/read/action-facts.ts'
import { mailedPages } from '#emails/frame/addresses.ts'
import { oneLine, shortened } from '#emails/frame/words.ts'
import { type Day, dayInWords } from '#workflows/calendar/calendar.ts'
import { count } from '#workflows/words.ts'
import type { DigestLineText } from './line.ts'

/** Says that an email is late, where it is. */
export function lateness(lateFrom: Day | null): string[] {
  return lateFrom === null
    ? []
    : [
        `This email should have reached you on ${dayInWords(lateFrom)}. It is late because Waymark could not send it then.`,
      ]
}

/** A line about an action, for those who lead, chair or administer its plan. */
export function actionLine(
  { facts, plan }: Pick<ActionRead, 'facts' | 'plan'>,
  { said, late = null, href }: { said: readonly string[]; late?: string | null; href: string },
): DigestLineText {
  return {
    heading: `${short(facts.ref, 40)} ${short(facts.title, 200)}`,
    facts: said.join(' '),
    late,
    place: short(plan.title, 120),
    href,
    about: facts.id,
  }
}

/** Text of people for a place in an email. */
export function short(text: string, most: number): string {
  return shortened(oneLine(text), most)
}

/** Parts of a subject that count something, for one and for many, with a comma between; `otherwise` where there are none. */
export function subjectOf(
  parts: readonly (readonly [number: number, one: string, many: string])[],
  otherwise: string,
): string {
  const said = parts.filter(([number]) => number > 0).map((part) => count(...part))
  return said.length > 0 ? said.join(', ') : otherwise
}

/** The board of the plan, on which its chair finds what to decide and what to ask; the plans where there are several. */
export function boardOf(planIds: readonly string[]) {
  const [only] = planIds
  return planIds.length === 1 && only !== undefined
    ? {
        words: 'The board, with what to decide and what turned red',
        path: mailedPages.planBoard.at({ id: only }),
        button: 'Open the board',
      }
    : pageOf(planIds)
}

/** The page of the plan, or of the plans where there are several. */
export function pageOf(planIds: readonly string[]) {
  const [only] = planIds
  return planIds.length === 1 && only !== undefined
    ? {
        words: 'The plan, with every action',
        path: mailedPages.plan.at({ id: only }),
        button: 'Open the plan',
      }
    : { words: 'The plans, with every action', path: mailedPages.plans.at(), button: 'Open the plans' }
}
