import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import { addDays, type Day } from '#workflows/calendar/calendar.ts'
import { defaultSettings, type PlanSettings } from '#workflows/plan/plan-settings.ts'
import { type Advice, type AdvisedStep, adviceFor } from '#workflows/rating/advice.ts'
import { type Rating, ratingOf } from '#workflows/rating/rating.ts'
import { anAction, someEvidence, TODAY } from '../support/facts.ts'
import { anyAction, anyDay, anySettings } from '../support/generate.ts'

const around = { planId: 'plan', priorityId: 'priority', horizonId: 'short', personIds: ['one', 'other'] }
const badness: Record<Rating, number> = { blue: 0, green: 0, grey: 0, none: 0, amber: 1, red: 2 }

describe('what is advised to turn an action green', () => {
  test('makes no colour worse on the way, and turns it green whichever way is taken, for any action', () => {
    const seen = new Set<AdvisedStep>()
    const situation = fc.tuple(anySettings, anyDay).chain(([settings, day]) =>
      fc.record({
        settings: fc.constant(settings),
        day: fc.constant(day),
        action: anyAction(around, settings, day),
      }),
    )
    const followed = fc.property(situation, ({ settings, day, action }) => {
      const advice = adviceFor(action, settings, day)
      const before = ratingOf(action, settings, day)
      expect(advice === null).toBe(badness[before.rating] === 0)
      expect(before.toTurnGreen).toBe(advice?.text ?? null)
      for (const way of advice?.ways ?? []) {
        expect(way.length).toBeGreaterThan(0)
        const colours = colourByColour(action, way, settings, day)
        const worse = colours.some(
          (colour, at) => badness[colour] > badness[colours[at - 1] ?? before.rating],
        )
        if (worse || badness[colours.at(-1) ?? 'red'] > 0)
          throw new Error(JSON.stringify({ advice, way, before: before.rating, colours }))
        for (const step of way) seen.add(step)
      }
    })
    fc.assert(followed, { numRuns: 4_000 })
    expect([...seen].toSorted()).toEqual(Object.keys(followers).toSorted())
  })

  test('asks for more time wherever a way does, and nowhere else', () => {
    const situation = fc.tuple(anySettings, anyAction(around, defaultSettings, TODAY))
    const said = fc.property(situation, ([settings, action]) => {
      const advice = adviceFor(action, settings, TODAY)
      const asks = advice?.ways.some((way) => way.includes('askForMoreTime')) ?? false
      expect(/ask for more time/.test(advice?.text ?? '')).toBe(asks)
      if (action.timesExtended + 1 >= settings.oftenExtended) expect(asks).toBe(false)
    })
    fc.assert(said, { numRuns: 2_000 })
  })

  test.each<[string, Partial<ActionFacts>]>([
    ['Submit it for sign-off, or ask for more time.', { dueOn: '2026-11-20' }],
    [
      'Submit it for sign-off. With more time it would not be green.',
      { dueOn: '2026-11-20', timesExtended: 1 },
    ],
    [
      'Submit it for sign-off. With more time it would not be green.',
      { dueOn: '2026-11-20', timesExtended: 2 },
    ],
    [
      'Bring the forecast back to 26 February 2027 or before, or ask for more time.',
      { forecastOn: '2027-03-05' },
    ],
    [
      'Bring the forecast back to 26 February 2027 or before.',
      { forecastOn: '2027-03-05', timesExtended: 1 },
    ],
    [
      'Bring the forecast back to 26 February 2027 or before. Finish it. A date that keeps moving stays amber.',
      { forecastOn: '2027-06-05', timesExtended: 2 },
    ],
    ['Finish it. A date that keeps moving stays amber.', { timesExtended: 2 }],
    [
      'Submit it for sign-off, or ask for more time. Give an update.',
      { dueOn: '2026-11-20', lastUpdateOn: '2026-09-01' },
    ],
    ['Decide on the request, or withdraw it.', { extensions: [asked('2027-04-30')] }],
    [
      'Withdraw the request, or refuse it: with more time it would not be green.',
      { extensions: [asked('2027-04-30')], timesExtended: 1 },
    ],
    [
      'Submit it for sign-off, or have the request for more time granted.',
      { dueOn: '2026-11-20', extensions: [asked('2027-04-30')] },
    ],
    [
      'Submit it for sign-off. With more time it would not be green.',
      { dueOn: '2026-11-20', extensions: [asked('2027-04-30')], timesExtended: 1 },
    ],
    // The date that was asked for is due soon too, and nothing shows that the action is done.
    [
      'Submit it for sign-off. With more time it would not be green.',
      { dueOn: '2026-11-20', extensions: [asked('2026-11-30')], evidence: [] },
    ],
    ['Submit it for sign-off, or ask for more time.', { dueOn: '2026-11-20', evidence: [] }],
    ['Resolve the blockers. Give an update.', { blockers: [blocker, blocker], lastUpdateOn: '2026-09-01' }],
    ['Resolve the blocker.', { blockers: [blocker, { ...blocker, state: 'resolved' }] }],
    ['Set a due date.', { dueOn: null }],
    ['Set a due date of 5 March 2027 or later.', { dueOn: null, forecastOn: '2027-03-05' }],
  ])('%s', (text, facts) => {
    expect(adviceFor(anAction(facts), defaultSettings, TODAY)?.text).toBe(text)
  })
})

