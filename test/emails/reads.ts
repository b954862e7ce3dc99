import type { ActionRead } from '#db/read/action-facts.ts'
import { anAction } from '#test/support/facts.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import { defaultSettings } from '#workflows/plan/plan-settings.ts'

/** An action as it is read for an email, with a long title and somebody who owns it. */
export function aRead(change: Partial<ActionFacts> = {}): ActionRead {
  return {
    facts: anAction({
      id: '01a2092d-44ed-71bc-b92d-87a94677f53d',
      ref: 'P1.S3',
      title: 'Audit a sample of plans every month and act on what each audit finds',
      state: 'inProgress',
      ...change,
    }),
    plan: {
      id: '01a2092d-44ed-71bc-b92d-87a94677f500',
      title: 'Improvement plan for children’s services 2026 to 2028',
      serves: '',
      state: 'active',
      settings: defaultSettings,
    },
    priority: { id: 'priority', ref: 'P1', title: 'Leadership', leadId: 'lead' },
    horizon: { name: 'short', label: 'Short term' },
    agency: null,
    owner: { id: 'owner', name: 'Amira Patel', post: 'Head of service', agency: null },
    contributors: [],
    recommendations: [],
    measures: [],
    decision: null,
    names: { owner: 'Amira Patel', lead: 'Ruth Okafor' },
  }
}
