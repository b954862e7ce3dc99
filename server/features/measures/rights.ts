import type { MeasureRow } from '#db/read/measures.ts'
import type { Actor } from '#server/http/actor.ts'
import { mayEditPlan } from '#workflows/engine/policy.ts'

/** Whether a person changes a measure: the plan's administrator, and the lead of its priority. */
export function mayWrite(
  actor: Actor,
  role: Parameters<typeof mayEditPlan>[0],
  priority: { leadId: string | null } | null,
): boolean {
  return mayEditPlan(role) || priority?.leadId === actor.id
}

/** Whether a person records figures of a measure: its supplier, and those who change it. */
export function mayRecord(
  actor: Actor,
  role: Parameters<typeof mayEditPlan>[0],
  {
    measure,
    priority,
  }: { measure: Pick<MeasureRow, 'supplierId'>; priority: { leadId: string | null } | null },
): boolean {
  return measure.supplierId === actor.id || mayWrite(actor, role, priority)
}
