import { newId } from '#db/connection/ids.ts'
import { changeDecision, newDecision, recordDecision } from '#db/write/change-decision.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'
import { type DecisionDescription, initialDecision } from '#workflows/decision/decision-facts.ts'
import { decisionFault } from '#workflows/decision/decision-rules.ts'
import type { DecisionEvent } from '#workflows/decision/decision.ts'
import type { Demonstration } from './demonstration.ts'
import { refuseUnlessDone } from './refuse.ts'
import type { DatedStep, Replay } from './replay.ts'

type DemoDecision = Demonstration['council']['decisions'][number]
type DemoEvent = DemoDecision['story'][number]

type DecisionReplay = Replay & { decisionIds: ReadonlyMap<string, string> }

/** The ids that the decisions of the register will have, by their references: D1, D2 and so on in the order told. */
export function decisionIdsOf({ council }: Demonstration): Map<string, string> {
  return new Map(council.decisions.map((_, at) => [`D${at + 1}`, newId()]))
}

/**
 * The decisions of the council, each recorded on the day after it was made, or with the approval of the plan where
 * that came later, and then published, called in and settled. A step throws when the rules refuse it.
 */
export function demoDecisions(replay: DecisionReplay): DatedStep[] {
  return replay.demo.council.decisions.flatMap((told, at) => stepsOf(told, `D${at + 1}`, replay))
}

function stepsOf(told: DemoDecision, ref: string, replay: DecisionReplay): DatedStep[] {
  const { db, demo, ids, dayOf, personId, decisionIds } = replay
  const actorId = personId(demo.council.recorder)
  const id = decisionIds.get(ref) ?? ''
  const recorded: DatedStep = {
    at: Math.min(-1, Math.max(told.decidedOn + 1, demo.plan.approved.at)),
    run: async (now) => {
      const decision = newDecision(described(told, dayOf), { planId: ids.plan, ref, now, id })
      const fault = decisionFault(decision, null, londonDay(now))
      if (fault) throw new Error(`${ref}: ${fault.detail}`)
      await recordDecision(db, decision, actorId)
    },
  }
  const settled = told.story.map((event): DatedStep => ({
    at: event.at,
    run: async (now) => {
      const changed = await changeDecision(db, { decisionId: id, actorId, now }, changeOf(event, dayOf))
      refuseUnlessDone(changed, `${ref}, day ${event.at}: it may not be ${event.event}`)
    },
  }))
  return [recorded, ...settled]
}

function described(told: DemoDecision, dayOf: Replay['dayOf']): DecisionDescription {
  const { key, exempt, title, resolved, maker } = told
  return {
    ...initialDecision,
    title,
    resolved,
    reasons: told.reasons ?? '',
    alternatives: told.alternatives ?? '',
    interests: told.interests ?? '',
    dispensations: told.dispensations ?? '',
    decider: told.post ? 'post' : 'body',
    decisionMaker: maker,
    decidedOn: dayOf(told.decidedOn),
    agendaItem: told.item ?? '',
    ...(key && {
      keyKind: key.kind,
      noticeOn: 'on' in key ? dayOf(key.on) : null,
      noticeReason: 'because' in key ? key.because : '',
      urgencyAgreedBy: 'agreedBy' in key ? key.agreedBy : '',
    }),
    ...(exempt && {
      callInExempt: true,
      exemptionReason: exempt.because,
      exemptionAgreedBy: exempt.agreedBy,
    }),
  }
}

function changeOf(told: DemoEvent, dayOf: Replay['dayOf']): DecisionEvent {
  switch (told.event) {
    case 'publish':
      return { type: 'publish', publishedOn: dayOf(told.on ?? told.at) }
    case 'callIn':
      return { type: 'callIn', calledInBy: told.by, calledInOn: dayOf(told.at), reason: told.reason }
    case 'confirm':
      return { type: 'confirm', reason: told.reason }
    case 'change':
      return { type: 'change', resolved: told.resolved, reason: told.reason }
  }
}
