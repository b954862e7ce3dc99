import { parse, YAMLParseError } from 'yaml'
import { z } from 'zod'
import type { Answer } from '#workflows/exchange/reading/reading.ts'

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const file = z.object({
  answers: z.array(
    z.object({
      row: z.number().int().positive().optional(),
      field: z.string(),
      original: text.nullish().transform((told) => told ?? ''),
      answer: text.nullish(),
    }),
  ),
})

/**
 * Reads a file of answers in the form in which the questions are printed. Questions without an answer are left open.
 * @returns the answers, or what is wrong with the file, in a sentence
 */
export function readAnswers(content: string): { answers: Answer[] } | { wrong: string } {
  const told = parsed(content)
  if ('wrong' in told) return told
  const read = file.safeParse(told.value)
  if (!read.success) return { wrong: `${form} (${read.error.issues[0]?.path.join('.') ?? ''})` }
  const answers = read.data.answers.flatMap(({ answer, ...asked }) =>
    answer === null || answer === undefined || answer.trim() === '' ? [] : [{ ...asked, answer }],
  )
  return { answers }
}

const form =
  'The answers stand in a list named answers, each with its field, original and answer, and with its row where the question had one. Copy them from what --check prints.'

function parsed(content: string): { value: unknown } | { wrong: string } {
  try {
    // Days and numbers stay as they are written.
    return { value: parse(content, { schema: 'core' }) }
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error
    return {
      wrong: `The answers are no YAML: ${error.message.split('\n')[0]} Put texts with a colon into "quotes".`,
    }
  }
}
