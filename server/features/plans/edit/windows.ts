import type { SQL } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import type { HorizonRow } from '#db/read/plans.ts'
import { settingHorizons } from '#db/write/plan-parts.ts'
import { fieldRefused } from '#server/http/refusals.ts'
import type { Missing } from '#workflows/engine/requirement.ts'
import { termFault } from '#workflows/plan/plan-days.ts'

/** A window of a plan as it is typed; with its id where the plan has it. */
export type Window = Omit<HorizonRow, 'id' | 'planId'> & { id?: string }

/** What the history tells of a plan whose windows are set along with its fields. */
export function withWindows(fields: object, windows: readonly Window[]): object {
  return windows.length === 0 ? fields : { ...fields, horizons: windows }
}

/**
 * @param had the windows of the plan as it stands
 * @throws Problem 400 where a window would end before it begins
 */
export function requireWindows(windows: readonly Window[], had: readonly Window[] = []): void {
  for (const window of windows) {
    const fault = windowFault(window, had)
    if (fault) throw fieldRefused('invalidRequest', fault, 'custom')
  }
}

/** What is wrong with the days of a window, beside those it has in a plan. */
export function windowFault(window: Window, had: readonly Window[]): Missing | null {
  const own = had.find(({ name }) => name === window.name)
  return termFault(`${window.name} horizon`, window, own)
}

/** The steps of a plan's write that set its windows. */
export function stepsFor(planId: string, windows: readonly Window[]): { steps?: SQL[] } {
  const rows = windows.map((window) => ({ id: newId(), ...window, planId }))
  return rows.length === 0 ? {} : { steps: [settingHorizons(rows)] }
}
