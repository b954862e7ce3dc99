import type { ActionDraft, MeasureDraft, PlanDraft, PriorityDraft } from '#db/write/plan-draft.ts'
import { dayInWords } from '#workflows/calendar/calendar.ts'
import { type Doubt, type DoubtKind, doubt } from './doubt.ts'

/** What a plan still lacks before it can be submitted or judged, whichever form it was read from. */
export function gapsOf(draft: PlanDraft): Doubt[] {
  return [
    ...gapsOfPlan(draft),
    ...draft.priorities.flatMap(gapsOfPriority),
    ...draft.priorities.flatMap(({ actions }) => actions.flatMap((action) => gapsOfAction(action, draft))),
    ...draft.priorities.flatMap(({ measures }) => measures.flatMap(gapsOfMeasure)),
    ...uncovered(draft),
  ]
}

function gapsOfPlan({ firstOn, lastOn, members }: PlanDraft): Doubt[] {
  const has = (role: string) => members.some((member) => member.role === role)
  return [
    ...when(!firstOn || !lastOn, 'termUnsure', 'plan', 'The plan has no first and last day.'),
    ...when(!has('administrator'), 'missingAdministrator', 'plan', 'No member is administrator.'),
    ...when(!has('chair'), 'missingChair', 'plan', 'No member is chair.'),
  ]
}

function gapsOfPriority({ ref, actions, measures, leadEmail, impact }: PriorityDraft): Doubt[] {
  return [
    ...when(actions.length === 0, 'noActions', ref, `${ref} has no actions.`),
    ...when(measures.length === 0, 'noMeasures', ref, `${ref} has no measures.`),
    ...when(leadEmail === null, 'missingLead', ref, `${ref} has no lead.`),
    ...when(impact === '', 'missingImpact', ref, `${ref} has no intended impact.`),
  ]
}

function gapsOfAction(action: ActionDraft, draft: PlanDraft): Doubt[] {
  const { ref, dueOn } = action
  return [
    ...when(action.ownerEmail === null, 'missingOwner', ref, `${ref} has no owner.`),
    ...when(dueOn === null, 'missingDueDate', ref, `${ref} has no due date.`),
    ...when(action.criteria.length === 0, 'missingCriteria', ref, `${ref} has no closure criteria.`),
    ...(dueOn === null ? [] : outsideHorizon(action, dueOn, draft)),
  ]
}

function outsideHorizon({ ref, horizon }: ActionDraft, dueOn: string, { horizons }: PlanDraft): Doubt[] {
  const window = horizons.find(({ name }) => name === horizon)
  if (!window || (window.firstOn <= dueOn && dueOn <= window.lastOn)) return []
  const span = `${dayInWords(window.firstOn)} to ${dayInWords(window.lastOn)}`
  const what = `${ref} is due on ${dayInWords(dueOn)}, outside its horizon ${horizon} (${span}).`
  return [doubt('dueOutsideHorizon', ref, what)]
}

function gapsOfMeasure({ ref, baseline, target, targetOn, polarity }: MeasureDraft): Doubt[] {
  // A figure kept for context only has nothing to reach.
  const wantsTarget = polarity !== 'contextOnly'
  return [
    ...when(baseline === null, 'missingBaseline', ref, `${ref} has no baseline.`),
    ...when(wantsTarget && target === null, 'missingTarget', ref, `${ref} has no target.`),
    ...when(
      target !== null && targetOn === null,
      'missingTargetDate',
      ref,
      `${ref} has a target but no date for it.`,
    ),
  ]
}

function uncovered({ recommendations, priorities }: PlanDraft): Doubt[] {
  const answered = new Set(
    priorities.flatMap(({ actions }) => actions.flatMap((action) => action.recommendations)),
  )
  return recommendations
    .filter(({ ref }) => !answered.has(ref))
    .map(({ ref }) => doubt('uncovered', ref, `No action answers recommendation ${ref}.`))
}

function when(doubtful: boolean, kind: DoubtKind, where: string, what: string): Doubt[] {
  return doubtful ? [doubt(kind, where, what)] : []
}
