import { addDays, type Day, dayInWords } from '#workflows/calendar/calendar.ts'
import { beyond, days, isFarDay } from '#workflows/limits.ts'
import type { SheetCell } from '../workbook.ts'
import { type DateToken, type Skeleton, skeletonOf } from './date-token.ts'
import { type DateContext, dayOfSerial, readToken, type TokenRead } from './token-reading.ts'
import { isNoDate, vagueDate } from './vague-dates.ts'

/** What the cell of a date holds. `first` is where work begins, `was` the day that was agreed before. */
export type DateCell =
  | { is: 'none' }
  | { is: 'read'; due: Day; first?: Day; said: string | null }
  | { is: 'asked'; question: string; proposed: Day | null; was?: Day }
  | { is: 'refused'; because: string }

/** Reads the cell of a date: a date of the spreadsheet, a number that stands for one, or words. */
export function dateInCell(cell: SheetCell, context: DateContext): DateCell {
  if (cell.kind === 'error')
    return { is: 'refused', because: `The cell shows the error ${cell.text}. Write the date.` }
  if (cell.kind === 'boolean') return { is: 'refused', because: `${cell.text} is no date. Write the date.` }
  if (cell.kind === 'date' && cell.day !== undefined) return dateKept(cell.day, cell.monthOnly === true)
  if (cell.kind === 'number' && cell.number !== undefined && !/[a-z/-]/i.test(cell.text))
    return numberRead(cell.number, context)
  const { struck } = cell
  if (struck !== undefined && struck !== '' && struck !== cell.text)
    return struckThrough(cell.text, struck, context)
  if (struck !== undefined && struck !== '')
    return { is: 'asked', question: 'The date is struck through. Which one is right?', proposed: null }
  return dateInWords(cell.text, context)
}

function dateKept(day: Day, monthOnly: boolean): DateCell {
  if (isFarDay(day) || day < '1950')
    return {
      is: 'refused',
      because: `${dayInWords(day)} is no date of a plan. ${beyond(days)} Correct the cell.`,
    }
  if (!monthOnly) return { is: 'read', due: day, said: null }
  const last = addDays(`${addDays(day, 31).slice(0, 8)}01`, -1)
  return { is: 'read', due: last, said: 'The cell shows the month alone. It is read as its last day.' }
}

function numberRead(value: number, context: DateContext): DateCell {
  const isYear = Number.isInteger(value) && value >= 1990 && value <= 2100
  if (isYear) return single(readToken({ kind: 'year', year: value }, context))
  if (value >= 18_000 && value < 80_000) {
    const due = dayOfSerial(value, context.epoch)
    return {
      is: 'read',
      due,
      said: `The number is the one by which the spreadsheet keeps ${dayInWords(due)}.`,
    }
  }
  return { is: 'refused', because: `${value} is no date. Write the date.` }
}

/** Of two dates in a cell, the one that is struck through was the one before. */
function struckThrough(text: string, struck: string, context: DateContext): DateCell {
  const now = dateInWords(text.replace(struck, ' ').trim(), context)
  const before = dateInWords(struck, context)
  if (now.is !== 'read' || before.is !== 'read') return now
  return movedFrom(now.due, before.due)
}

/** Reads a date in words: 'Sept 2018', '30 Sept 2018 (was June)', 'Oct 18 - Aug 2019', 'ongoing'. */
export function dateInWords(text: string, context: DateContext): DateCell {
  const skeleton = skeletonOf(text.normalize('NFKC'))
  const words = skeleton.words
    .replaceAll(/[‐‑‒–—−]/g, '-')
    .replace(/[\s.;,:*]+$/, '')
    .replace(/^[\s.;,:*-]+(?=\S)/, '')
  if (words === '' || isNoDate(words)) return { is: 'none' }
  const [first, second] = skeleton.tokens
  if (first === undefined) return { is: 'asked', question: vagueDate(words) ?? notUnderstood, proposed: null }
  if (second === undefined) return oneDate(words, first.token, context)
  if (skeleton.tokens.length === 2) return twoDates(words, first.token, second.token, skeleton, context)
  return severalDates(skeleton, context)
}

const notUnderstood =
  'This is no date that is understood. Write the day as 31/03/2027, or the month as March 2027.'

function single(read: TokenRead): DateCell {
  return read.is === 'read' ? { is: 'read', due: read.last, said: read.said } : read
}

const before =
  '(?:(?:to be |date: ?)?(?:by|before|due|due by|no later than|on|to|until|till|for|target|deadline|completed? by|completion(?: by)?|achieved by|in place by|at)[: ]+(?:the )?)?'
const plainly = new RegExp(`^\\(?${before}(?:end |the end )?(?:of )?§\\)?$`)