function asked(dueOn: Day) {
  return { state: 'requested', previousDueOn: '2027-02-26', dueOn } as ActionFacts['extensions'][number]
}

const blocker = {
  state: 'open',
  critical: false,
  sinceOn: '2026-11-02',
} as ActionFacts['blockers'][number]

type Follow = (action: ActionFacts, settings: PlanSettings, day: Day) => Partial<ActionFacts>

/** What becomes of an action when each step is taken, by its workflow. */
const followers: Record<AdvisedStep, Follow> = {
  finish: signedOff,
  signOff: signedOff,
  embed: () => ({ state: 'embedded' }),
  askForMoreTime: ({ extensions, forecastOn, timesExtended }, settings, day) => ({
    dueOn: [addDays(day, settings.dueSoonDays + 1), forecastOn ?? ''].toSorted().at(-1) ?? null,
    forecastOn: null,
    timesExtended: timesExtended + 1,
    extensions,
  }),
  bringForecastBack: (action, _settings, day) => ({ ...reported(action, day), forecastOn: action.dueOn }),
  resolveBlockers: ({ blockers }, _settings, day) => ({
    blockers: blockers.map((each) => ({ ...each, state: 'resolved', resolvedOn: day })),
  }),
  takeRatingBack: (action, _settings, day) => reported(action, day),
  addEvidence: () => ({ evidence: [someEvidence()] }),
  giveUpdate: (action, _settings, day) => reported({ ...action }, day),
  start: ({ state }) => ({ state: state === 'agreed' ? 'inProgress' : state }),
  grantRequest: ({ extensions, dueOn, timesExtended }) => ({
    dueOn: extensions.find(({ state }) => state === 'requested')?.dueOn ?? dueOn,
    forecastOn: null,
    timesExtended: timesExtended + 1,
    extensions: extensions.filter(({ state }) => state !== 'requested'),
  }),
  withdrawRequest: ({ extensions }) => ({
    extensions: extensions.filter(({ state }) => state !== 'requested'),
  }),
  answerMilestones: ({ milestones }, _settings, day) => ({
    milestones: milestones.map((each) => ({ ...each, state: 'met', metOn: day })),
  }),
  nameOwner: () => ({ ownerId: 'one' }),
  setDueDate: ({ forecastOn }, settings, day) => ({
    dueOn: [addDays(day, settings.dueSoonDays + 1), forecastOn ?? ''].toSorted().at(-1) ?? null,
  }),
}

function signedOff(_action: ActionFacts, settings: PlanSettings, day: Day): Partial<ActionFacts> {
  return { state: 'signedOff', signedOffOn: day, embedCheckOn: addDays(day, settings.embedAfterDays) }
}

function reported({ state, forecastOn }: ActionFacts, day: Day): Partial<ActionFacts> {
  return { state: state === 'agreed' ? 'inProgress' : state, lastUpdateOn: day, ownRating: null, forecastOn }
}

function colourByColour(
  action: ActionFacts,
  way: Advice['ways'][number],
  settings: PlanSettings,
  day: Day,
): Rating[] {
  let facts = action
  return way.map((step) => {
    facts = { ...facts, ...followers[step](facts, settings, day) }
    return ratingOf(facts, settings, day).rating
  })
}
