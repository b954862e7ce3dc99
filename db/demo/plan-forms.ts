import { z } from 'zod'
import { horizonNames } from '#db/schema/plan.ts'
import { confidences } from '#db/schema/priority.ts'
import { roles } from '#workflows/engine/policy.ts'
import { agendaKinds } from '#workflows/meeting/agenda.ts'
import { priorityStates } from '#workflows/plan/plan-settings.ts'
import { maybe, type Names, offset, words } from './names.ts'

/** The agencies of the invented place, and everybody who takes part. */
export const peopleForm = z.strictObject({
  agencies: z.array(z.strictObject({ name: words, about: words })),
  people: z.array(
    z.strictObject({
      key: words,
      name: words,
      email: z.email(),
      post: words,
      agency: words,
      /** Owners and leads are known from actions and priorities. */
      role: z.enum(roles).nullable(),
      /** What this person would come to do, for the list of people to sign in as. */
      blurb: words,
      /** The day the person left. They do nothing from then on and are not offered for sign-in. */
      left: maybe(offset),
    }),
  ),
})

/** The plan itself, without its priorities. */
export function planForm({ person }: Pick<Names, 'person'>) {
  const span = { firstOffset: offset, lastOffset: offset }
  const step = z.strictObject({ at: offset, by: person })
  return z.strictObject({
    title: words,
    description: words,
    vision: words,
    ownerBody: words,
    serves: words,
    challenges: z.array(words),
    /** Whether owners may answer by the link in their weekly email. */
    answersByLink: z.boolean(),
    term: z.strictObject(span),
    submitted: step,
    /** Approval agrees every action that has no `added`, and freezes its baseline due date. */
    approved: step,
    horizons: z.array(z.strictObject({ name: z.enum(horizonNames), label: words, ...span })),
    /** What outsiders found and the plan must answer. */
    recommendations: z.array(
      z.strictObject({ ref: z.string().regex(/^R\d+$/), source: words, paragraph: words, text: words }),
    ),
  })
}

/** A priority without its measures and actions. */
export function priorityForm({ person }: Pick<Names, 'person'>) {
  return z.strictObject({
    ref: z.string().regex(/^P\d+$/),
    title: words,
    description: words,
    /** The difference that children and families should notice. */
    impact: words,
    lead: person,
    state: z.enum(priorityStates),
    outcomeConfidence: z.enum(confidences),
    confidenceNote: words,
  })
}

/** The board: who keeps and who issues its papers, what it decides, and when it sits. */
export function boardForm({ person }: Pick<Names, 'person'>) {
  return z.strictObject({
    place: words,
    startsAt: words,
    endsAt: words,
    secretary: person,
    chair: person,
    /** The first decision of the first meeting. */
    firstDecision: words,
    /** What fills the decisions that are no sign-off, in turn. */
    usualItems: z.array(words).min(1),
    /** Those before today have been held; decisions in the stories quote their number. */
    meetings: z.array(
      z.strictObject({
        number: z.int(),
        title: words,
        at: offset,
        agenda: z.array(
          z.strictObject({
            title: words,
            kind: maybe(z.enum(agendaKinds)),
            by: person,
            allotted: z.int(),
            /** What was said; of a meeting to come, nothing. */
            minutes: maybe(words),
            carryOver: maybe(z.literal(true)),
          }),
        ),
        apologies: maybe(z.array(person)),
        absent: maybe(z.array(person)),
        others: maybe(z.array(words)),
      }),
    ),
  })
}