function oneDate(words: string, token: DateToken, context: DateContext): DateCell {
  const read = readToken(token, context)
  if (plainly.test(words) || /^(w\/e|we|week ending)[ :]+§$/.test(words)) return single(read)
  if (read.is !== 'read') return read
  const { first, last } = read
  if (/^\d{1,2}(st|nd|rd|th)? ?(-|to|and) ?§$/.test(words))
    return { is: 'read', due: last, said: `A span is told. It is read as due on ${dayInWords(last)}.` }
  if (/^(by )?(the )?late[ -]§$/.test(words))
    return { is: 'read', due: last, said: `About then is told. It is read as ${dayInWords(last)}.` }
  if (/^(w\/c|wc|week commencing|week beginning)[ :]+§$/.test(words))
    return { is: 'asked', question: 'A week is told. By which day of it?', proposed: addDays(first, 4) }
  if (
    /^(by )?(the )?(early|start of|beginning of)[ -]§$/.test(words) ||
    /^(by )?(the )?(mid|middle of)[ -]§$/.test(words)
  )
    return { is: 'asked', question: 'About then is told. By which day?', proposed: last }
  if (/^(from|since|starting|starts?|after) §( on ?wards)?$/.test(words))
    return { is: 'asked', question: 'This says when it begins. By which day is it done?', proposed: null }
  if (/§\W*(\(?)(on ?going|then|monthly|quarterly|weekly|and)\b/.test(words))
    return {
      is: 'asked',
      question: `It is said to go on after ${dayInWords(last)}. Is that the due date?`,
      proposed: last,
    }
  if (/\b(complete|completed|done|achieved|closed|met)\b/.test(words))
    return {
      is: 'asked',
      question: `It is said to be done. Is ${dayInWords(last)} the due date, or the day on which it was done?`,
      proposed: last,
    }
  return {
    is: 'asked',
    question: `Other words stand beside the date. Is ${dayInWords(last)} the due date?`,
    proposed: last,
  }
}

const formerly = 'was|previously|prev|originally|original(?: date| target)?|orig|formerly|initially|old date'
const movedWords = 'moved|extended|revised|changed|slipped|deferred|amended'
const from = 'now|new date|new|->|=>|→|>'
const wasAfter = new RegExp(
  `^\\(?(?:by )?§\\W*\\(?(?:${formerly}|(?:${movedWords}) from|extended|from)[:. ]*(?:end )?(?:of )?§\\)?$`,
)
const wasBefore = new RegExp(
  `^(?:was |original(?:ly)?:? )?§\\W*\\(?(?:${from}|(?:${movedWords})(?: date)?(?: to)?)[:. ]*(?:end )?(?:of )?§\\)?$`,
)
const fromTo = /^(?:from |between )?§ ?(?:-|to|until|till|through|and) ?§$/
const eitherOf = /^(?:by )?§ ?(?:\/|&|or|\+) ?§$/

function twoDates(
  words: string,
  first: DateToken,
  second: DateToken,
  skeleton: Skeleton,
  context: DateContext,
): DateCell {
  if (wasAfter.test(words)) return moved(first, second, context)
  if (wasBefore.test(words)) return moved(second, first, context)
  const isFromTo = fromTo.test(words)
  if (!isFromTo && !eitherOf.test(words)) return severalDates(skeleton, context)
  const end = readToken(second, context)
  if (end.is !== 'read') return end
  const start = readToken(bounded(first, end.last), context, yearFor(first, end.last))
  if (start.is !== 'read') return start
  if (start.first > end.last)
    return {
      is: 'refused',
      because: `${dayInWords(start.first)} lies after ${dayInWords(end.last)}. Correct the dates.`,
    }
  const said = `A span is told. It is read as due on ${dayInWords(end.last)}.`
  return { is: 'read', due: end.last, ...(isFromTo && { first: start.first }), said }
}

/** A quarter beside another is of the same kind of year: 'Q1 - Q2 2018/19'. */
function bounded(token: DateToken, end: Day): DateToken {
  if (token.kind !== 'quarter' || token.year !== null) return token
  const year = Number(end.slice(0, 4)) - (end.slice(5) < '04' ? 1 : 0)
  return { ...token, year, financial: true }
}

/** The year of a date without one that lies before another: the same, or the one before. */
function yearFor(token: DateToken, end: Day): number | null {
  if (token.kind !== 'day' && token.kind !== 'month') return null
  const year = Number(end.slice(0, 4))
  return token.month > Number(end.slice(5, 7)) ? year - 1 : year
}

function moved(now: DateToken, earlier: DateToken, context: DateContext): DateCell {
  const due = readToken(now, context)
  if (due.is !== 'read') return due
  const was = readToken(earlier, context, yearFor(earlier, due.last))
  return was.is === 'read' ? movedFrom(due.last, was.last) : was
}

function movedFrom(due: Day, was: Day): DateCell {
  const question = `Two dates stand here. Is it due on ${dayInWords(due)}, and was ${dayInWords(was)} first agreed?`
  return { is: 'asked', question, proposed: due, was }
}

function severalDates({ tokens }: Skeleton, context: DateContext): DateCell {
  const read = tokens.map(({ token }) => readToken(token, context))
  const wrong = read.find((each) => each.is === 'refused')
  if (wrong?.is === 'refused') return wrong
  const told = read.flatMap((each) => (each.is === 'read' ? [each.last] : [])).toSorted()
  const last = told.at(-1) ?? null
  const question =
    last === null
      ? 'Several dates stand here. Which one is the due date?'
      : `Several dates stand here. Is it due on the last of them, ${dayInWords(last)}? The others could be milestones.`
  return { is: 'asked', question, proposed: last }
}
