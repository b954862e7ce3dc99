import type { Db } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { actions, plans } from '#db/schema/index.ts'
import { createPlan } from '#db/write/create-plan.ts'
import type { ActionDraft, PlanDraft, PriorityDraft } from '#db/write/plan-draft.ts'
import { initialDescription } from '#workflows/action/action-facts.ts'
import { addDays } from '#workflows/calendar/calendar.ts'

const PRIORITIES = 12
const ACTIONS_EACH = 50

/** An active plan of 600 actions in 12 priorities, a third of each horizon, in all colours, and who chairs it. */
export async function givenLargePlan(db: Db): Promise<{ planId: string; chair: string }> {
  const now = '2026-06-01T09:00:00.000Z'
  const ids = await createPlan(db, draft(), { by: null, now })
  await db
    .update(plans)
    .set({ state: 'active', activeFrom: '2026-06-01', digestsFrom: '2026-06-01' })
    .where(eq(plans.id, ids.plan))
  // Straight into the table: their lives are not what is looked at here.
  await db
    .update(actions)
    .set({
      state: 'inProgress',
      agreedOn: '2026-06-01',
      lastUpdateOn: sql`date '2026-09-01' + (abs(hashtext(ref)) % 80)`,
      baselineDueOn: sql`due_on - (abs(hashtext(ref)) % 3) * 30`,
      timesExtended: sql`abs(hashtext(ref)) % 3`,
      forecastOn: sql`due_on + (abs(hashtext(ref)) % 50)`,
    })
    .where(eq(actions.planId, ids.plan))
  return { planId: ids.plan, chair: ids.person.get('chair@large.example') ?? '' }
}

function draft(): PlanDraft {
  const people = Array.from({ length: 60 }, (_, at) => ({
    name: `Alexandra Montgomery-Shaw ${at + 1}`,
    email: `owner${at + 1}@large.example`,
    post: 'Head of service',
    agency: `Agency ${(at % 9) + 1}`,
  }))
  const chair = { name: 'The chair', email: 'chair@large.example', post: 'Chair', agency: null }
  return {
    title: 'A plan of six hundred actions',
    description: '',
    vision: 'Every child in the district gets the right help at the right time.',
    ownerBody: 'The improvement board',
    serves: '',
    challenges: [],
    firstOn: '2026-06-01',
    lastOn: '2028-05-31',
    people: [...people, chair],
    members: [{ email: chair.email, role: 'chair' }],
    horizons: [
      { name: 'short', label: 'Short term', firstOn: '2026-06-01', lastOn: '2026-12-31' },
      { name: 'medium', label: 'Medium term', firstOn: '2027-01-01', lastOn: '2027-06-30' },
      { name: 'long', label: 'Long term', firstOn: '2027-07-01', lastOn: '2028-05-31' },
    ],
    recommendations: [],
    priorities: Array.from({ length: PRIORITIES }, (_, at) => priority(at + 1)),
  }
}

function priority(number: number): PriorityDraft {
  return {
    ref: `P${number}`,
    title: `Help early, and help that lasts: theme ${number}`,
    description: '',
    impact: 'Fewer families need a social worker, because somebody they trust helped before it got worse.',
    leadEmail: `owner${number}@large.example`,
    outcomeConfidence: 'medium',
    confidenceNote: 'Two of three measures move.',
    measures: Array.from({ length: 3 }, (_, at) => ({
      ref: `P${number}.O${at + 1}`,
      title: `Assessments finished within 45 working days, series ${at + 1}`,
      unit: 'percent',
      polarity: 'higherIsBetter',
      baseline: '68%',
      target: '85%',
      targetOn: '2027-12-31',
      note: '',
    })),
    actions: Array.from({ length: ACTIONS_EACH }, (_, at) => action(number, at + 1)),
  }
}

function action(priorityNumber: number, number: number): ActionDraft {
  const horizon = (['short', 'medium', 'long'] as const)[number % 3] ?? 'short'
  const firstDue = { short: '2026-11-02', medium: '2027-02-01', long: '2027-08-02' }[horizon]
  return {
    ...initialDescription,
    ref: `P${priorityNumber}.${horizon.charAt(0).toUpperCase()}${number}`,
    horizon,
    title: `Agree with partners how early help assessments are shared, part ${number}`,
    ownerEmail: `owner${((priorityNumber * 7 + number) % 60) + 1}@large.example`,
    contributorEmails: [],
    agency: `Agency ${(number % 9) + 1}`,
    startOn: number % 7 === 0 ? '2027-01-04' : '2026-06-01',
    dueOn: addDays(firstDue, number * 2),
    criteria: ['It is shown'],
    milestones: [],
    recommendations: [],
    measures: [],
  }
}
