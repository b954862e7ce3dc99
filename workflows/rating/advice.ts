import { type Day, dayInWords } from '#workflows/calendar/calendar.ts'
import type { PlanSettings } from '#workflows/plan/plan-settings.ts'
import {
  awaitsSignOff,
  judgedOn,
  type RatedFacts,
  type RatingCode,
  ratingCodes,
  ratingCodesOf,
} from './rating-codes.ts'

/** One thing that a person does to an action. `finish` is to submit it and have it signed off. */
export type AdvisedStep =
  | 'finish'
  | 'signOff'
  | 'embed'
  | 'askForMoreTime'
  | 'bringForecastBack'
  | 'resolveBlockers'
  | 'takeRatingBack'
  | 'addEvidence'
  | 'giveUpdate'
  | 'start'
  | 'grantRequest'
  | 'withdrawRequest'
  | 'answerMilestones'
  | 'nameOwner'
  | 'setDueDate'

/** What would turn an action green, in words, and as the ways of which each does: all of its steps are needed. */
export type Advice = { text: string; ways: AdvisedStep[][] }

/** What one reason asks for: a sentence, and the steps of which any one answers it. */
type Answer = { text: string; steps: AdvisedStep[] }

/**
 * What would turn an action green, by every rule that makes it red or amber and not only by the first; null where it
 * is neither. It names no step that makes the next colour worse, and more time only where the moved date may be
 * green: a date that moved as often as the plan bears stays amber until the action is finished.
 * @param day the day to judge at, as in `ratingOf`
 */
export function adviceFor(facts: RatedFacts, settings: PlanSettings, day: Day): Advice | null {
  const codes = ratingCodesOf(facts, settings, day)
  const [first = 'onTrack'] = codes
  if (ratingCodes[first] !== 'red' && ratingCodes[first] !== 'amber') return null
  if (awaitsSignOff(facts)) return { text: 'Sign it off.', ways: [['signOff']] }
  if (first === 'embedCheckOverdue')
    return {
      text: 'Add the evidence that the change has stuck, and have the chair confirm it.',
      ways: [['embed']],
    }
  const situation = { facts, settings, day: judgedOn(facts, day), codes: new Set(codes) }
  const rest = codes.flatMap((code) => answerTo(code, situation) ?? [])
  return situation.codes.has('overdue')
    ? whereOverdue(situation, rest)
    : together(situation.codes.has('extendedOften') ? [...rest, finished] : rest)
}

type Situation = { facts: RatedFacts; settings: PlanSettings; day: Day; codes: ReadonlySet<RatingCode> }

const finished: Answer = { text: 'Finish it. A date that keeps moving stays amber.', steps: ['finish'] }

/** More time cures what is late only where one more move is not one too many, and no request is open already. */
function moreTimeCures({ facts, settings, codes }: Situation): boolean {
  return facts.timesExtended + 1 < settings.oftenExtended && !codes.has('extensionRequested')
}

/** Whether granting the open request leaves nothing that its answers do not cure. */
function grantCures({ facts, settings, day, codes }: Situation): boolean {
  const granted = grantedFacts(facts)
  const cured = new Set<RatingCode>([...codes, 'onTrack'])
  cured.delete('overdue')
  cured.delete('extendedOften')
  // Of an overdue action this is not answered by itself.
  if (codes.has('overdue')) cured.delete('dueSoonNoEvidence')
  return ratingCodesOf(granted, settings, day).every((code) => cured.has(code))
}

function grantedFacts(facts: RatedFacts): RatedFacts {
  const asked = facts.extensions.find(({ state }) => state === 'requested')
  return {
    ...facts,
    dueOn: asked?.dueOn ?? facts.dueOn,
    forecastOn: null,
    timesExtended: facts.timesExtended + 1,
    extensions: facts.extensions.filter(({ state }) => state !== 'requested'),
  }
}

