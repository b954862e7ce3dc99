import { line } from '#server/sheets/field.ts'
import { dayOrNone, freeText } from '#server/sheets/noun.ts'
import { served } from '#server/ui/words/served.ts'
import { limits } from '#workflows/limits.ts'

const { plan } = limits

/** What a plan is, beside the challenges it is up against. */
export const whatFields = {
  title: line({
    label: 'Title',
    hint: 'Such as Children’s services improvement plan 2026 to 2028',
    because: 'Enter the title of the plan.',
    limit: plan.title,
  }),
  ownerBody: freeText({
    label: 'Whose plan it is',
    hint: 'The board, council or partnership that answers for it',
    rows: 2,
    limit: plan.ownerBody,
  }),
  serves: freeText({
    label: 'Whom it serves',
    hint: 'As forms ask about them: ‘What has changed for …?’ Left empty, they say children or residents',
    limit: plan.serves,
  }),
  vision: freeText({
    label: 'Vision',
    hint: `One or two sentences: what is different for ${served} when it has worked`,
    rows: 3,
    limit: plan.vision,
  }),
  description: freeText({
    label: 'In a few sentences',
    hint: 'Why there is a plan, for a reader who is new to it',
    rows: 3,
    limit: plan.description,
  }),
}

/** How long a plan runs. */
export const termFields = {
  firstOn: dayOrNone({
    label: 'First day of the plan',
    ask: 'First day (optional)',
    hint: 'For example, 1 4 2026',
    what: 'the first day of the plan',
  }),
  lastOn: dayOrNone({
    label: 'Last day of the plan',
    ask: 'Last day (optional)',
    hint: 'For example, 31 3 2028',
    what: 'the last day of the plan',
  }),
}

export const planDescription = { ...whatFields, ...termFields }
