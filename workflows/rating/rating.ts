import type { OwnRating } from '#workflows/action/action-facts.ts'
import { timesDateMoved } from '#workflows/action/date-moves.ts'
import { type Day, dayInWords, daysBetween } from '#workflows/calendar/calendar.ts'
import type { PlanSettings } from '#workflows/plan/plan-settings.ts'
import { count, timesMoved } from '#workflows/words.ts'
import { adviceFor } from './advice.ts'
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
  const because = reasonFor(code, facts, settings, judgedOn(facts, day))
  const toTurnGreen = adviceFor(facts, settings, day)?.text ?? null
  const rated = { rating: ratingCodes[code], code, because, toTurnGreen }
  if (!awaitsSignOff(facts)) return rated
  const waited = daysBetween(judgedOn(facts, day), day)
  const submitted = waited === 0 ? 'today' : `${count(waited, 'day')} ago`
  return {
    ...rated,
    because: `Submitted for sign-off ${submitted}. When it was submitted: ${lowerFirst(because)}`,
  }
}

/** The worse of two colours: red before amber before all others. */
export function worstOf(a: Rating, b: Rating): Rating {
  return [a, b].includes('red') ? 'red' : b === 'amber' ? 'amber' : a
}

function reasonFor(code: RatingCode, facts: RatedFacts, settings: PlanSettings, day: Day): string {
  const due = facts.dueOn === null ? '' : dayInWords(facts.dueOn)
  const silent = silentSince(facts) ?? day
  switch (code) {
    case 'excluded':
      return facts.state === 'cancelled'
        ? 'Cancelled, so it is not rated.'
        : 'Superseded, so it is not rated.'
    case 'notAgreed':
      return 'A draft is not rated until it is agreed.'
    case 'embedded':
      return 'Complete, and a later check showed that the change has stuck.'
    case 'embedCheckOverdue':
      return `Complete, but the check that it has stuck was due on ${dayInWords(facts.embedCheckOn ?? day)}.`
    case 'completeEmbedding':
      return 'Complete. Whether the change has stuck is checked later.'
    case 'notDue':
      return `Not due to start until ${dayInWords(facts.startOn ?? day)}.`
    case 'overdue':
      return `Overdue by ${count(daysBetween(facts.dueOn ?? day, day), 'day')}; it was due on ${due}.`
    case 'forecastFarLate':
    case 'forecastLate':
      return `The owner expects it on ${dayInWords(facts.forecastOn ?? day)}, ${count(forecastDaysLate(facts), 'day')} after it is due.`
    case 'criticalBlocker':
      return 'It is blocked, and the lead has marked the blocker critical.'
    case 'openBlocker':
      return 'It is blocked.'
    case 'ownRatingRed':
    case 'ownRatingAmber':
      return ownRatingReason(facts.ownRating)
    case 'dueSoonNoEvidence':
      return `Due on ${due}, within ${count(settings.dueSoonDays, 'day')}, and there is no evidence yet.`
    case 'stale':
      return `No update for ${count(daysBetween(silent, day), 'day')}, since ${dayInWords(silent)}.`
    case 'extensionRequested':
      return 'More time has been asked for and not decided yet.'
    case 'extendedOften':
      return `Its due date has been ${timesMoved(timesDateMoved(facts))}.`
    case 'notStarted':
      return `It should have started on ${dayInWords(facts.startOn ?? day)}.`
    case 'milestoneMissed':
      return 'A milestone is past its date.'
    case 'ownerMissing':
      return 'Nobody owns it.'
    case 'dueMissing':
      return 'It has no due date.'
    case 'onTrack':
      return 'On track, as no rule for red or amber applies.'
  }
}

function ownRatingReason(rating: OwnRating | null): string {
  return `The owner rates it ${rating} though the rule would not.`
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
