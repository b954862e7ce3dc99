import type { PlanDraft } from '#db/write/plan-draft.ts'
import { limits } from '#workflows/limits.ts'
import type { Doubt } from './doubt.ts'
import { words } from './fields.ts'
import { whyNotText } from './file-text.ts'
import { gapsOf } from './gaps.ts'
import { readOwnForm } from './own-file.ts'
import { PlanFileError, type Problem } from './plan-file-error.ts'
import { quoted } from './quoted.ts'
import { readTranscription } from './transcription.ts'
import { readTree, type Tree } from './tree.ts'

/**
 * Read a plan file, YAML or JSON: Waymark's own form (it says `waymark: 1`) or a transcription of a printed plan (it
 * has `document` and `priorities`). Both are described in docs/plan-file.md. Nothing missing or doubtful is guessed:
 * it is left out or kept as it stands, and named as a doubt.
 * @param text the whole file
 * @param options.name the file's name, for messages
 * @param options.title the plan's title; without it the file's own
 * @returns the plan, and every doubt that a person has to answer
 * @throws PlanFileError with every problem found, each with its line and what to do
 */
export function readPlanFile(
  text: string,
  options: { name: string; title?: string },
): { draft: PlanDraft; doubts: Doubt[] } {
  const { name } = options
  const unfit = whyNotText(text)
  if (unfit) throw new PlanFileError(name, [unfit])
  const givenTitle = titleGiven(options.title, name)
  const tree = readTree(text, name)
  const { plan, doubts } =
    formOf(tree, name) === 'own'
      ? { plan: readOwnForm(tree, name), doubts: [] }
      : readTranscription(tree, name)
  const title = givenTitle ?? plan.title
  if (title === null) throw new PlanFileError(name, [noTitle])
  const draft = { ...plan, title }
  return { draft, doubts: [...doubts, ...gapsOf(draft)] }
}

const forms = 'Write “waymark: 1” as its first line, and the rest as docs/plan-file.md shows.'
const noTitle = {
  line: null,
  path: 'title',
  wrong: 'The plan has no title.',
  todo: 'Give it with --plan “…”.',
}

function titleGiven(title: string | undefined, name: string): string | null {
  if (title === undefined) return null
  const read = words(limits.plan.title)(title.replace(/[\p{Cc}\p{Cs}]/gu, ' '))
  if (typeof read === 'string') return read
  throw new PlanFileError(name, [{ line: null, path: '--plan', ...read }])
}

function formOf({ value, lineOf }: Tree, name: string): 'own' | 'transcription' {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const wrong = 'This is not a plan file: its top level has no keys such as title and priorities.'
    throw new PlanFileError(name, [{ line: 1, path: '', wrong, todo: forms }])
  }
  const own = 'waymark' in value
  const transcription = 'document' in value && 'priorities' in value
  if (own && !transcription) return 'own'
  if (transcription && !own) return 'transcription'
  throw new PlanFileError(name, [own ? bothForms(lineOf(['document'])) : neitherForm(Object.keys(value))])
}

function bothForms(line: number | null): Problem {
  const wrong = 'Both a plan file (waymark) and a transcription (document): it is not clear how to read it.'
  return { line, path: '', wrong, todo: 'Keep one of the two keys.' }
}

function neitherForm(keys: string[]): Problem {
  const found = keys.slice(0, 6).map((key) => quoted(key, 40))
  const wrong = `It has ${found.join(', ') || 'no keys'}, but neither “waymark” nor “document” and “priorities”.`
  return { line: 1, path: '', wrong, todo: forms }
}
