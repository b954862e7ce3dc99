import { beyond, isWithin, limits } from '#workflows/limits.ts'
import { itemsInCell, refInCell, sourcesInCell, textInCell } from '../cells/text-cell.ts'
import { type ExchangeField, textLimits } from '../exchange-fields.ts'
import { textOf } from '../table/grid.ts'
import { type Around, cellFor, type Draft } from './row-context.ts'

/** Reads the texts of a row: what is to be done, what describes it, what was reported, and what it answers. */
export function readTexts(draft: Draft, around: Around): void {
  readTitle(draft, around)
  for (const field of ['description', 'intendedEffect'] as const) plainText(draft, field, around)
  for (const field of ['lastUpdate', 'evidence'] as const) lastText(draft, field, around)
  readCriteria(draft, around)
  const sources = cellFor(draft, 'recommendations', around)
  if (sources !== null) {
    const { text } = sources.cell
    const found = around.ofWaymark ? itemsInLines(text) : sourcesInCell(text)
    if (found.length > 0) draft.read.recommendations = found
  }
  const horizon = cellFor(draft, 'horizon', around)?.cell.text.trim().toLowerCase() ?? ''
  const name = (['short', 'medium', 'long'] as const).find((each) => horizon.startsWith(each))
  if (name !== undefined) draft.read.horizon = name
  const critical = cellFor(draft, 'critical', around)?.cell.text ?? ''
  if (critical !== '') draft.read.critical = /^(y|yes|true|x|✓|✔|critical|high)$/i.test(critical.trim())
}

const itemsInLines = (text: string): string[] => text.split(/\s*\n\s*/).filter((line) => line !== '')

function readTitle(draft: Draft, around: Around): void {
  const found = cellFor(draft, 'title', around)
  if (found === null) {
    const isKnown = draft.refused.some(({ field }) => field === 'title')
    if (!isKnown) draft.refused.push({ field: 'title', original: '', because: noTitle })
    return
  }
  const { cell, original } = found
  if (cell.struck !== undefined && cell.struck.trim() === cell.text.trim()) {
    draft.asked.push({ field: 'title', original, question: struckThrough, proposed: [cell.text.trim()] })
    return
  }
  const text = textInCell(cell.text, limits.action.title, 'the description')
  if (text.is === 'none') draft.refused.push({ field: 'title', original, because: noTitle })
  if (text.is === 'asked')
    draft.asked.push({
      field: 'title',
      original,
      question: text.question,
      proposed: text.proposed === null ? [] : [text.proposed],
    })
  if (text.is !== 'read') return
  draft.read.title = text.text
  if (text.said !== null) draft.noted.push({ field: 'title', original, said: text.said })
  if (cell.text !== original && !isWithin(limits.action.title, original)) {
    draft.read.description = original
    draft.noted.push({ field: 'title', original, said: 'The whole text is kept in the description.' })
  }
}

const noTitle =
  'Nothing in this row says what is to be done. Write it under the heading of the action, or take the row out.'
const struckThrough =
  'What is to be done is struck through. Is it still part of the plan? Answer with its title, or take the row out.'

function plainText(draft: Draft, field: 'description' | 'intendedEffect', around: Around): void {
  const found = cellFor(draft, field, around)
  const limit = textLimits[field]
  if (found === null || limit === undefined) return
  const text = textInCell(found.cell.text, limit)
  if (text.is === 'asked')
    draft.asked.push({ field, original: found.original, question: text.question, proposed: [] })
  if (text.is !== 'read') return
  const before = draft.read[field]
  const whole = before === undefined ? text.text : `${before}\n\n${text.text}`
  if (isWithin(limit, whole)) draft.read[field] = whole
  else
    draft.asked.push({
      field,
      original: found.original,
      question: `With the whole title this is too long. Keep it shorter.`,
      proposed: [],
    })
}

/** Of several columns, one a month, the last that is filled counts; those before it are named. */
function lastText(draft: Draft, field: 'lastUpdate' | 'evidence', { columns, answers }: Around): void {
  const own = columns.filter((column) => column.field === field)
  const filled = own.filter(({ column }) => textOf(draft.line.cells[column]) !== '')
  const last = filled.at(-1)
  const limit = textLimits[field as ExchangeField]
  if (last === undefined || limit === undefined) return
  const original = textOf(draft.line.cells[last.column])
  const text = textInCell(answers.ofRow(draft.row, field, original) ?? original, limit)
  if (text.is === 'asked') draft.asked.push({ field, original, question: text.question, proposed: [] })
  if (text.is === 'read') draft.read[field] = text.text
  if (filled.length > 1)
    draft.noted.push({
      field,
      original,
      said: `‘${last.heading}’ is read, as the last of ${filled.length} that are filled.`,
    })
}

function readCriteria(draft: Draft, around: Around): void {
  const found = cellFor(draft, 'criteria', around)
  if (found === null) return
  const items = itemsInCell(found.cell.text)
  const { criterion, criteria } = limits.action
  const long = items.find((item) => !isWithin(criterion, item))
  const question =
    long !== undefined
      ? `A criterion has ${long.length.toLocaleString('en-GB')} characters. ${beyond(criterion)} Write several, one a line.`
      : `There are ${items.length} criteria, and ${criteria.most} is the most. Put some together.`
  if (long !== undefined || !isWithin(criteria, items.length))
    draft.asked.push({ field: 'criteria', original: found.original, question, proposed: [] })
  else if (items.length > 0) draft.read.criteria = items
}

/** Reads the reference of a row. Excel makes a day of one such as 1-2, which is then not known any more. */
export function readRef(draft: Draft, around: Around): void {
  if (!around.columns.some(({ field }) => field === 'ref')) return
  const found = cellFor(draft, 'ref', around)
  if (found === null) {
    const isKnown = draft.refused.some(({ field }) => field === 'ref')
    if (!isKnown) draft.asked.push({ field: 'ref', original: '', question: noRef, proposed: [] })
    return
  }
  const { cell, original } = found
  if (cell.kind === 'date') {
    draft.asked.push({ field: 'ref', original, question: madeADate, proposed: [] })
    return
  }
  const ref = refInCell(cell.text)
  if ('because' in ref) draft.refused.push({ field: 'ref', original, because: ref.because })
  else {
    draft.read.ref = ref.ref
    if (ref.said !== null) draft.noted.push({ field: 'ref', original, said: ref.said })
  }
}

const noRef =
  'This action has no reference, by which it would be found again at the next import. Which one shall it have?'
const madeADate =
  'The spreadsheet made a date of a reference such as 1-2. Which reference is it? Format the column as text.'
