import * as fc from 'fast-check'
import {
  type ActionFacts,
  actionStates,
  blockerStates,
  evidenceKinds,
  extensionReasons,
  extensionStates,
  milestoneStates,
  initialDescription,
} from '#workflows/action/action-facts.ts'
import { addDays, type Day } from '#workflows/calendar/calendar.ts'
import type { PlanSettings } from '#workflows/plan/plan-settings.ts'

/** Ids of the rows that generated actions refer to: real ones where the facts go into a database. */
export type Surroundings = { planId: string; priorityId: string; horizonId: string; personIds: string[] }

/** Days of ten years, leap days and both changes of the clocks among them. */
export const anyDay: fc.Arbitrary<Day> = fc
  .integer({ min: 0, max: 3_652 })
  .map((days) => addDays('2024-01-01', days))

/** Thresholds a plan might choose, the smallest ones included, where rules touch. */
export const anySettings: fc.Arbitrary<PlanSettings> = fc.record({
  closure: fc.constantFrom('twoKeys', 'oneKey'),
  dueSoonDays: fc.integer({ min: 0, max: 30 }),
  staleDays: fc.integer({ min: 1, max: 60 }),
  farLateDays: fc.integer({ min: 0, max: 45 }),
  embedAfterDays: fc.integer({ min: 1, max: 365 }),
  oftenExtended: fc.integer({ min: 1, max: 4 }),
})

/** Text as people type it, blank and foreign letters included; never what PostgreSQL cannot keep. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    ' \n',
    'It\'s "done"; -- drop',
    'Plant y sir, Ŵyth, 你好, 👩‍👧',
    '<b>&amp;</b>',
    '\\u0041',
  ),
  fc.string({ minLength: 1, maxLength: 20 }),
)

/** What a day might be given as: mostly a day near another, now and then no day at all. */
export function dayOrNot(near: Day): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: -40, max: 60 }).map((days) => addDays(near, days)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', '2026-02-30', '2026-2-3', 'tomorrow', '20261123', '99999-01-01'),
    },
  )
}

/**
 * Actions in every state with facts that need not make sense together, gathered around the thresholds of the
 * rating rule: each fact is quiet most of the time, so that every rule gets its turn.
 */
export function anyAction(
  around: Surroundings,
  settings: PlanSettings,
  today: Day,
): fc.Arbitrary<ActionFacts> {
  const person = fc.constantFrom(...around.personIds)
  const at = edges(settings).map((days) => addDays(today, days))
  const near = (weight = 1) => mostly<Day | null>(null, at, weight)
  const due = fc.oneof(
    { weight: 2, arbitrary: fc.integer({ min: 61, max: 300 }).map((days) => addDays(today, days)) },
    near(2),
  )
  const own = fc.record({
    state: fc.oneof(fc.constantFrom(...actionStates), fc.constantFrom('agreed', 'inProgress', 'submitted')),
    ownerId: fc.option(person, { freq: 9 }),
    startOn: near(),
    dueOn: due,
    lateBy: mostly<number | null>(null, edges(settings)),
    ownRating: mostly<'amber' | 'red' | null>(null, fc.constantFrom('amber', 'red')),
    timesExtended: mostly(0, fc.integer({ min: 0, max: 5 })),
    agreedOn: near(3),
    lastUpdateOn: fc.oneof(fc.constant(today), near(3)),
    submittedOn: near(3),
    endorsedBy: fc.option(person),
    signedOffOn: near(),
    embedCheckOn: near(3),
    regulatorDate: fc.boolean(),
    critical: fc.boolean(),
  })
  const parts = fc.record({
    criteria: fc.array(fc.record({ id, text: anyText }), { minLength: 1, maxLength: 2 }),
    evidence: fc.array(
      fc.record({ id, kind: fc.constantFrom(...evidenceKinds), datedOn: at, independent: fc.boolean() }),
      { maxLength: 2 },
    ),
    milestones: someOf(fc.record({ id, state: fc.constantFrom(...milestoneStates), dueOn: at })),
    blockers: someOf(
      fc.record({ id, state: fc.constantFrom(...blockerStates), sinceOn: at, critical: fc.boolean() }),
    ),
    extensions: someOf(
      fc.record({
        id,
        state: fc.constantFrom(...extensionStates),
        reasonCode: fc.constantFrom(...extensionReasons),
        dueOn: at,
        requestedBy: person,
      }),
    ),
  })
  return fc
    .tuple(id, own, parts, person)
    .map(([actionId, facts, made, someone]) =>
      factsFrom({ ...around, actionId, someone, today }, facts, made),
    )
}

