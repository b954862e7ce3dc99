import { describe, expect, test } from 'vitest'
import { actionEvents } from '#server/features/actions/action-sheet.ts'
import { blockerEvents } from '#server/features/actions/blocker-sheet.ts'
import { extensionEvents } from '#server/features/actions/extension-sheet.ts'
import { milestoneEvents } from '#server/features/actions/milestone-sheet.ts'
import { decisionEvents } from '#server/features/decisions/decision-sheet.ts'
import { inspectionEvents } from '#server/features/inspections/inspection-sheet.ts'
import { meetingEvents } from '#server/features/meetings/meeting-sheet.ts'
import { planEvents } from '#server/features/plans/plan-sheet.ts'
import { priorityEvents } from '#server/features/priorities/priority-sheet.ts'
import { templateEvents } from '#server/features/reports/own-templates/template-sheet.ts'
import type { EventSheet } from '#server/sheets/event.ts'
import type { Fields } from '#server/sheets/field.ts'
import { offered } from '#server/sheets/option.ts'

const sheets: Record<string, Record<string, EventSheet<never>>> = {
  action: actionEvents,
  extension: extensionEvents,
  milestone: milestoneEvents,
  blocker: blockerEvents,
  plan: planEvents,
  priority: priorityEvents,
  meeting: meetingEvents,
  inspection: inspectionEvents,
  decision: decisionEvents,
  reportTemplate: templateEvents,
}
const events = Object.entries(sheets).flatMap(([noun, sheet]) =>
  Object.entries(sheet).map(([event, told]) => [`${noun}.${event}`, told] as const),
)

describe('what a sheet tells of each event', () => {
  test.each(events)('%s: its words are there, once, and say what to do', (_, told) => {
    expect(told.summary).toMatch(/^[A-Z][^.]*$/)
    expect([told.label, told.press].every((words) => words.trim() !== '')).toBe(true)
    const labels = Object.values<Fields[string]>(told.fields ?? {}).map(({ label }) => label)
    expect(new Set(labels).size).toBe(labels.length)
  })

  test.each(events)('%s: what is wrong with its form is said in the order of its fields', (_, told) => {
    const { fields = {}, onlyIf: __, hint: ___, ...rest } = told
    const refusing = () => ({ test: () => false, because: () => 'The workflow does not take it.' })
    const form = offered<never>({ ...rest, fields }, { before: {} as never, rule: refusing })
    const read = form.read({})
    const faults = read.ok ? [] : Object.keys(read.faults)
    expect(faults).toEqual(Object.keys(fields).filter((name) => faults.includes(name)))
    for (const [name, { kind, typed }] of Object.entries<Fields[string]>(fields))
      if (!typed.safeParse(undefined).success || kind === 'text') expect(faults).toContain(name)
  })
})
