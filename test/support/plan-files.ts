import { expect } from 'vitest'
import { PlanFileError, type Problem } from '#server/import/plan-file-error.ts'
import { readPlanFile } from '#server/import/read-plan-file.ts'

/** Every problem for which a plan file is refused; none where it is read. */
export function problemsOf(text: string): Problem[] {
  return refusalOf(text)?.problems ?? []
}

/** The refusal of a plan file, or null where it is read. Any other failure is the test's. */
export function refusalOf(text: string): PlanFileError | null {
  try {
    readPlanFile(text, { name: 'plan.yaml', title: 'A title' })
    return null
  } catch (error) {
    if (error instanceof PlanFileError) return error
    throw error
  }
}

/** A text with one passage changed, which has to be there once. */
export function changed(text: string, from: string, to: string): string {
  expect(text.split(from)).toHaveLength(2)
  return text.replace(from, () => to)
}

/** The line, counted from 1, on which a passage stands that is there once. */
export function lineOf(passage: string, text: string): number {
  expect(text.split(passage)).toHaveLength(2)
  return text.slice(0, text.indexOf(passage)).split('\n').length
}
