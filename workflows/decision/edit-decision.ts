import type { Effects, Question, Requirement, Requirements } from '#workflows/engine/requirement.ts'
import { actorIs } from '#workflows/engine/requirements-shared.ts'
import { type Accepted, edit, type Refused } from '#workflows/engine/step.ts'
import type { DecisionDescription, DecisionFacts } from './decision-facts.ts'
import { decisionFault } from './decision-rules.ts'
import type { DecisionSubject } from './decision.ts'

/** A change of what the record of a decision says, until it is published. */
export type DecisionEdit = { type: 'edit'; change: Partial<DecisionDescription> }

type EditQuestion = Question<DecisionEdit, DecisionSubject>

const faultOf = ({ decision, event, today }: EditQuestion) =>
  decisionFault({ ...decision, ...event.change }, decision, today)
const isFault = (code: 'dateNotAllowed' | 'fieldMissing'): Requirement<DecisionEdit, DecisionSubject> => ({
  code,
  met: (question) => faultOf(question)?.code !== code,
  because: (question) => faultOf(question)?.detail ?? '',
  missing: (question) => {
    const fault = faultOf(question)
    return fault ? [{ field: fault.field, detail: fault.detail }] : []
  },
})

const editRequirements: Requirements<DecisionEdit, DecisionSubject> = {
  edit: [
    actorIs('administrator'),
    {
      code: 'wrongState',
      met: ({ decision }) => decision.state === 'recorded',
      because:
        'A decision can be edited until it is published. What is published changes only after a call-in.',
    },
    isFault('dateNotAllowed'),
    isFault('fieldMissing'),
  ],
}

const editEffects: Effects<DecisionEdit, DecisionSubject> = {
  edit: ({ decision, event }) => ({ ...decision, ...event.change }),
}

/** Decides an edit of a decision: who may, in which state, and the record as it stands afterwards. */
export function editDecision(question: EditQuestion): Accepted<DecisionFacts> | Refused {
  return edit(editRequirements, editEffects, question)
}
