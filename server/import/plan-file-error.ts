import { count } from '#workflows/words.ts'

/** One thing that is wrong with a plan file. */
export type Problem = {
  /** Line in the file, counted from 1; null where the whole file is meant. */
  line: number | null
  /** Where in the file's own structure, such as `priorities[P1].actions[P1.S3].due`; empty for the whole file. */
  path: string
  wrong: string
  /** What the person who keeps the file can do about it. */
  todo: string
}

/** A plan file that cannot be taken as it is, with everything that was found wrong. Nothing of it is imported. */
export class PlanFileError extends Error {
  override readonly name = 'PlanFileError'
  readonly problems: Problem[]

  constructor(file: string, problems: Problem[], more = '') {
    super(
      [
        summary(file, problems),
        ...problems.slice(0, shown).map(inOneLine),
        ...rest(problems),
        ...after(more),
      ].join('\n'),
    )
    this.problems = problems
  }
}

/** Problems as a reader meets them who goes through the file from its top. */
export function inFileOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
}

/** Enough to work on at once; a longer list pushes the beginning off the terminal. */
const shown = 25

function summary(file: string, problems: Problem[]): string {
  return `${file} was not imported: ${count(problems.length, 'problem')}.`
}

function inOneLine({ line, path, wrong, todo }: Problem): string {
  const place = [line === null ? '' : `line ${line}`, path].filter(Boolean).join(', ')
  return `  ${place}${place ? ': ' : ''}${wrong} ${todo}`
}

function rest(problems: Problem[]): string[] {
  return problems.length > shown ? [`  … and ${problems.length - shown} more.`] : []
}

function after(more: string): string[] {
  return more ? [more] : []
}
