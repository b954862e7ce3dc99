import type { Undone } from '#server/ui/forms/form-loop.ts'
import type { Typed } from '#server/ui/forms/forms.ts'
import { shownAs } from '#server/ui/forms/shown-as.ts'
import { isWithin, limits } from '#workflows/limits.ts'
import { figureTyped } from '#workflows/measure/figure-typed.ts'
import { count } from '#workflows/words.ts'
import { boxOf, type Doubt, pasteIsUnread, tableTold } from './month-form.ts'
import type { BoxesRead } from './month-read.ts'
import { summaryFor } from './month-read.ts'
import { boxesByMeasure } from './month-typed.ts'
import type { Month } from './month.ts'

/** What is marked of a table that was read, and nobody has answered yet. */
export type Marks = { doubts: Doubt[]; untold: number }

/**
 * What of a table that was read is still marked: neither was its box changed since, nor the cell taken out of the
 * table. None of a table that was not read yet.
 */
export function marksLeft(month: Month, values: Typed): Marks {
  const pasted = values['pasted'] ?? ''
  if (pasted.trim() === '' || pasteIsUnread(values) || !isWithin(limits.observation.pasted, pasted))
    return { doubts: [], untold: 0 }
  const { doubts, untold } = tableTold(month, values)
  const typed = boxesByMeasure(values)
  const isAnswered = ({ measureId }: Doubt) => {
    if (measureId === null) return false
    if (typed.get(measureId)?.some(({ kind }) => kind === 'grade')) return true
    const text = values[boxOf.figure(measureId)] ?? ''
    const mark = values[boxOf.pasted(measureId)]
    return mark === undefined ? text.trim() !== '' : mark !== shownAs(text)
  }
  return { doubts: doubts.filter((doubt) => !isAnswered(doubt)), untold }
}

/** Nothing is saved while something is marked, unless its person has said that it is left out. */
export const asksAboutMarks = ({ doubts }: Marks, values: Typed): boolean =>
  doubts.length > 0 && values['leaveOut'] === undefined

/** What is said of the marks, beside what is wrong in the boxes. */
export function toldOfMarks(month: Month, { doubts, untold }: Marks, { faults }: BoxesRead): Undone {
  const marked: Record<string, string> = {}
  for (const { name, text } of doubts) if (faults[name] === undefined) marked[name] ??= text
  const more = untold > 0 ? [{ text: `and ${count(untold, 'more row')}`, href: '#pasted' }] : []
  return {
    ok: false,
    faults: { ...marked, ...faults },
    errors: [{ text: asking, href: '#leaveOut' }],
    summary: [
      ...summaryFor(month, faults),
      ...doubts.flatMap(({ name, text }) => (name in faults ? [] : [{ text, href: `#${name}` }])),
      ...more,
    ],
  }
}

const asking =
  'Nothing is saved yet, because pasted cells are marked. Put each right, take it out of what is pasted, or tick that what is marked is left out'

/** What is typed without the boxes that still hold a marked cell which is no figure. */
export function withoutMarked({ rows }: Month, { doubts }: Marks, values: Typed): Typed {
  const marked = new Set(doubts.map(({ measureId }) => measureId))
  const dropped = new Set(
    rows.flatMap(({ read: { measure } }) => {
      const name = boxOf.figure(measure.id)
      return marked.has(measure.id) && !figureTyped(values[name] ?? '', measure).ok ? [name] : []
    }),
  )
  return Object.fromEntries(Object.entries(values).filter(([name]) => !dropped.has(name)))
}

/** What was left out, each by its measure and cell: 'Left out: P1.O2 Families helped, cell B2 (85).' */
export function leftOutWords({ doubts, untold }: Marks): string {
  if (doubts.length === 0) return ''
  const named = doubts.slice(0, MOST_NAMED).map(({ what }) => what)
  const rest = doubts.length - named.length + untold
  return ` Left out: ${named.join('; ')}${rest > 0 ? ` and ${rest.toLocaleString('en-GB')} more` : ''}.`
}

/** So many are named: the words travel in a cookie. */
const MOST_NAMED = 5
