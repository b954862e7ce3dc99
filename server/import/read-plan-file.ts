import type { PlanDraft } from '#db/write/plan-draft.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { limits } from '#workflows/limits.ts'
import type { Doubt } from './doubt.ts'
import { words } from './fields.ts'
import { whyNotText } from './file-text.ts'
import { gapsOf } from './gaps.ts'
import { readOwnForm } from './own-file.ts'
import { PlanFileError, type Problem } from './plan-file-error.ts'
import { quoted } from './quoted.ts'
import { readTree, type Tree } from './tree.ts'
import { unusualDays } from './unusual-days.ts'

/**
 * Read a plan file, YAML or JSON, as docs/plan-file.md describes it. Nothing missing or doubtful is guessed: it is
 * left out or kept as it stands, and named as a doubt.
 * @param text the whole file
 * @param options.name the file's name, for messages
 * @param options.title the plan's title; without it the file's own
 * @param options.today by which far days are told, and inspections that lie ahead refused; left out, none are
 * @returns the plan, and every doubt that a person has to answer
 * @throws PlanFileError with every problem found, each with its line and what to do
 */
export function readPlanFile(
  text: string,
  options: { name: string; title?: string; today?: Day },
): { draft: PlanDraft; doubts: Doubt[] } {
  const { name } = options
  const unfit = whyNotText(text)
  if (unfit) throw new PlanFileError(name, [unfit])
  const givenTitle = titleGiven(options.title, name)
  const tree = readTree(text, name)
  refuseOtherForms(tree, name)
  const { plan, doubts } = readOwnForm(tree, name, options.today)
  const title = givenTitle ?? plan.title
  if (title === null) throw new PlanFileError(name, [noTitle])
  const draft = { ...plan, title }
  const { today } = options
  const unusual = today === undefined ? [] : unusualDays(draft, today)
  return { draft, doubts: [...doubts, ...gapsOf(draft), ...unusual] }
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

function refuseOtherForms({ value, lineOf }: Tree, name: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const wrong = 'This is not a plan file: its top level has no keys such as title and priorities.'
    throw new PlanFileError(name, [{ line: 1, path: '', wrong, todo: forms }])
  }
  if ('waymark' in value) return
  const former = 'document' in value && 'priorities' in value
  throw new PlanFileError(name, [
    former ? { ...formerForm, line: lineOf(['document']) } : otherForm(Object.keys(value)),
  ])
}

const formerForm = {
  path: '',
  wrong: 'This is a transcription in a form of its own (document), which is no longer read.',
  todo: 'Write it as a plan file: “waymark: 1” as its first line, what was unsure as “doubt” and where it stood as “source” of each line. docs/plan-file.md shows how, under “Doubts and sources”.',
}

function otherForm(keys: string[]): Problem {
  const found = keys.slice(0, 6).map((key) => quoted(key, 40))
  return {
    line: 1,
    path: '',
    wrong: `It has ${found.join(', ') || 'no keys'}, but not “waymark”.`,
    todo: forms,
  }
}
