import { createHash } from 'node:crypto'
import { wholePlanFaults } from '#db/whole/check-whole-plan.ts'
import { type WholePlan, wholePlanForm } from '#db/whole/form.ts'
import { WHOLE_PLAN } from '#db/whole/parts.ts'
import { count } from '#workflows/words.ts'
import { PlanFileError } from './plan-file-error.ts'

/** A whole plan as its file tells it, with the SHA-256 of that. */
export type WholePlanFile = { plan: WholePlan; sha256: string }

/** Bytes that the file of a whole plan has at most. */
export const largestWholePlan = 200 * 1024 ** 2

/** Whether a file is that of a whole plan: it says so at its beginning. */
export function isWholePlan(bytes: Buffer): boolean {
  return new RegExp(String.raw`^\s*\{\s*"format"\s*:\s*"${WHOLE_PLAN}"`).test(
    bytes.subarray(0, 200).toString('utf8'),
  )
}

/**
 * Reads the file of a whole plan.
 * @throws PlanFileError with what is wrong in it and what to do, where it is not whole or not of this form
 */
export function readWholePlan(bytes: Buffer, name: string): WholePlanFile {
  const read = wholePlanForm.safeParse(parsed(bytes, name))
  const faults = read.success
    ? wholePlanFaults(read.data as unknown as WholePlan)
    : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  if (faults.length > 0 || !read.success) throw unsound(name, faults)
  return {
    plan: read.data as unknown as WholePlan,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
}

function parsed(bytes: Buffer, name: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    throw unsound(name, ['It is cut off or was changed, for it is no JSON.'])
  }
}

function unsound(name: string, faults: readonly string[]): PlanFileError {
  const problems = faults.map((wrong) => ({ line: null, path: '', wrong, todo: '' }))
  return new PlanFileError(
    name,
    problems,
    'Take the plan out again: docs/plan.schema.json has the form of its file.',
  )
}

/** What is in the file, and what of it cannot be loaded, in sentences. */
export function wholePlanReport({ plan }: WholePlanFile, { weekly }: { weekly: boolean }): string {
  const length = (name: string) => ((plan[name] ?? []) as unknown[]).length
  const [files, made] = [length('files'), length('editionFiles')]
  const lines = [
    `‘${plan.plan.title}’, taken out on ${plan.exportedAt}: ${count(length('priorities'), 'priority', 'priorities')}, ${count(length('actions'), 'action')}, ${count(length('measures'), 'measure')} with ${count(length('observations'), 'figure')}, ${count(length('meetings'), 'meeting')}, ${count(length('decisions'), 'decision')}, ${count(length('inspections'), 'inspection')}, ${count(length('reports'), 'report')} and ${count(length('history'), 'entry', 'entries')} of history.`,
    'Its history is marked as told by this file. Nobody is invited or mailed.',
    ...(files > 0
      ? [
          `${count(files, 'file')} of evidence cannot be loaded: the file has their names and SHA-256 and not what is in them. Upload them again on their actions.`,
        ]
      : []),
    ...(made > 0
      ? [
          `${count(made, 'Word or PDF file', 'Word and PDF files')} of issued reports are made anew when they are asked for.`,
        ]
      : []),
    ...(plan.plan['successorId'] === null
      ? []
      : ['The plan that follows it is not named any more: it is where this one comes from.']),
    weekly
      ? 'Weekly emails to its people begin next week.'
      : 'No weekly emails go to its people. Load it with --weekly-emails if they are to begin next week.',
  ]
  return lines.join('\n')
}
