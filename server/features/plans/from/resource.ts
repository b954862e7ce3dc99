import type { MadeFrom } from '#db/write/create-plan.ts'
import type { PlanDraft } from '#db/write/plan-draft.ts'
import type { CsvColumns } from '#server/http/csv.ts'
import { defaultCallIn } from '#workflows/decision/call-in.ts'
import { defaultReminders, defaultSettings } from '#workflows/plan/plan-settings.ts'
import type { Copyable, Copying } from './copy.ts'
import type { Overriding } from './make.ts'
import type { PlanTemplate } from './templates.ts'

export type TemplateResource = ReturnType<typeof templateResource>

/** A template as the API gives it: its id is what a plan is made by. */
export function templateResource({ name, draft }: PlanTemplate) {
  const { title, description, serves } = draft
  return { id: name, title, description, serves, ...countsOf(draft) }
}

/** How much of each kind a draft holds. */
export function countsOf({ priorities, measures = [], recommendations }: PlanDraft) {
  return {
    priorities: priorities.length,
    measures: priorities.flatMap((each) => each.measures).length + measures.length,
    actions: priorities.flatMap((each) => each.actions).length,
    recommendations: recommendations.length,
  }
}

export const templateColumns: CsvColumns<TemplateResource> = {
  id: ({ id }) => id,
  title: ({ title }) => title,
  description: ({ description }) => description,
  serves: ({ serves }) => serves,
  priorities: ({ priorities }) => priorities,
  measures: ({ measures }) => measures,
  actions: ({ actions }) => actions,
  recommendations: ({ recommendations }) => recommendations,
}

type From = {
  planId?: string | undefined
  template?: string | undefined
  copy: Copyable[]
  startOn?: string | undefined
}

/** What a body of the API wishes for: from what, what is copied, and what is told otherwise. */
export function wishOf(
  { planId, template = '', copy, startOn }: From,
  { title, ...fields }: { title: string } & Record<string, unknown>,
): [MadeFrom, { copying: Copying; overriding: Overriding }] {
  const settings = { ...defaultSettings, ...defaultReminders, ...defaultCallIn }
  const entries = Object.entries(fields)
  const own = entries.filter(([name]) => !(name in settings))
  const set = entries.filter(([name]) => name in settings)
  return [
    planId === undefined ? { template } : { planId },
    {
      copying: { title, copy, startOn },
      overriding: { ...Object.fromEntries(own), settings: Object.fromEntries(set) },
    },
  ]
}
