import type { ActionFacts, ActionSurroundings } from './action-facts.ts'
import { chairStandsBack, needsEndorsement } from './action-requirements.ts'

type Around = Pick<ActionSurroundings, 'chairIds' | 'viceChairIds' | 'leadId' | 'plan'>

/** Who may sign an action off: the chairs, or the vice-chairs where every chair stands back, without who had a part in it. */
export function signersOf(
  action: ActionFacts,
  { chairIds, viceChairIds }: Pick<Around, 'chairIds' | 'viceChairIds'>,
): string[] {
  const involved = [action.ownerId, action.submittedBy, action.endorsedBy]
  const signers = chairStandsBack(action, { chairIds }) ? viceChairIds : chairIds
  return signers.filter((id) => !involved.includes(id))
}

/** Why nobody can sign off an action that waits for it, and who mends that; null where somebody can, or none is waited for. */
export function whyNobodySignsOff(action: ActionFacts, around: Around): string | null {
  const waits =
    action.state === 'endorsed' || (action.state === 'submitted' && !needsEndorsement(action, around))
  if (!waits || signersOf(action, around).length > 0) return null
  return `${whoIsMissing(around)}, so nobody can sign this action off. The plan administrator gives another person that role.`
}

function whoIsMissing({ chairIds, viceChairIds }: Around): string {
  if (chairIds.length > 0)
    return viceChairIds.length > 0
      ? 'The chair and the vice-chair both own, submitted or endorsed it'
      : 'The chair owns, submitted or endorsed it, and this plan has no vice-chair'
  return viceChairIds.length > 0
    ? 'This plan has no chair, and the vice-chair owns, submitted or endorsed it'
    : 'This plan has no chair'
}
