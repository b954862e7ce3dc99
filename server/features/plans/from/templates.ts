import { readFileSync } from 'node:fs'
import type { PlanDraft } from '#db/write/plan-draft.ts'
import { readPlanFile } from '#server/import/read-plan-file.ts'

/** A plan that we ship to be begun from: a plan file without people. */
export type PlanTemplate = { name: string; draft: PlanDraft }

/** In the order in which they are offered. A name is part of the contract: programs make plans by it. */
const names = ['childrens-services', 'send-local-area'] as const

let read: readonly PlanTemplate[] | undefined

/** The templates that we ship, read once: the plan files of `server/templates`. */
export function planTemplates(): readonly PlanTemplate[] {
  read ??= names.map((name) => {
    const file = new URL(`../../../templates/${name}.yaml`, import.meta.url)
    return { name, draft: readPlanFile(readFileSync(file, 'utf8'), { name: `${name}.yaml` }).draft }
  })
  return read
}
