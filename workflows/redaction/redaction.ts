import type { Standing } from '#workflows/engine/policy.ts'
import { type Requirement, type Requirements, sentence, unmet } from '#workflows/engine/requirement.ts'
import { actorIs, textGiven } from '#workflows/engine/requirements-shared.ts'
import { canBeLookedFor, outOfCopies, type Wanted } from './words.ts'

/** Taking out what must not be there: of one field as a whole, or certain words. Allowed in every state, for ever. */
export type Redaction = { type: 'redact'; wanted: Wanted; reason: string }

/** What it is decided on: in how many places what is wanted stands. */
export type RedactionSubject = { places: number }

const found: Requirement<Redaction, RedactionSubject> = {
  code: 'wordsNotFound',
  field: 'words',
  met: ({ places }) => places > 0,
  because: ({ event: { wanted } }) =>
    'words' in wanted
      ? 'Nothing of that stands here. Copy the words from the page just as they stand there.'
      : 'No text stands in that field. Name it as the API does, such as description or milestones/<id>/title.',
  rule: 'What is to be taken out stands here.',
}

/** What a redaction needs. Nothing of a closed or withdrawn plan is in its way: the harm does not end with the plan. */
export const redactionRequirements: Requirements<Redaction, RedactionSubject> = {
  redact: [
    actorIs('chair', 'administrator'),
    textGiven('reason', 'Say why it has to be taken out, without repeating it.'),
    {
      code: 'fieldMissing',
      field: 'words',
      met: ({ event: { wanted } }) => !('words' in wanted) || canBeLookedFor(wanted.words),
      because: 'Give the words that have to be taken out, just as they stand.',
    },
    {
      code: 'reasonRepeatsWords',
      field: 'reason',
      met: ({ event: { wanted, reason } }) => outOfCopies(wanted)(reason) === reason,
      because: 'The reason stays in the history. Say it without what has to be taken out.',
    },
    found,
  ],
}

/** Whether a person who stands so towards a plan may take something out of it. */
export function mayRedact({ chair, administrator }: Pick<Standing, 'chair' | 'administrator'>): boolean {
  return chair || administrator
}

/** Why it may not be done, with the field to mend; null when it may. */
export function whyNotRedact(
  question: Parameters<typeof unmet<Redaction, RedactionSubject>>[1],
): { code: (typeof found)['code']; field: string | null; because: string } | null {
  const [first] = unmet(redactionRequirements, question)
  if (!first) return null
  return { code: first.code, field: first.field ?? null, because: sentence(first, question) }
}
