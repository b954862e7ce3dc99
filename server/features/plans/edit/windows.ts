import type { SQL } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import type { HorizonRow } from '#db/read/plans.ts'
import { settingHorizons } from '#db/write/plan-parts.ts'

/** A window of a plan as it is typed; with its id where the plan has it. */
export type Window = Omit<HorizonRow, 'id' | 'planId'> & { id?: string }

/** What the history tells of a plan whose windows are set along with its fields. */
export function withWindows(fields: object, windows: readonly Window[]): object {
  return windows.length === 0 ? fields : { ...fields, horizons: windows }
}

/** The steps of a plan's write that set its windows. */
export function stepsFor(planId: string, windows: readonly Window[]): { steps?: SQL[] } {
  const rows = windows.map((window) => ({ id: newId(), ...window, planId }))
  return rows.length === 0 ? {} : { steps: [settingHorizons(rows)] }
}
