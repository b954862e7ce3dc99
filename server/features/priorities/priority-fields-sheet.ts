import { priorityRefSchema } from '#server/http/schemas.ts'
import { choice, line } from '#server/sheets/field.ts'
import { freeText, tie } from '#server/sheets/noun.ts'
import { confidenceWords } from '#server/ui/words/confidence-words.ts'
import { served } from '#server/ui/words/served.ts'
import { limits } from '#workflows/limits.ts'

const { priority } = limits
const ref = priorityRefSchema("Give a reference that is free in the plan, such as 'P1'.")

/** What describes a priority. */
export const priorityFields = {
  ref: {
    ...line({
      label: 'Reference',
      hint: 'Short, and free in the plan. It stands before the title wherever the priority is named.',
      classes: 'govuk-input--width-5',
      because: '',
      limit: priority.ref,
    }),
    body: ref,
    typed: ref,
  },
  title: line({
    label: 'Title',
    hint: 'What this part of the plan is about, such as Help at the right time',
    because: 'Enter the title of the priority.',
    limit: priority.title,
  }),
  impact: freeText({
    label: 'Intended impact',
    hint: `What is different for ${served} when it has worked`,
    rows: 3,
    limit: priority.impact,
  }),
  description: freeText({
    label: 'Narrative',
    hint: 'Where things stand, and why this is a priority',
    rows: 5,
    limit: priority.description,
  }),
  leadId: tie({
    label: 'Lead',
    ask: 'Lead',
    hint: 'Endorses submissions, decides on a first short request for more time, and says how sure they are of the outcome',
    none: 'Nobody yet',
  }),
  parentId: tie({
    label: 'Strand of',
    hint: 'Choose the priority that this is a part of',
    none: 'None: a priority of its own',
    means: 'The priority that this one is a strand of.',
  }),
}

/** The verdict of its lead on the outcome, which is another than the colour of its actions. */
export const verdictFields = {
  outcomeConfidence: {
    ...choice({
      label: 'How sure',
      ask: 'How sure are you that outcomes move?',
      hint: `Not whether the work is done, but whether it makes a difference for ${served}.`,
      meanings: confidenceWords,
      because: 'Choose how sure you are',
    }),
    inFile: 'confidence' as const,
    initial: 'noData' as const,
  },
  confidenceNote: freeText({
    label: 'Why',
    ask: 'What makes you say so? (optional)',
    hint: `A figure, an audit, what ${served} say`,
    rows: 4,
    limit: priority.confidenceNote,
  }),
}
