import type { PlanDraft } from '#db/write/plan-draft.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { termWarnings, windowWarnings } from '#workflows/warnings/plan-warnings.ts'
import { type Asked, dayWarnings } from '#workflows/warnings/unusual-day.ts'
import type { Warning } from '#workflows/warnings/warning.ts'
import { type Doubt, doubt } from './doubt.ts'

/** Days of a plan that read like a slip of the pen: far ones, and such as lie outside of the plan. All are loaded. */
export function unusualDays(draft: PlanDraft, today: Day): Doubt[] {
  const frame = { today, plan: draft }
  const ask = (ref: string, what: string, day: Day | null | undefined, asked: Asked) =>
    told(ref, what, dayWarnings('', day, asked, frame))
  return [
    ...told('plan', 'First or last day', termWarnings(draft, today)),
    ...draft.horizons.flatMap((window) =>
      told(`horizons.${window.name}`, 'First or last day', windowWarnings(window, draft, today)),
    ),
    ...(draft.inspections ?? []).flatMap(({ ref, inspectedOn, publishedOn, judgementBeforeOn }) => [
      ...ask(ref, 'Day of the inspection', inspectedOn, []),
      ...ask(ref, 'Day of the report', publishedOn, []),
      ...ask(ref, 'Day of the judgement before', judgementBeforeOn, []),
    ]),
    ...draft.priorities.flatMap(({ actions, measures }) => [
      ...actions.flatMap(({ ref, startOn, dueOn, milestones }) => [
        ...ask(ref, 'Start', startOn, ['plan']),
        ...ask(ref, 'Due date', dueOn, ['plan']),
        ...milestones.flatMap((each) => ask(ref, `Milestone “${each.title}”`, each.dueOn, ['plan'])),
      ]),
      ...measures.flatMap(({ ref, targetOn, figures }) => [
        ...ask(ref, 'Day of the target', targetOn, []),
        ...ask(ref, 'Day of the baseline', figures?.baselineOn, []),
      ]),
    ]),
  ]
}

function told(ref: string, what: string, warnings: readonly Warning[]): Doubt[] {
  return warnings.map(({ detail }) => doubt('unusualDay', ref, `${what}: ${detail}`))
}