function whereOverdue(situation: Situation, rest: readonly Answer[]): Advice {
  const { codes } = situation
  if (moreTimeCures(situation)) {
    const other = together(rest)
    return {
      text: sentences('Submit it for sign-off, or ask for more time.', other.text),
      ways: [['finish'], ...other.ways.map((way): AdvisedStep[] => ['askForMoreTime', ...way])],
    }
  }
  if (codes.has('extensionRequested') && grantCures(situation)) {
    const other = together(rest)
    return {
      text: sentences('Submit it for sign-off, or have the request for more time granted.', other.text),
      ways: [['finish'], ...other.ways.map((way): AdvisedStep[] => ['grantRequest', ...way])],
    }
  }
  return { text: 'Submit it for sign-off. With more time it would not be green.', ways: [['finish']] }
}

// What is far late is late as well, and a critical blocker is an open one: each is answered once.
function answerTo(code: RatingCode, situation: Situation): Answer | null {
  const { facts, codes } = situation
  const overdue = codes.has('overdue')
  switch (code) {
    case 'forecastLate': {
      // A date that has passed cannot be expected again: more time, or the end of the action, answers the forecast too.
      if (overdue || facts.dueOn === null) return null
      const back = `Bring the forecast back to ${dayInWords(facts.dueOn)} or before`
      return moreTimeCures(situation)
        ? { text: `${back}, or ask for more time.`, steps: ['bringForecastBack', 'askForMoreTime'] }
        : { text: `${back}.`, steps: ['bringForecastBack'] }
    }
    case 'openBlocker': {
      const open = facts.blockers.filter(({ state }) => state === 'open')
      return {
        text: open.length > 1 ? 'Resolve the blockers.' : 'Resolve the blocker.',
        steps: ['resolveBlockers'],
      }
    }
    case 'ownRatingRed':
    case 'ownRatingAmber':
      return { text: 'Take the rating back in the next update.', steps: ['takeRatingBack'] }
    case 'dueSoonNoEvidence':
      return overdue ? null : { text: 'Add evidence against a closure criterion.', steps: ['addEvidence'] }
    case 'stale':
      return updates(codes) ? null : { text: 'Give an update.', steps: ['giveUpdate'] }
    case 'notStarted':
      return updates(codes) || codes.has('stale')
        ? null
        : { text: 'Start it, or give an update.', steps: ['start', 'giveUpdate'] }
    case 'extensionRequested':
      if (overdue) return null
      return grantCures(situation)
        ? { text: 'Decide on the request, or withdraw it.', steps: ['grantRequest', 'withdrawRequest'] }
        : {
            text: 'Withdraw the request, or refuse it: with more time it would not be green.',
            steps: ['withdrawRequest'],
          }
    case 'milestoneMissed':
      return { text: 'Mark the milestone met, or plan it anew.', steps: ['answerMilestones'] }
    case 'ownerMissing':
      return { text: 'Name an owner.', steps: ['nameOwner'] }
    case 'dueMissing':
      return {
        text:
          facts.forecastOn === null
            ? 'Set a due date.'
            : `Set a due date of ${dayInWords(facts.forecastOn)} or later.`,
        steps: ['setDueDate'],
      }
    default:
      return null
  }
}

/** Whether another answer is an update already, which ends silence and starts an action. */
function updates(codes: ReadonlySet<RatingCode>): boolean {
  return codes.has('ownRatingRed') || codes.has('ownRatingAmber')
}

/** All the answers at once, with a way for each choice among their steps. */
function together(answers: readonly Answer[]): Advice {
  return {
    text: sentences(...answers.map(({ text }) => text)),
    ways: answers.reduce<AdvisedStep[][]>(
      (ways, { steps }) => ways.flatMap((way) => steps.map((step) => [...way, step])),
      [[]],
    ),
  }
}

function sentences(...texts: string[]): string {
  return [...new Set(texts)].filter((text) => text !== '').join(' ')
}
