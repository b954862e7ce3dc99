import { z } from 'zod'
import { linkSchema } from '#server/http/schemas.ts'
import { choice, day, few, line } from '#server/sheets/field.ts'
import { tick } from '#server/sheets/noun.ts'
import { evidenceHints, evidenceWords } from '#server/ui/words/action-words.ts'
import { type EvidenceKind, evidenceKinds } from '#workflows/action/action-facts.ts'
import { limits } from '#workflows/limits.ts'

/** What is told of a piece of evidence, beside the closure criterion that it shows. */
export const describedEvidence = {
  title: line({
    label: 'Evidence',
    ask: 'What is it?',
    hint: 'For example, Audit of 20 case files, March 2027',
    because: 'Say what the evidence is.',
    limit: limits.evidence.title,
  }),
  url: {
    kind: 'line' as const,
    type: 'url' as const,
    label: 'Link',
    ask: 'Link to it',
    hint: 'Begins with https://. The lead and the chair must be able to open it.',
    body: linkSchema,
    typed: z.string({ error: 'Enter the link to the evidence' }).pipe(linkSchema),
  },
  kind: {
    ...choice<EvidenceKind>({
      label: 'Kind of evidence',
      ask: 'What kind of evidence is it?',
      meanings: evidenceWords,
      because: 'Choose what kind of evidence it is',
    }),
    kind: 'select' as const,
    detailed: Object.fromEntries(
      evidenceKinds.map((kind) => [kind, `${evidenceWords[kind]}: ${evidenceHints[kind]}`]),
    ),
  },
  datedOn: day({
    label: 'Date of the evidence',
    hint: 'Today or earlier, for example 27 3 2027',
    what: 'the date of the evidence',
  }),
  independent: tick({
    label: 'Independent of the owner',
    ask: 'Where it comes from',
    says: 'It was made by a person who is independent of the owner',
  }),
}

/** What is told of a piece of evidence. */
export const evidenceFields = {
  criterionId: few({
    label: 'Criterion',
    ask: 'Which criterion does it show?',
    because: 'Choose one of the closure criteria of this action',
  }),
  ...describedEvidence,
}
