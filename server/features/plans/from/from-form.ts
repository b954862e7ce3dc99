import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { MadeFrom } from '#db/write/create-plan.ts'
import { idSchema, textSchema } from '#server/http/schemas.ts'
import { dayField } from '#server/ui/forms/fields.ts'
import { partOf, type Read, readForm, type Typed } from '#server/ui/forms/forms.ts'
import { limits } from '#workflows/limits.ts'
import { copyable, type Copyable, type Copying } from './copy.ts'
import { planTemplates } from './templates.ts'

/** Names of the date inputs. */
export const fromDates = ['startOn']

/** What the fields hold before anybody types: people and what inspectors found belong to the other plan. */
export const fromInitial: Typed = { 'copy-measures': 'measures', 'copy-actions': 'actions' }

export const fromLabels: Record<string, string> = {
  title: 'Title',
  source: 'What it is made from',
  startOn: 'First day of the new plan',
}

const schema = z.object({
  source: z
    .string({ error: 'Choose what the plan is made from' })
    .refine((source) => madeFromOf(source) !== null, { error: 'Choose what the plan is made from' }),
  title: textSchema('Enter a title for the new plan', limits.plan.title),
  startOn: dayField('the first day of the new plan'),
})

export type FromTyped = { from: MadeFrom; copying: Copying }

/** Reads the form by which a plan is made from another. */
export function readFromForm(values: Typed): Read<FromTyped> {
  const read = readForm(schema, values, fromDates)
  if (!read.ok) return read
  const { source, title, startOn } = read.data
  const ticked = new Set(Object.values(partOf(values, 'copy')))
  const copy = copyable.filter((what): what is Copyable => ticked.has(what))
  return { ok: true, data: { from: madeFromOf(source) as MadeFrom, copying: { title, copy, startOn } } }
}

/** A choice of the form as what it stands for; null for one that it did not offer. */
export function madeFromOf(source: string): MadeFrom | null {
  const [, kind, name = ''] = /^(plan|template):(.+)$/.exec(source) ?? []
  if (kind === 'plan') return idSchema.safeParse(name).success ? { planId: name } : null
  return planTemplates().some((each) => each.name === name) ? { template: name } : null
}

/** What was typed, in short: the plan is made only as it was shown. */
export function markOf({ seen: _, ...values }: Typed): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(values).toSorted()))
    .digest('base64url')
}
