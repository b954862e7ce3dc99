import type { OwnRating } from '#workflows/action/action-facts.ts'
import { timesDateMoved } from '#workflows/action/date-moves.ts'
import { type Day, dayInWords, daysBetween } from '#workflows/calendar/calendar.ts'
import type { PlanSettings } from '#workflows/plan/plan-settings.ts'
import { count, timesMoved } from '#workflows/words.ts'
import {
  awaitsSignOff,
  forecastDaysLate,
  judgedOn,
  type RatedFacts,
  type Rating,
  type RatingCode,
  ratingCodeOf,
  ratingCodes,
  silentSince,
} from './rating-codes.ts'

export {
  type RatedFacts,
  type Rating,
  type RatingCode,
  ratingCodeOf,
  ratingCodes,
  ratings,
  silentSince,
} from './rating-codes.ts'

export type Rated = { rating: Rating; code: RatingCode; because: string; toTurnGreen: string | null }

/**
 * The colour of an action at the end of a London day, with the reason and what would turn it green. First match
 * wins. An action that awaits sign-off keeps the colour of the day it was submitted.
 * @param facts the action as it stood
 * @param settings the thresholds of its plan
 * @param day the day to judge at: today, or the cut-off of a meeting
 */
export function ratingOf(facts: RatedFacts, settings: PlanSettings, day: Day): Rated {
  const code = ratingCodeOf(facts, settings, day)
  const rated = { rating: ratingCodes[code], code, ...explain(code, facts, settings, judgedOn(facts, day)) }
  if (!awaitsSignOff(facts)) return rated
  const waited = daysBetween(judgedOn(facts, day), day)
  const since = waited === 0 ? 'since today' : `for ${count(waited, 'day')}`
  return {
    ...rated,
    because: `Awaiting sign-off ${since}. When it was submitted: ${lowerFirst(rated.because)}`,
    toTurnGreen: rated.rating === 'green' ? null : 'Sign it off.',
  }
}

/** The worse of two colours: red before amber before all others. */
export function worstOf(a: Rating, b: Rating): Rating {
  return [a, b].includes('red') ? 'red' : b === 'amber' ? 'amber' : a
}

type Explanation = { because: string; toTurnGreen: string | null }

function explain(code: RatingCode, facts: RatedFacts, settings: PlanSettings, day: Day): Explanation {
  const say = (because: string, toTurnGreen: string | null = null) => ({ because, toTurnGreen })
  const due = facts.dueOn === null ? '' : dayInWords(facts.dueOn)
  const silent = silentSince(facts) ?? day
  switch (code) {
    case 'excluded':
      return say(
        facts.state === 'cancelled' ? 'Cancelled, so it is not rated.' : 'Superseded, so it is not rated.',
      )
    case 'notAgreed':
      return say('A draft is not rated until it is agreed.')
    case 'embedded':
      return say('Complete, and a later check showed that the change has stuck.')
    case 'embedCheckOverdue':
      return say(
        `Complete, but the check that it has stuck was due on ${dayInWords(facts.embedCheckOn ?? day)}.`,
        'Add the evidence for the embedding check, and have the chair confirm it.',
      )
    case 'completeEmbedding':
      return say('Complete. Whether the change has stuck is checked later.')
    case 'notDue':
      return say(`Not due to start until ${dayInWords(facts.startOn ?? day)}.`)
    case 'overdue':
      return say(
        `Overdue by ${count(daysBetween(facts.dueOn ?? day, day), 'day')}; it was due on ${due}.`,
        'Submit it for sign-off, or ask for more time.',
      )
    case 'forecastFarLate':
    case 'forecastLate':
      return say(
        `The owner expects it on ${dayInWords(facts.forecastOn ?? day)}, ${count(forecastDaysLate(facts), 'day')} after it is due.`,
        `Bring the forecast back to ${due} or before, or ask for more time.`,
      )
    case 'criticalBlocker':
      return say('It is blocked, and the lead has marked the blocker critical.', 'Resolve the blocker.')
    case 'openBlocker':
      return say('It is blocked.', 'Resolve the blocker.')
    case 'ownRatingRed':
    case 'ownRatingAmber':
      return say(ownRatingReason(facts.ownRating), 'Take the rating back in the next update.')
    case 'dueSoonNoEvidence':
      return say(
        `Due on ${due}, within ${count(settings.dueSoonDays, 'day')}, and there is no evidence yet.`,
        'Add evidence against a closure criterion.',
      )
    case 'stale':
      return say(
        `No update for ${count(daysBetween(silent, day), 'day')}, since ${dayInWords(silent)}.`,
        'Give an update.',
      )
    case 'extensionRequested':
      return say(
        'More time has been asked for and not decided yet.',
        'Decide on the request, or withdraw it.',
      )
    case 'extendedOften':
      return say(
        `Its due date has been ${timesMoved(timesDateMoved(facts))}.`,
        'Finish it. A date that keeps moving stays amber.',
      )
    case 'notStarted':
      return say(
        `It should have started on ${dayInWords(facts.startOn ?? day)}.`,
        'Start it, or give an update.',
      )
    case 'milestoneMissed':
      return say('A milestone is past its date.', 'Mark the milestone met, or plan it anew.')
    case 'ownerMissing':
      return say('Nobody owns it.', 'Name an owner.')
    case 'dueMissing':
      return say('It has no due date.', 'Set a due date.')
    case 'onTrack':
      return say('On track, as no rule for red or amber applies.')
  }
}

function ownRatingReason(rating: OwnRating | null): string {
  return `The owner rates it ${rating} though the rule would not.`
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
