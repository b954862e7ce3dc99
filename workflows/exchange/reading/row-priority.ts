import { limits } from '#workflows/limits.ts'
import { sameName } from '#workflows/sameness.ts'
import { nearNames } from '../cells/near-name.ts'
import { numbered } from '../cells/numbered-title.ts'
import { textInCell } from '../cells/text-cell.ts'
import { askNear, nearTo } from './near.ts'
import { type Around, cellFor, type Draft } from './row-context.ts'

/** What stands above a row: the section that it is in, and the priority of the row before. */
export type Above = { section: string | null; before: string | null }

/**
 * Reads to which priority a row belongs: what its cell says, else the section that it stands in. An empty cell is never
 * filled from above, unless both are one merged cell.
 */
export function readPriority(draft: Draft, { section, before }: Above, around: Around): void {
  const found = cellFor(draft, 'priority', around)
  const text = found?.cell.text ?? section
  if (text !== null) return told(draft, text, found?.original ?? text, around)
  if (around.columns.some(({ field }) => field === 'priority')) {
    const proposed = before === null ? [] : [before]
    draft.asked.push({ field: 'priority', original: '', question: emptyCell, proposed })
    return
  }
  const answer = around.answers.once('priority', '')
  if (answer === null)
    around.questions.ask(draft.row, { field: 'priority', original: '', question: noColumn, proposed: [] })
  else draft.read.priority = answer.trim()
}

function told(draft: Draft, text: string, original: string, around: Around): void {
  const { answers, questions } = around
  const answer = answers.once('priority', original)
  const title = textInCell(answer ?? text, limits.priority.title)
  // A column that counts its priorities gives no titles; 'Priority 2' says at least which is meant.
  if (title.is === 'read')
    draft.read.priority = /^\d{1,2}$/.test(title.text) ? `Priority ${title.text}` : title.text
  if (title.is === 'read' && answer === null) askWhichOne(draft, original, title.text, around)
  if (title.is !== 'asked') return
  const proposed = title.proposed === null ? [] : [title.proposed]
  questions.ask(draft.row, { field: 'priority', original, question: title.question, proposed })
}

/** A title that is nearly one of the plan's would make a second priority beside it. */
function askWhichOne(draft: Draft, original: string, text: string, around: Around): void {
  const { priorities } = around.there
  if (priorities.some(({ ref, title }) => isNamed(text, ref, title))) return
  const { title } = numbered(text)
  const found = nearTo(`priority ${title}`, around, () =>
    nearNames(
      title,
      priorities.map((each) => each.title),
    ),
  )
  askNear(draft, { field: 'priority', original, told: text, found }, around)
}

const isNamed = (text: string, ref: string, title: string): boolean =>
  [title, ref, `${ref}: ${title}`].some((name) => sameName(name) === sameName(text)) ||
  sameName(numbered(text).title) === sameName(title)

const emptyCell =
  'To which priority does this action belong? Its cell is empty. Answer with the title of the priority.'
const noColumn =
  'No column and no section says to which priority the actions belong. Under which title shall they stand?'
