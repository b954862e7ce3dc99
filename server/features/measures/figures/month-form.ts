import type { Undone } from '#server/ui/forms/form-loop.ts'
import { asFault, type Typed } from '#server/ui/forms/forms.ts'
import { shownAs } from '#server/ui/forms/shown-as.ts'
import { addDays, type Day } from '#workflows/calendar/calendar.ts'
import { isWithin, beyond, limits } from '#workflows/limits.ts'
import { lastEnded } from '#workflows/measure/figures-due.ts'
import { figuresPasted, type FiguresPasted, type PasteDoubt } from '#workflows/measure/figures-pasted.ts'
import type { MeasureNamed } from '#workflows/measure/pasted-names.ts'
import { count } from '#workflows/words.ts'
import { shownFigure } from '../figure-form.ts'
import type { Month, MonthRow } from './month.ts'

/** The boxes of a measure, by their names. */
export const boxOf = {
  figure: (id: string) => `figure-${id}`,
  grade: (id: string, at: number) => `grade-${id}-${at}`,
  caveat: (id: string) => `caveat-${id}`,
  /** That a small count may be published. */
  ok: (id: string) => `ok-${id}`,
  /** That the figure which stands is validated. */
  validated: (id: string) => `validated-${id}`,
  /** The mark of how it is counted, and of what period, as its figure was asked for. */
  asked: (id: string) => `asked-${id}`,
  /** The cell that its figure was pasted from. */
  cell: (id: string) => `at-${id}`,
  /** The mark of what was pasted into it, so that what a person types over it is known from it. */
  pasted: (id: string) => `at-text-${id}`,
}

/** Whether a table stands in the form that was not read yet, or was changed since. */
export function pasteIsUnread(values: Typed): boolean {
  const pasted = values['pasted'] ?? ''
  return pasted.trim() !== '' && values['shown'] !== shownAs(pasted)
}

/**
 * Puts what was pasted into the boxes, and asks about what is not clear. Nothing is saved by it, and nothing that was
 * typed is lost: another figure that stands in a box stays there, and the table stays as long as a cell of it is marked.
 */
export function readPaste(month: Month, values: Typed): Undone {
  const pasted = values['pasted'] ?? ''
  const { pasted: limit } = limits.observation
  if (!isWithin(limit, pasted)) return { ok: false, faults: { pasted: beyond(limit) } }
  const told = tableTold(month, values)
  const { doubts } = told
  const { leaveOut: _, ...typed } = values
  const left = {
    ...typed,
    ...boxesMarked(told, values),
    ...boxesFilled(told),
    step: '',
    pasted: doubts.length === 0 ? '' : pasted,
  }
  const marked = new Set(told.doubts.map(({ measureId }) => measureId))
  const faults: Record<string, string> = {}
  for (const { name, text } of doubts) faults[name] ??= text
  return {
    ok: false,
    faults,
    summary: [
      ...doubts.map(({ name, text }) => ({ text, href: `#${name}` })),
      ...(told.untold > 0 ? [{ text: `and ${count(told.untold, 'more row')}`, href: '#pasted' }] : []),
    ],
    ...(doubts.length === 0 && { status: 200 }),
    left: {
      version: undefined,
      values: {
        ...left,
        shown: shownAs(left.pasted),
        read: String(told.figures.filter(({ measureId }) => !marked.has(measureId)).length),
        leftOut: told.leftOut.join('\n'),
      },
    },
  }
}

/** A doubt about what was pasted, with the box beside which it is told and how. */
export type Doubt = PasteDoubt & { name: string; text: string }

/** What the table tells that stands in the form, beside what is typed there. */
export function tableTold(
  { rows, endOn }: Month,
  values: Typed,
): Omit<FiguresPasted, 'doubts'> & { doubts: Doubt[] } {
  const told = figuresPasted(
    values['pasted'] ?? '',
    rows.map((row) => measureNamed(row, endOn, values)),
    { from: `${endOn.slice(0, 7)}-01`, to: endOn },
  )
  const graded = new Set(
    rows.flatMap(({ read: { measure } }) => (measure.unit === 'grade' ? [measure.id] : [])),
  )
  const doubts = told.doubts.map((doubt) => ({
    ...doubt,
    name: boxFor(doubt, graded),
    text: located(doubt),
  }))
  return { ...told, doubts }
}

function measureNamed({ read: { measure }, standing }: MonthRow, endOn: Day, values: Typed): MeasureNamed {
  const typed = values[boxOf.figure(measure.id)] ?? ''
  const isPasted = values[boxOf.pasted(measure.id)] === shownAs(typed)
  return {
    ...measure,
    period: { from: addDays(lastEnded(measure.every ?? 'month', endOn), 1), to: endOn },
    recorded: standing && { ...standing, shown: shownFigure(measure, standing) },
    typed: isPasted ? '' : typed,
  }
}

function boxesFilled({ figures }: FiguresPasted): Typed {
  return Object.fromEntries(
    figures.flatMap(({ measureId, at, typed }) => [
      [boxOf.figure(measureId), typed],
      [boxOf.cell(measureId), at],
      [boxOf.pasted(measureId), shownAs(typed)],
    ]),
  )
}

/** A mark of the empty box of each measure that is asked about, so that what is typed there is known for an answer. */
function boxesMarked({ doubts }: Pick<FiguresPasted, 'doubts'>, values: Typed): Typed {
  return Object.fromEntries(
    doubts.flatMap(({ measureId }) =>
      measureId === null || (values[boxOf.figure(measureId)] ?? '').trim() !== ''
        ? []
        : [[boxOf.pasted(measureId), shownAs('')]],
    ),
  )
}

/** The field beside which a doubt is told: that of its measure, else the table. */
function boxFor({ measureId }: PasteDoubt, graded: ReadonlySet<string>): string {
  if (measureId === null) return 'pasted'
  return graded.has(measureId) ? boxOf.grade(measureId, 0) : boxOf.figure(measureId)
}

const located = ({ at, because }: PasteDoubt): string =>
  asFault(at === null ? because : `Cell ${at}: ${because}`)