type Own = Pick<
  ActionFacts,
  | 'state'
  | 'ownerId'
  | 'startOn'
  | 'dueOn'
  | 'ownRating'
  | 'timesExtended'
  | 'agreedOn'
  | 'lastUpdateOn'
  | 'submittedOn'
  | 'endorsedBy'
  | 'signedOffOn'
  | 'embedCheckOn'
  | 'regulatorDate'
  | 'critical'
> & { lateBy: number | null }
type Parts = {
  criteria: Pick<ActionFacts['criteria'][number], 'id' | 'text'>[]
  evidence: Pick<ActionFacts['evidence'][number], 'id' | 'kind' | 'datedOn' | 'independent'>[]
  milestones: Pick<ActionFacts['milestones'][number], 'id' | 'state' | 'dueOn'>[]
  blockers: Pick<ActionFacts['blockers'][number], 'id' | 'state' | 'sinceOn' | 'critical'>[]
  extensions: Pick<
    ActionFacts['extensions'][number],
    'id' | 'state' | 'reasonCode' | 'dueOn' | 'requestedBy'
  >[]
}

function factsFrom(
  {
    planId,
    priorityId,
    horizonId,
    actionId,
    someone,
    today,
  }: Omit<Surroundings, 'personIds'> & { actionId: string; someone: string; today: Day },
  { lateBy, ...own }: Own,
  parts: Parts,
): ActionFacts {
  const moment = `${today}T09:00:00.000Z`
  return {
    ...initialDescription,
    ...own,
    id: actionId,
    planId,
    priorityId,
    horizonId,
    ref: actionId,
    title: 'What it commits to',
    version: 1,
    ownerPost: null,
    agencyId: null,
    baselineDueOn: own.dueOn,
    forecastOn: lateBy === null ? null : addDays(own.dueOn ?? today, lateBy),
    submittedBy: own.submittedOn && own.ownerId,
    endorsedOn: own.endorsedBy && own.submittedOn,
    signedOffBy: own.signedOffOn && someone,
    successorId: null,
    decisionId: null,
    createdAt: moment,
    updatedAt: moment,
    contributorIds: [someone],
    recommendationIds: [],
    measureIds: [],
    criteria: parts.criteria.map((each, position) => ({
      ...each,
      position,
    })),
    evidence: parts.evidence.map((each, at) => ({
      ...each,
      criterionId: parts.criteria[at % parts.criteria.length]?.id ?? '',
      title: 'Minutes',
      url: 'https://documents.example/minutes',
      addedBy: someone,
      addedAt: moment,
    })),
    milestones: parts.milestones.map((each) => ({
      ...each,
      title: 'Half of it',
      metOn: each.state === 'met' ? today : null,
      timesReplanned: 0,
    })),
    blockers: parts.blockers.map((each) => ({
      ...each,
      what: 'Data',
      waitingOn: 'The police',
      raisedBy: someone,
      how: null,
      resolvedOn: each.state === 'resolved' ? today : null,
    })),
    extensions: parts.extensions.map((each) => ({
      ...each,
      text: 'Two posts are empty.',
      effect: null,
      mitigation: null,
      decidedBy: null,
      decidedOn: null,
      decisionReason: null,
      regulatorAgreement: null,
      previousDueOn: own.dueOn ?? today,
      requestedOn: today,
    })),
    lastUpdate: null,
  }
}

// Without the bias towards small values, which would give two rows one id.
const id = fc.noBias(fc.uuid({ version: 7 }))

/** Numbers of days on, just before and just after each threshold in both directions, and any others. */
function edges({ dueSoonDays, staleDays, farLateDays }: PlanSettings): fc.Arbitrary<number> {
  const thresholds = [0, dueSoonDays, staleDays, farLateDays, -dueSoonDays, -staleDays]
  const close = thresholds.flatMap((days) => [days - 1, days, days + 1])
  return fc.oneof(fc.constantFrom(...close), fc.integer({ min: -70, max: 70 }))
}

function mostly<T>(quiet: T, loud: fc.Arbitrary<T>, weight = 1): fc.Arbitrary<T> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(quiet) }, { weight, arbitrary: loud })
}

function someOf<T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return mostly<T[]>([], fc.array(one, { minLength: 1, maxLength: 2 }))
}
