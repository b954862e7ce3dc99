import { expect, test } from 'vitest'
import { actionEventNames } from '#workflows/action/action-events.ts'
import {
  actionStates,
  blockerStates,
  evidenceKinds,
  excludedStates,
  extensionReasons,
  extensionStates,
  finishedStates,
  isCounted,
  isFinished,
  isLive,
  liveStates,
  milestoneStates,
} from '#workflows/action/action-facts.ts'
import { escalationLevels } from '#workflows/action/escalation.ts'
import { ownerGroups, ownersTurn } from '#workflows/action/owner-work.ts'
import { regions } from '#workflows/calendar/bank-holidays.ts'
import { weekdays } from '#workflows/calendar/digest-slot.ts'
import { callInKinds } from '#workflows/decision/call-in.ts'
import { deciders, decisionStates, keyKinds } from '#workflows/decision/decision-facts.ts'
import { decisionRequirements } from '#workflows/decision/decision.ts'
import { roles } from '#workflows/engine/policy.ts'
import { actionNoticeKinds, noticeKinds, refusalCodes } from '#workflows/engine/requirement.ts'
import { importStates } from '#workflows/import/import-facts.ts'
import { importRequirements } from '#workflows/import/import.ts'
import {
  inspectionPrecisions,
  inspectionStates,
  settingKinds,
  visitKinds,
} from '#workflows/inspection/inspection-facts.ts'
import { judgementChanges } from '#workflows/inspection/judgements.ts'
import {
  dateBases,
  datePrecisions,
  observationKinds,
  observationStatuses,
  polarities,
  units,
} from '#workflows/measure/measure-facts.ts'
import { meetingStates } from '#workflows/meeting/meeting.ts'
import {
  defaultReminders,
  defaultSettings,
  planStates,
  priorityStates,
} from '#workflows/plan/plan-settings.ts'
import { ratingCodes, ratings } from '#workflows/rating/rating.ts'
import { reportStates, sectionKinds, sectionStates } from '#workflows/report/report-facts.ts'
import { reportTemplateStates } from '#workflows/report/template-facts.ts'

