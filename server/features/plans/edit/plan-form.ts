import { z } from 'zod'
import type { HorizonRow, PlanRow } from '#db/read/plans.ts'
import { type HorizonName, horizonNames } from '#db/schema/plan.ts'
import { planDescription, termFields, whatFields } from '#server/features/plans/plan-fields-sheet.ts'
import { textFault, textSchema } from '#server/http/schemas.ts'
import { tidy } from '#server/http/text.ts'
import { nounForm } from '#server/sheets/noun-form.ts'
import { labelsOf } from '#server/sheets/noun.ts'
import { dayField } from '#server/ui/forms/fields.ts'
import { asFault } from '#server/ui/forms/forms.ts'
import {
  dayParts,
  type Faults,
  inPart,
  partOf,
  type Read,
  readForm,
  type Typed,
} from '#server/ui/forms/forms.ts'
import type { Missing } from '#workflows/engine/requirement.ts'
import { beyond, isWithin, limits } from '#workflows/limits.ts'
import { termFault } from '#workflows/plan/plan-days.ts'
import { type Window, windowFault } from './windows.ts'

/** Labels of the fields that describe a plan, in their order. */
export const planLabels: Record<string, string> = {
  ...labelsOf(whatFields),
  challenges: 'What the plan is up against',
  ...labelsOf(termFields),
  'short-label': 'Name of the short horizon',
  'short-firstOn': 'First day of the short horizon',
  'short-lastOn': 'Last day of the short horizon',
  'medium-label': 'Name of the medium horizon',
  'medium-firstOn': 'First day of the medium horizon',
  'medium-lastOn': 'Last day of the medium horizon',
  'long-label': 'Name of the long horizon',
  'long-firstOn': 'First day of the long horizon',
  'long-lastOn': 'Last day of the long horizon',
}

/** Names of the date inputs. */
export const planDates = Object.keys(planLabels).filter((name) => name.endsWith('On'))

const form = nounForm(planDescription)

const windowSchema = (name: HorizonName) =>
  z.object({
    label: textSchema(`Enter a name for the ${name} horizon`, limits.horizon.label),
    firstOn: dayField(`the first day of the ${name} horizon`),
    lastOn: dayField(`the last day of the ${name} horizon`),
  })

export type PlanTyped = {
  fields: Pick<PlanRow, keyof typeof planDescription | 'challenges'>
  windows: Window[]
}

/**
 * Reads the form of a plan. A horizon of which nothing is typed is left out, unless the plan has it.
 * @param had the horizons of the plan as it stands
 * @param before the plan as it stands; left out for a new one
 */
export function readPlanForm(
  values: Typed,
  had: readonly HorizonRow[] = [],
  before?: PlanRow,
): Read<PlanTyped> {
  const saved = before ? planTyped(before, had) : {}
  const read = form.read(values, saved)
  const windows = horizonNames.map((name) => readWindow(name, values, had, saved))
  const challenges = challengesIn(values.challenges, before?.challenges)
  const faults: Record<string, string> = {
    ...(read.ok ? faultsOf(termFault('plan', read.data, before)) : read.faults),
    ...challengeFaults(challenges, before?.challenges ?? []),
    ...Object.assign({}, ...windows.map((each) => (each.ok ? {} : each.faults))),
  }
  if (!read.ok || Object.keys(faults).length > 0) return { ok: false, faults }
  return {
    ok: true,
    data: {
      fields: { ...read.data, challenges },
      windows: windows.flatMap((each) => (each.ok ? each.data : [])),
    },
  }
}

// What was stored before a limit stays until it is changed.
function challengeFaults(challenges: readonly string[], stood: readonly string[]): Faults {
  const { challenge, challenges: all } = limits.plan
  if (!isWithin(all, challenges.length) && challenges.length > stood.length)
    return { challenges: asFault(beyond(all)) }
  const [fault] = challenges.flatMap((each) =>
    stood.includes(each) ? [] : (textFault(challenge, each) ?? []),
  )
  return fault === undefined ? {} : { challenges: asFault(fault) }
}

function readWindow(
  name: HorizonName,
  values: Typed,
  had: readonly HorizonRow[],
  saved: Typed,
): Read<Window[]> {
  const own = had.find((each) => each.name === name)
  const fields = partOf(values, name)
  const { label: _, ...days } = fields
  // The name is filled in beforehand: only days say that a horizon is wanted.
  if (!own && Object.values(days).every((value) => value.trim() === '')) return { ok: true, data: [] }
  const read = readForm(windowSchema(name), fields, ['firstOn', 'lastOn'], partOf(saved, name))
  const faults = read.ok ? faultsOf(windowFault({ name, ...read.data }, had)) : read.faults
  if (!read.ok || Object.keys(faults).length > 0) {
    return { ok: false, faults: inPart(faults, name) }
  }
  const window = { ...(own && { id: own.id }), name, ...read.data } as Window
  const changed =
    own?.label !== window.label || own.firstOn !== window.firstOn || own.lastOn !== window.lastOn
  return { ok: true, data: changed ? [window] : [] }
}

function faultsOf(fault: Missing | null): Faults {
  return fault ? { [fault.field]: asFault(fault.detail) } : {}
}

/** A challenge a line. One that was stored with several lines, and stands there unchanged, stays as it is. */
function challengesIn(text = '', stored: readonly string[] = []): string[] {
  const lines = text.split('\n').map(tidy)
  return lines.filter(Boolean).map((line) => stored.find((each) => onOneLine(each) === line) ?? line)
}

const onOneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ')

/** What the fields hold before anybody types into the form of a new plan. */
export const newPlanTyped: Typed = {
  'short-label': 'Short term',
  'medium-label': 'Medium term',
  'long-label': 'Long term',
}

/** What the fields hold of a plan that is there. */
export function planTyped(plan: PlanRow, horizons: readonly HorizonRow[]): Typed {
  return {
    ...newPlanTyped,
    ...form.saved(plan),
    challenges: plan.challenges.map(onOneLine).join('\n'),
    ...Object.assign(
      {},
      ...horizons.map((horizon) => ({
        [`${horizon.name}-label`]: horizon.label,
        ...dayParts(`${horizon.name}-firstOn`, horizon.firstOn),
        ...dayParts(`${horizon.name}-lastOn`, horizon.lastOn),
      })),
    ),
  }
}
