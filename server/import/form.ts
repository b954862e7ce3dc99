import { z } from 'zod'
import { didYouMean } from './did-you-mean.ts'
import { inFileOrder, PlanFileError, type Problem } from './plan-file-error.ts'
import { onOneLine, quoted } from './quoted.ts'
import type { Tree } from './tree.ts'

/** A key that the form has no place for. */
export type UnknownKey = {
  path: PropertyKey[]
  key: string
  value: unknown
  line: number | null
  meant: string | null
}

/** A mapping with known keys. A key not known is an issue that names the known ones, for 'did you mean'. */
export function mappingOf<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = JSON.stringify(Object.keys(shape))
  return z.strictObject(shape, { error: ({ code }) => (code === 'unrecognized_keys' ? known : undefined) })
}

/**
 * Read a tree as a form, refusing keys the form does not know.
 * @throws PlanFileError with every problem found
 */
export function readForm<Form extends z.ZodType>(form: Form, tree: Tree, name: string): z.output<Form> {
  const read = form.safeParse(tree.value)
  if (read.success) return read.data
  const unknown = unknownKeys(read.error.issues, tree).map((key) => unknownKeyProblem(key, tree))
  const problems = [
    ...unknown,
    ...read.error.issues.filter(isOther).map((issue) => issueProblem(issue, tree)),
  ]
  throw new PlanFileError(name, inFileOrder(problems), furtherChecks)
}

/**
 * Read a tree as a form, leaving out keys the form does not know.
 * @returns what was read, and which keys were left out
 * @throws PlanFileError with every other problem found
 */
export function readFormLoosely<Form extends z.ZodType>(form: Form, tree: Tree, name: string) {
  const unknown = unknownKeys(form.safeParse(tree.value).error?.issues ?? [], tree)
  return { data: readForm(form, without(tree, unknown), name), leftOut: unknown }
}

/** A place in the file as people find it: `priorities[P1].actions[P1.S3].due`. */
export function pathIn(tree: Tree, path: readonly PropertyKey[]): string {
  let here = tree.value
  let said = ''
  for (const step of path) {
    const inside: unknown = isContainer(here) ? here[step] : undefined
    said +=
      typeof step === 'number'
        ? `[${labelOf(inside) ?? `#${step + 1}`}]`
        : `${said ? '.' : ''}${onOneLine(String(step), 60)}`
    here = inside
  }
  return said
}

const furtherChecks = 'References between the parts are checked once these are put right.'

function isOther(issue: z.core.$ZodIssue): boolean {
  return issue.code !== 'unrecognized_keys'
}

function unknownKeys(issues: readonly z.core.$ZodIssue[], tree: Tree): UnknownKey[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return []
    const known: string[] = JSON.parse(issue.message)
    return issue.keys.map((key) => ({
      path: issue.path,
      key,
      value: valueAt(tree, [...issue.path, key]),
      line: tree.lineOf([...issue.path, key]),
      meant: didYouMean(key, known),
    }))
  })
}

function unknownKeyProblem({ path, key, line, meant }: UnknownKey, tree: Tree): Problem {
  const todo = meant ? `Did you mean ${meant}?` : 'Take it out, or look up the key in docs/plan-file.md.'
  return { line, path: pathIn(tree, path), wrong: `The key ${quoted(key, 40)} is not known here.`, todo }
}

function issueProblem(issue: z.core.$ZodIssue, tree: Tree): Problem {
  const place = { line: tree.lineOf(issue.path), path: pathIn(tree, issue.path) }
  if (issue.code === 'custom')
    return { ...place, wrong: issue.message, todo: String(issue.params?.['todo'] ?? '') }
  const expected = issue.code === 'invalid_type' && issue.expected === 'array' ? 'list' : 'mapping'
  const found = valueAt(tree, issue.path)
  return found === null || found === undefined
    ? { ...place, wrong: `A ${expected} is missing.`, todo: 'Fill it in, or take the empty entry out.' }
    : { ...place, wrong: `A ${expected} is needed here.`, todo: shapeHint[expected] }
}

const shapeHint = {
  list: 'Begin each entry on a line of its own with “- ”.',
  mapping: 'Write keys and values, each on a line of its own: “title: …”.',
}

function valueAt(tree: Tree, path: readonly PropertyKey[]): unknown {
  return path.reduce((here: unknown, step) => (isContainer(here) ? here[step] : undefined), tree.value)
}

function without(tree: Tree, unknown: UnknownKey[]): Tree {
  for (const { path, key } of unknown) {
    const holder = valueAt(tree, path)
    if (isContainer(holder)) delete holder[key]
  }
  return tree
}

function labelOf(entry: unknown): string | null {
  if (!isContainer(entry)) return null
  const label = entry['ref'] ?? entry['id'] ?? entry['email']
  return typeof label === 'string' ? onOneLine(label, 60) : null
}

function isContainer(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null
}