const words: [name: string, list: readonly string[], words: string][] = [
  [
    'states of an action',
    actionStates,
    'draft agreed inProgress submitted endorsed signedOff embedded returned cancelled superseded',
  ],
  [
    'states in which an action still has to be done',
    liveStates,
    'draft agreed inProgress submitted endorsed returned',
  ],
  ['states of a finished action', finishedStates, 'signedOff embedded'],
  ['states of an action out of the plan', excludedStates, 'cancelled superseded'],
  [
    'events of an action',
    actionEventNames,
    'agree start report submit withdraw endorse return signOff embed reopen cancel supersede reinstate transfer askEvidence',
  ],
  ['kinds of evidence', evidenceKinds, 'document audit data feedback observation'],
  ['states of a milestone', milestoneStates, 'planned met dropped'],
  ['states of a blocker', blockerStates, 'open resolved'],
  ['states of an extension', extensionStates, 'requested granted refused withdrawn'],
  [
    'reasons for an extension',
    extensionReasons,
    'capacity dependency scope partner procurement evidence other',
  ],
  ['levels of escalation', escalationLevels, 'lead chair agenda'],
  ['reasons to wait for an owner', ownerGroups, 'overdue returned dueSoon stale'],
  ['states in which it is the owner’s turn', ownersTurn, 'agreed inProgress returned'],
  ['regions', regions, 'englandAndWales scotland northernIreland'],
  ['weekdays', weekdays, 'mon tue wed thu fri'],
  ['roles', roles, 'administrator chair viceChair member viewer'],
  [
    'codes of a refusal',
    refusalCodes,
    'notYourRole ownWork wrongState planNotActive planClosed priorityClosed incomplete fieldMissing evidenceMissing ' +
      'extensionOpen dateNotAllowed ownRatingBetter recommendationUncovered successorNotSuitable personNotFound ' +
      'criterionUnknown actionUnknown criterionHasEvidence priorityUnknown recommendationUnknown ' +
      'regulatorAgreementMissing actionsLive notEmbedded prioritiesOpen decisionsMissing lastOfRole workLeft',
  ],
  [
    'notices about an action',
    actionNoticeKinds,
    'assigned submitted returned endorsed signedOff extensionRequested extensionGranted extensionRefused',
  ],
  [
    'notices',
    noticeKinds,
    'assigned submitted returned endorsed signedOff extensionRequested extensionGranted extensionRefused packIssued ' +
      'sectionAsked reportSubmitted reportReturned reportApproved reportIssued',
  ],
  ['polarities', polarities, 'higherIsBetter lowerIsBetter nearTarget contextOnly'],
  ['units', units, 'count percent rate ratio judgement percentagePoints days currency grade words'],
  ['states of an observation', observationStatuses, 'provisional validated notStated withdrawn'],
  ['kinds of an observation', observationKinds, 'figure claim'],
  ['precisions of a date', datePrecisions, 'day month quarter year'],
  ['bases of a date', dateBases, 'stated periodEnd reportDate inferred'],
  ['states of a meeting', meetingStates, 'scheduled frozen issued closed cancelled'],
  ['states of a report', reportStates, 'draft commissioned inReview approved issued withdrawn'],
  ['states of a section', sectionStates, 'waiting written accepted'],
  [
    'kinds of a section',
    sectionKinds,
    'narrative performance grades inspections priorities actions planOnAPage changes recommendations standing signature decisions',
  ],
  ['states of a report template', reportTemplateStates, 'inUse withdrawn'],
  ['states of an import', importStates, 'open imported discarded'],
  ['events of an import', Object.keys(importRequirements), 'import discard'],
  ['states of an inspection', inspectionStates, 'recorded withdrawn'],
  ['kinds of what is inspected', settingKinds, 'home school service localAuthority other'],
  ['kinds of an inspection', visitKinds, 'full short monitoring focused assurance jointTargeted other'],
  ['precisions of the day of an inspection', inspectionPrecisions, 'day month'],
  ['changes of a judgement', judgementChanges, 'better worse same notComparable noneBefore noJudgement'],
  ['states of a decision', decisionStates, 'recorded published effective calledIn confirmed changed'],
  ['events of a decision', Object.keys(decisionRequirements), 'publish takeEffect callIn confirm change'],
  ['ways in which a decision is key', keyKinds, 'notKey noticeGiven generalException specialUrgency'],
  ['those who decide', deciders, 'body post'],
  ['kinds of days of a call-in', callInKinds, 'working calendar'],
  ['states of a plan', planStates, 'draft submitted active closed withdrawn'],
  ['states of a priority', priorityStates, 'draft active delivered sustained paused'],
  ['colours', ratings, 'red amber green blue grey none'],
  [
    'reasons for a colour',
    Object.keys(ratingCodes),
    'excluded notAgreed embedded embedCheckOverdue completeEmbedding notDue overdue forecastFarLate criticalBlocker ' +
      'ownRatingRed forecastLate openBlocker dueSoonNoEvidence stale extensionRequested extendedOften notStarted ' +
      'milestoneMissed ownerMissing dueMissing ownRatingAmber onTrack',
  ],
]

test.each(words)('%s stay, in their order, because callers rely on them', (_, list, promised) => {
  expect(list.filter((word) => promised.split(' ').includes(word)).join(' ')).toBe(promised)
})

test('an action is live, finished or out of the plan, and counted unless it is out', () => {
  for (const state of actionStates) {
    const out = state === 'cancelled' || state === 'superseded'
    expect([isLive(state), isFinished(state), out].filter(Boolean)).toHaveLength(1)
    expect(isCounted(state)).toBe(!out)
  }
})

test('a plan starts with the thresholds that its key and the guide name', () => {
  expect(defaultSettings).toEqual({
    closure: 'twoKeys',
    dueSoonDays: 14,
    staleDays: 35,
    farLateDays: 28,
    embedAfterDays: 90,
    oftenExtended: 2,
  })
  expect(defaultReminders).toEqual({
    digestWeekday: 1,
    digestHour: 8,
    bankHolidays: 'englandAndWales',
    escalateLeadDays: 5,
    escalateChairDays: 10,
    escalateAgendaDays: 20,
    answersByLink: false,
  })
})
