import { z } from 'zod'
import { horizonNames } from '#db/schema/plan.ts'
import { oneOf } from './choice.ts'
import { amount, day, line, listOf, needed, optional, priorityRef, prose, type Wrong } from './fields.ts'
import { mappingOf } from './form.ts'
import { quoted } from './quoted.ts'

export const legibilities = ['ok', 'unclear', 'garbled', 'split_unsure', 'no_direction'] as const
export const placements = ['clear', 'probable', 'ambiguous'] as const

/** A transcription, once its single entries are right. */
export type Transcription = z.output<typeof transcriptionForm>
export type PrioritySaid = Transcription['priorities'][number]
export type OutcomeSaid = PrioritySaid['measurable_outcomes'][number]
export type ActionSaid = NonNullable<PrioritySaid['actions']>['short'][number]

const words = listOf(needed(prose))
const legibility = optional(oneOf(legibilities), 'ok' as const)
const placement = optional(oneOf(placements), 'clear' as const)
const note = optional(prose, '')
const said = optional(prose, null)
const decision = optional(line, null)
/** Where in the scan something stood, and how the file was made: of use to its makers only. */
const apparatus = z.unknown().optional()

const actionSaid = mappingOf({
  id: needed(id),
  text_verbatim: needed(line),
  legibility,
  note,
  import_decision: decision,
  cell: apparatus,
})

const outcomeSaid = mappingOf({
  id: needed(id),
  text_verbatim: needed(line),
  legibility,
  note,
  import_decision: decision,
  direction: optional(oneOf(['increase', 'decrease']), null),
  baseline: optional(amount, null),
  target: optional(amount, null),
  target_date: optional(day, null),
  unit: needed(
    oneOf(['count', 'percent', 'rate', 'ratio', 'ratio_or_proportion', 'judgement', 'judgement_feedback']),
  ),
  cell: apparatus,
})

const prioritySaid = mappingOf({
  id: needed((text) => (text === 'new' ? priorityRef(text) : id(text))),
  title_verbatim: needed(line),
  legibility,
  placement,
  note,
  measurable_outcomes: listOf(outcomeSaid),
  actions: mappingOf({
    short: listOf(actionSaid),
    medium: listOf(actionSaid),
    long: listOf(actionSaid),
  }).nullish(),
  horizon_ambiguity: mappingOf({
    chosen_for_transcription: needed(line),
    alternative: said,
    import_decision: decision,
  }).nullish(),
  candidate_outcomes: mappingOf({
    text_verbatim: words,
    note,
    import_decision: decision,
    cell: apparatus,
  }).nullish(),
  duplicate_cells: z.looseObject({ import_decision: decision }).nullish(),
  cell: apparatus,
})

const unplaced = mappingOf({
  text_verbatim: needed(prose),
  alternatives: words,
  decision,
  note,
  cell: apparatus,
})

/** A remark in words, or text of the source that has no certain place. */
const remark = z.unknown().transform((value, context): string | z.output<typeof unplaced> => {
  const form = typeof value === 'object' && value !== null ? unplaced : needed(prose)
  const read = form.safeParse(value)
  if (read.success) return read.data
  // Handed on one by one: a union of both forms would only say that neither fits.
  for (const issue of read.error.issues)
    context.issues.push({ ...issue, input: value } as z.core.$ZodRawIssue)
  return z.NEVER
})

const number = optional((text): number | Wrong => {
  const read = amount(text)
  return typeof read === 'string' ? Number(read) : read
}, null)

export const transcriptionForm = mappingOf({
  document: mappingOf({
    title_verbatim: optional(line, null),
    banner_verbatim: words,
    council: said,
    owner_body: optional(line, ''),
    strategy_period: mappingOf({
      start: optional(day, null),
      end: optional(day, null),
      start_year: said,
      end_year: said,
    }).nullish(),
    status_in_source: said,
    reported_in: said,
    source_file: apparatus,
    cell_notation: apparatus,
  }),
  transcription_rules: apparatus,
  column_alignment: apparatus,
  horizons: listOf(
    mappingOf({
      id: needed(oneOf(horizonNames)),
      label_verbatim: needed(line),
      start: needed(day),
      end: needed(day),
      header_cell: apparatus,
    }),
  ),
  horizon_notes: listOf(remark),
  vision: mappingOf({ matrix_statement_verbatim: said, legibility, note, cell: apparatus }).nullish(),
  challenges: listOf(
    mappingOf({
      id: optional(id, null),
      text_verbatim: needed(prose),
      legibility,
      placement,
      note,
      cell: apparatus,
    }),
  ),
  challenge_notes: listOf(remark),
  impacts: mappingOf({ items: listOf(remark), note }).nullish(),
  priorities: listOf(prioritySaid),
  shared_action_note: mappingOf({
    text_verbatim: needed(line),
    appears_under: words,
    alternatives: words,
    decision,
  }).nullish(),
  counts: mappingOf({
    priorities: number,
    outcomes: number,
    actions: mappingOf({ short: number, medium: number, long: number, total: number }).nullish(),
    items_legibility: mappingOf(Object.fromEntries(legibilities.map((name) => [name, number]))).nullish(),
  }).nullish(),
})

function id(text: string): string | Wrong {
  // P1-S3 is written P1.S3 everywhere in Waymark.
  if (/^[A-Za-z0-9]+([-.][A-Za-z0-9]+)*$/.test(text) && text.length <= 40) return text.replaceAll('-', '.')
  return {
    wrong: `${quoted(text)} cannot be a ref.`,
    todo: 'Use letters, figures and dashes, such as P1-S3.',
  }
}
