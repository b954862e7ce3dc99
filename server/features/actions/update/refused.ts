import type { Problem } from '#server/http/problem.ts'
import type { Faults } from '#server/ui/forms/forms.ts'
import type { FormError } from '#server/ui/html/govuk.ts'

/** A refusal as faults of the fields it names; what names no field stands in the summary alone. */
export function refused(
  problem: Problem,
  step: { fieldFor?: (refused: string) => string | undefined } | undefined,
  said: readonly string[],
): { faults: Faults; errors: FormError[] } {
  const faults: Record<string, string> = {}
  const errors: FormError[] = said.map((text) => ({ text }))
  for (const { pointer, detail } of problem.errors) {
    const field = step?.fieldFor?.(pointer.slice(1))
    if (field !== undefined) faults[field] ??= detail
    else errors.push({ text: detail })
  }
  const already = [...Object.values(faults), ...errors.map(({ text }) => text)]
  return {
    faults,
    errors: already.includes(problem.message) ? errors : [{ text: problem.message }, ...errors],
  }
}
