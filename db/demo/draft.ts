import type { ActionDraft, PlanDraft } from '#db/write/plan-draft.ts'
import { initialDescription } from '#workflows/action/action-facts.ts'
import { addDays, type Day } from '#workflows/calendar/calendar.ts'
import type { DemoAction } from './action-form.ts'
import type { Demonstration, DemoPriority } from './demonstration.ts'
import { figuresOf } from './figures.ts'
import type { Offset } from './names.ts'

/**
 * The demonstration plan as it was before its approval: without the actions that were added later.
 * @param today the day from which all its days are counted
 */
export function demoDraft(demo: Demonstration, today: Day): PlanDraft {
  const day = (offset: Offset) => addDays(today, offset)
  const { people, plan } = demo
  const {
    title,
    description,
    vision,
    ownerBody,
    serves,
    challenges,
    recommendations,
    term,
    horizons,
    priorities,
  } = plan
  return {
    title,
    description,
    vision,
    ownerBody,
    serves,
    challenges,
    firstOn: day(term.firstOffset),
    lastOn: day(term.lastOffset),
    people: people.map(({ name, email, post, agency }) => ({ name, email, post, agency })),
    members: people.flatMap(({ email, role }) => (role ? [{ email, role }] : [])),
    horizons: horizons.map(({ name, label, firstOffset, lastOffset }) => ({
      name,
      label,
      firstOn: day(firstOffset),
      lastOn: day(lastOffset),
    })),
    recommendations,
    priorities: priorities.map((priority) => priorityDraft(demo, priority, day)),
  }
}

/** An action as it was first written, with its baseline for a due date. */
export function actionDraft(
  demo: Demonstration,
  action: DemoAction,
  day: (offset: Offset) => Day,
): ActionDraft {
  const {
    ref,
    horizon,
    title,
    description,
    owner,
    contributors,
    agency,
    criteria,
    milestones,
    recommendations,
    intendedEffect = '',
    measures = [],
  } = action
  const due = action.baselineDue ?? action.due
  return {
    ...initialDescription,
    ref,
    horizon,
    title,
    description,
    ownerEmail: owner && emailOf(demo, owner),
    contributorEmails: contributors.map((key) => emailOf(demo, key)),
    agency,
    startOn: day(action.start),
    dueOn: due === null ? null : day(due),
    criteria,
    milestones: milestones.map((milestone) => ({ title: milestone.title, dueOn: day(milestone.due) })),
    recommendations,
    intendedEffect,
    measures,
    critical: action.critical ?? false,
    regulatorDate: action.regulatorDate ?? false,
  }
}

function priorityDraft(
  demo: Demonstration,
  priority: DemoPriority,
  day: (offset: Offset) => Day,
): PlanDraft['priorities'][number] {
  const { ref, title, description, impact, lead, outcomeConfidence, confidenceNote, measures, actions } =
    priority
  return {
    ref,
    title,
    description,
    impact,
    leadEmail: emailOf(demo, lead),
    outcomeConfidence,
    confidenceNote,
    measures: measures.map((measure) => {
      const { ref, title, unit, polarity, baseline, target, note } = measure
      const named = { ref, title, unit, polarity, baseline, target, note }
      return { ...named, targetOn: null, figures: figuresOf(measure, day) }
    }),
    actions: actions.filter(({ added }) => !added).map((action) => actionDraft(demo, action, day)),
  }
}

/** The email address of a person in the demonstration, by which they are known once loaded. */
export function emailOf({ people }: Demonstration, key: string): string {
  const person = people.find((each) => each.key === key)
  if (!person) throw new Error(`nobody in the demonstration is called ${key}`)
  return person.email
}
