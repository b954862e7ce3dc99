import type { Undone } from '#server/ui/forms/form-loop.ts'
import { asFault, type Typed } from '#server/ui/forms/forms.ts'
import { shownAs } from '#server/ui/forms/shown-as.ts'
import { isWithin, beyond, limits } from '#workflows/limits.ts'
import { figuresPasted, type FiguresPasted } from '#workflows/measure/figures-pasted.ts'
import type { Month } from './month.ts'

/** The boxes of a measure, by their names. */
export const boxOf = {
  figure: (id: string) => `figure-${id}`,
  grade: (id: string, at: number) => `grade-${id}-${at}`,
  caveat: (id: string) => `caveat-${id}`,
  /** That a small count may be published. */
  ok: (id: string) => `ok-${id}`,
  /** That the figure which stands is validated. */
  validated: (id: string) => `validated-${id}`,
  /** The mark of how it was counted as its figure was asked for. */
  asked: (id: string) => `asked-${id}`,
  /** The cell that its figure was pasted from. */
  cell: (id: string) => `at-${id}`,
}

/** Whether a table stands in the form that was not read yet, or was changed since. */
export function pasteIsUnread(values: Typed): boolean {
  const pasted = values['pasted'] ?? ''
  return pasted.trim() !== '' && values['shown'] !== shownAs(pasted)
}

/**
 * Puts what was pasted into the boxes, and asks about what is not clear. Nothing is saved by it, and nothing that was
 * typed is lost: the table stays as long as a cell of it found no box.
 */
export function readPaste({ rows, endOn }: Month, values: Typed): Undone {
  const pasted = values['pasted'] ?? ''
  const { pasted: limit } = limits.observation
  if (!isWithin(limit, pasted)) return { ok: false, faults: { pasted: beyond(limit) } }
  const open = rows.filter(({ standing, read }) => standing === null && read.measure.unit !== 'grade')
  const told = figuresPasted(
    pasted,
    open.map(({ read }) => read.measure),
    { from: `${endOn.slice(0, 7)}-01`, to: endOn },
  )
  const placed = told.doubts.filter(({ measureId }) => measureId !== null)
  const unplaced = told.doubts.filter(({ measureId }) => measureId === null)
  const left = { ...values, ...boxesFilled(told), step: '', pasted: unplaced.length > 0 ? pasted : '' }
  return {
    ok: false,
    faults: {
      ...Object.fromEntries(placed.map((doubt) => [boxOf.figure(doubt.measureId ?? ''), located(doubt)])),
      ...(unplaced[0] && { pasted: located(unplaced[0]) }),
    },
    errors: unplaced.slice(1).map((doubt) => ({ text: located(doubt), href: '#pasted' })),
    ...(told.doubts.length === 0 && { status: 200 }),
    left: {
      version: undefined,
      values: {
        ...left,
        shown: shownAs(left.pasted),
        read: String(told.figures.length),
        leftOut: told.leftOut.join('\n'),
      },
    },
  }
}

function boxesFilled({ figures }: FiguresPasted): Typed {
  return Object.fromEntries(
    figures.flatMap(({ measureId, at, typed }) => [
      [boxOf.figure(measureId), typed],
      [boxOf.cell(measureId), at],
    ]),
  )
}

const located = ({ at, because }: FiguresPasted['doubts'][number]): string =>
  asFault(at === null ? because : `Cell ${at}: ${because}`)
