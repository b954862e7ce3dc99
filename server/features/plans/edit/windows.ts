import type { SQL } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import type { HorizonRow } from '#db/read/plans.ts'
import { settingHorizons } from '#db/write/plan-parts.ts'
import { fieldRefused } from '#server/http/refusals.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { Missing } from '#workflows/engine/requirement.ts'
import { type Term, termFault } from '#workflows/plan/plan-days.ts'
import { termWarnings, windowWarnings } from '#workflows/warnings/plan-warnings.ts'
import type { Warning } from '#workflows/warnings/warning.ts'

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

/**
 * What is unusual about the days of a plan and of its windows, each under `horizons/<name>`.
 * @param had the plan and its windows as they stand; left out for a new plan
 */
export function daysOfPlanWarnings(
  change: Term,
  windows: readonly Window[],
  today: Day,
  had: { plan?: Term; windows?: readonly Window[] } = {},
): Warning[] {
  const plan = { ...had.plan, ...change }
  const ofWindows = windows.flatMap((window) => {
    const own = had.windows?.find(({ name }) => name === window.name)
    return windowWarnings(window, plan, today, own).map((warning) => ({
      ...warning,
      field: `horizons/${window.name}/${warning.field}`,
    }))
  })
  return [...termWarnings(plan, today, had.plan), ...ofWindows]
}

/** The steps of a plan's write that set its windows. */
export function stepsFor(planId: string, windows: readonly Window[]): { steps?: SQL[] } {
  const rows = windows.map((window) => ({ id: newId(), ...window, planId }))
  return rows.length === 0 ? {} : { steps: [settingHorizons(rows)] }
}
