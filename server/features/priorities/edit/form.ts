import { z } from 'zod'
import type { PriorityRow } from '#db/read/plans.ts'
import { priorityFields } from '#server/features/priorities/schemas.ts'
import { priorityRefSchema, textSchema } from '#server/http/schemas.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { type FormState, type Read, readForm, type Typed } from '#server/ui/forms/forms.ts'
import { button, type Option } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { limits } from '#workflows/limits.ts'

/** Labels of the fields that describe a priority, in their order. */
export const priorityLabels: Record<string, string> = {
  ref: 'Reference',
  title: 'Title',
  impact: 'Intended impact',
  description: 'Narrative',
  leadId: 'Lead',
  parentId: 'Strand of',
}

const schema = z.object({
  ref: priorityRefSchema('Enter a reference that is free in the plan, such as P1'),
  title: textSchema('Enter the title of the priority', limits.priority.title),
  impact: priorityFields.impact.optional(),
  description: priorityFields.description.optional(),
  leadId: z.uuid({ error: 'Choose one from the list' }).optional(),
  parentId: z.uuid({ error: 'Choose one from the list' }).optional(),
})

type PriorityTyped = Pick<PriorityRow, 'ref' | 'title' | 'impact' | 'description' | 'leadId' | 'parentId'>

/**
 * Reads the form of a priority.
 * @param standing what the fields hold of it while nothing is typed
 */
export function readPriorityForm(values: Typed, standing: Typed = {}): Read<PriorityTyped> {
  const read = readForm(schema, values, [], standing)
  if (!read.ok) return read
  const { impact = '', description = '', leadId = null, parentId = null, ref, title } = read.data
  return { ok: true, data: { ref, title, impact, description, leadId, parentId } }
}

/** What the fields hold of a priority that is there. */
export function priorityTyped(priority: PriorityRow): Typed {
  const { ref, title, impact, description, leadId, parentId } = priority
  return { ref, title, impact, description, leadId: leadId ?? '', parentId: parentId ?? '' }
}

/** The next reference that is free: P4 after P1 to P3. */
export function nextRef(all: readonly PriorityRow[]): string {
  const numbers = all.flatMap(({ ref }) => /^P(\d+)$/.exec(ref)?.[1] ?? [])
  return `P${Math.max(0, ...numbers.map(Number)) + 1}`
}

/** What the lead and the parent of a priority may be chosen from. */
export type PriorityOffers = { people: readonly Option[]; parents: readonly Option[] }

/** The fields that describe a priority. */
export function priorityFormFields(
  state: FormState,
  { people, parents, press }: PriorityOffers & { press: string },
): Html {
  const { line, text, pick } = fieldsOf(state)
  return html`${line('ref', {
    label: 'Reference',
    hint: 'Short, and free in the plan. It stands before the title wherever the priority is named.',
    classes: 'govuk-input--width-5',
  })}
${line('title', { label: 'Title', hint: 'What this part of the plan is about, such as Help at the right time' })}
${text('impact', { label: 'Intended impact (optional)', hint: 'What is different for children or residents when it has worked', rows: 3 })}
${text('description', { label: 'Narrative (optional)', hint: 'Where things stand, and why this is a priority', rows: 5 })}
${pick('leadId', {
  label: 'Lead',
  hint: 'Endorses closures, grants short extensions, and says how sure they are of the outcome',
  items: [{ value: '', text: 'Nobody yet' }, ...people],
})}
${
  parents.length > 0 &&
  pick('parentId', {
    label: 'Strand of (optional)',
    hint: 'Choose the priority that this is a part of',
    items: [{ value: '', text: 'None: a priority of its own' }, ...parents],
  })
}
${button({ text: press })}`
}
