import { z } from 'zod'
import type { TextLimit } from '#workflows/limits.ts'
import { line, needed, oneOrMore, optional, prose, words } from './fields.ts'
import { mappingOf } from './form.ts'
import { quoted } from './quoted.ts'

/** What any line of a plan file may carry beside its own words. */
export type InDoubt = {
  /** What the person who wrote the file was unsure about. */
  doubt: string[]
  /** Page or place in the document from which the line was taken; empty where the file does not say. */
  source: string
}

const inDoubt = { doubt: oneOrMore(needed(prose)), source: optional(line, '') }

/** A mapping with known keys, which may carry a doubt and a source. A `source` of its own stays what it is. */
export function entryOf<Shape extends z.ZodRawShape>(shape: Shape) {
  return mappingOf({ ...inDoubt, ...shape })
}

/** Words without a ref, up to their limit: a text, or a mapping of it (`text`) with its doubt and source. */
export function statementWithin(limit: TextLimit) {
  const statement = entryOf({ text: needed(words(limit)) })
  return z
    .unknown()
    .optional()
    .transform((entry, context): z.output<typeof statement> => {
      const plain = typeof entry !== 'object' || entry === null
      const read = statement.safeParse(plain ? { text: entry } : entry)
      if (read.success) return read.data
      // Handed on one by one: a union of both ways to write it would only say that neither fits.
      for (const issue of read.error.issues) {
        const path = plain ? [] : issue.path
        context.issues.push({ ...issue, path, input: entry } as z.core.$ZodRawIssue)
      }
      return z.NEVER
    })
}

/** The words of a line with its doubts and its source, for those who settle them once the import's report is gone. */
export function withRemarks(
  words: string,
  entry: InDoubt,
  parts: (InDoubt & { name: string })[] = [],
): string {
  return [
    ...(words === '' ? [] : [words]),
    ...remarks(entry, ''),
    ...parts.flatMap((part) => remarks(part, ` (${quoted(part.name)})`)),
  ].join('\n')
}

/** The description of an action with the doubts of the action, its criteria and its milestones. */
export function actionDescription(
  entry: InDoubt & {
    description: string
    criteria: (InDoubt & { text: string })[]
    milestones: (InDoubt & { title: string })[]
  },
): string {
  return withRemarks(entry.description, entry, [
    ...entry.criteria.map((criterion) => ({ ...criterion, name: criterion.text })),
    ...entry.milestones.map((milestone) => ({ ...milestone, name: milestone.title })),
  ])
}

/** The note of an inspection with its doubts, and those of the aspects that it judged. */
export function inspectionNote(
  entry: InDoubt & { note: string; aspects: (InDoubt & { aspect: string })[] },
): string {
  const aspects = entry.aspects.map((each) => ({ ...each, name: each.aspect }))
  return withRemarks(entry.note, entry, aspects)
}

/** Refuses a line whose words and doubts do not fit into the one text in which they are kept, up to its limit. */
export function refuseUnlessKept(text: string, limit: TextLimit, context: z.RefinementCtx): void {
  const read = text === '' ? text : words(limit)(text)
  if (typeof read === 'string') return
  const message = `With its doubts and source, ${read.wrong.charAt(0).toLowerCase()}${read.wrong.slice(1)}`
  context.addIssue({ code: 'custom', path: ['doubt'], message, params: { todo: read.todo } })
}

function remarks({ doubt, source }: InDoubt, of: string): string[] {
  return [
    ...doubt.map((text) => `In doubt when imported${of}: ${text}`),
    ...(source === '' ? [] : [`Source${of}: ${source}`]),
  ]
}
