import { colourName, ratingInCell } from '../cells/rating-cell.ts'
import { type StateArriving, type StateCell, stateInCell } from '../cells/state-cell.ts'
import type { ExchangeField } from '../exchange-fields.ts'
import { type PlacedCell, textOf } from '../table/grid.ts'
import { type Around, cellFor, type Draft } from './row-context.ts'

/** Reads how a row stands: its status, its colour in words, or the colour behind the cell where no word is in it. */
export function readStanding(draft: Draft, around: Around): void {
  const done = readState(draft, around)
  readRating(draft, around)
  const { rating } = draft.read
  if (done === null || (rating !== 'red' && rating !== 'amber')) return
  const question = `It is said to be done, and its colour is ${rating}. Is it in progress, or submitted?`
  draft.asked.push({ field: 'state', original: done, question, proposed: ['inProgress'] })
}

/** Reads the status, and gives what the tracker says where it calls the action done. */
function readState(draft: Draft, around: Around): string | null {
  const found = cellFor(draft, 'state', around) ?? doneInProgress(draft, around)
  if (found === null) return null
  const { cell, original } = found
  const own = stateNamed(cell.text)
  if (own !== null) {
    draft.read.state = own
    return null
  }
  const state = stateInCell(
    cell.kind === 'boolean' ? (cell.text === 'TRUE' ? 'yes' : 'not started') : cell.text,
  )
  if (state.is === 'read') draft.read.state = state.state
  if (state.is === 'asked')
    draft.asked.push({
      field: 'state',
      original,
      question: state.question,
      proposed: ['inProgress', 'submitted'],
    })
  return state.is === 'askedOnce' ? stateOnce(draft, state, around) : null
}

/** Where no status is told, the progress may begin with it: 'Completed. Next phase underway'. */
function doneInProgress(draft: Draft, { answers }: Around): { cell: PlacedCell; original: string } | null {
  const original = draft.read.lastUpdate ?? ''
  if (original.length > 160 || !/^\W*(\d[.)]\s*)?(fully )?(completed?|done|closed)\b(?! by)/i.test(original))
    return null
  return { cell: { text: answers.ofRow(draft.row, 'state', original) ?? original, kind: 'text' }, original }
}

type StateOnce = Extract<StateCell, { is: 'askedOnce' }>

function stateOnce(draft: Draft, { word, question, state }: StateOnce, around: Around): string | null {
  const answer = around.answers.once('state', word)
  const answered = answer === null ? null : stateNamed(answer)
  const arriving = answered ?? state
  if (arriving !== null) draft.read.state = arriving
  draft.isLeftOut ||= isLeftOut(answer)
  if (answered === null && !isLeftOut(answer))
    around.questions.ask(draft.row, {
      field: 'state',
      original: word,
      question,
      proposed: ['inProgress', 'submitted'],
    })
  return state === null ? null : word
}

const stateNamed = (text: string): StateArriving | null =>
  (['agreed', 'inProgress', 'submitted'] as const).find(
    (state) => state.toLowerCase() === text.trim().toLowerCase(),
  ) ?? null

/** Whether an answer says that rows which say so are not imported. */
export const isLeftOut = (answer: string | null): boolean =>
  answer !== null && /^leave (it )?out$/i.test(answer.trim())

function readRating(draft: Draft, around: Around): void {
  const columns = around.columns.filter(({ field }) => field === 'rating')
  const filled = columns.findLast(({ column }) => {
    const cell = draft.line.cells[column]
    return textOf(cell) !== '' || cell?.fill !== undefined
  })
  const cell = filled === undefined ? null : draft.line.cells[filled.column]
  if (cell === null || cell === undefined) return
  const text = textOf(cell)
  if (text === '') return colourAlone(draft, 'rating', cell.fill ?? '', around)
  const rating = ratingInCell(text)
  // A colour's column may say that it is done instead.
  if (rating.is === 'askedOnce' && draft.read.state === undefined && stateAsColour(draft, text, around))
    return
  if (rating.is === 'read') draft.read.rating = rating.rating
  if (rating.is === 'askedOnce')
    ask(draft, { field: 'rating', original: rating.word, question: rating.question, looks: null }, around)
}

function stateAsColour(draft: Draft, text: string, around: Around): boolean {
  const state = stateInCell(text)
  if (state.is === 'read') draft.read.state = state.state
  const isDone = state.is === 'askedOnce' && state.state !== null && text.length > 1
  if (isDone) stateOnce(draft, state, around)
  return state.is === 'read' || isDone
}

/** A colour without a word is mapped once for the whole file; what it looks like is proposed. */
function colourAlone(draft: Draft, field: ExchangeField, fill: string, around: Around): void {
  if (fill === '') return
  const looks = colourName(fill)
  if (looks === 'white' || looks === 'black') return
  const question = `Cells without a word have this colour behind them, which looks ${looks}. What does it mean: red, amber, green, or nothing?`
  ask(draft, { field, original: `#${fill}`, question, looks }, around)
}

type Asking = { field: ExchangeField; original: string; question: string; looks: string | null }

function ask(
  draft: Draft,
  { field, original, question, looks }: Asking,
  { answers, questions }: Around,
): void {
  const answer = answers.once(field, original)
  const told = answer === null ? null : ratingInCell(answer)
  if (told?.is === 'read') draft.read.rating = told.rating
  if (told?.is === 'read' || (answer !== null && /^(nothing|none|-)$/i.test(answer.trim()))) return
  const isColour = looks === 'red' || looks === 'amber' || looks === 'green'
  questions.ask(draft.row, { field, original, question, proposed: isColour ? [looks] : [] })
}
