import type { PlanEventSheet } from '#server/sheets/event.ts'
import { text } from '#server/sheets/field.ts'
import type { InspectionFacts } from '#workflows/inspection/inspection-facts.ts'
import type { InspectionEvent } from '#workflows/inspection/inspection.ts'
import { limits } from '#workflows/limits.ts'

const reason = (ask: string, because: string) => ({
  reason: text({ label: ask, ask, because, limit: limits.inspection.reason, rows: 3 }),
})

/** What is told of each event of an inspection. */
export const inspectionEvents = {
  withdraw: {
    summary: 'Withdraw an inspection that was recorded by mistake',
    fields: reason('Why is the entry withdrawn?', 'Say why the entry is withdrawn.'),
    label: 'Withdraw the entry',
    press: 'Withdraw the entry',
    warning: true,
    hint: () =>
      'It no longer counts and stands among the withdrawn entries of the register. What is only misspelt is changed instead.',
    done: ({ ref }) => `Entry ${ref} is withdrawn.`,
    past: 'Withdrew the entry',
  },
  reinstate: {
    summary: 'Reinstate an inspection that was withdrawn',
    fields: reason('Why does the entry stand after all?', 'Say why the entry stands after all.'),
    label: 'Reinstate the entry',
    press: 'Reinstate the entry',
    hint: () => 'It counts in the register again.',
    done: ({ ref }) => `Entry ${ref} stands again.`,
    past: 'Reinstated the entry',
  },
} satisfies Record<InspectionEvent['type'], PlanEventSheet<Pick<InspectionFacts, 'ref'>>>
