import { type Day, dayInWords } from '#workflows/calendar/calendar.ts'
import { timesMoved } from '#workflows/words.ts'
import type { Context, Topic } from '../context.ts'
import { correctOrKeep, type Found, placeOfTokens } from '../finding.ts'
import type { ActionInScope } from '../plan-at-cut-off.ts'
import { bySentence } from '../reading/by-sentence.ts'
import { type DateRead, fitsDate } from '../reading/dates.ts'
import type { Mention } from '../reading/names.ts'
import { type Passage, type TableRead, written } from '../reading/passages.ts'
import { numbersOf } from '../reading/quantities.ts'
import type { Sentence } from '../reading/sentences.ts'
import { fromAt, lowAt } from '../reading/tokens.ts'
import { dueWords } from './people-words.ts'

/**
 * Dates beside the reference or title of one action that are told as its due date and are not: an earlier due date
 * that has moved, or another day. A sentence that gives the date of now as well, or says that the date moved, is right.
 * In a table, a column headed as one of due dates tells that of the action its row names.
 */
export function dueDates({ text, topics }: Context): Found[] {
  const inSentences = text.passages.flatMap((passage) => {
    const mentions = actionsIn(topics.get(passage) ?? [])
    if (mentions.length === 0) return []
    const { dates } = numbersOf(passage.tokens)
    const { tokens, sentences } = passage
    const days = bySentence(sentences, dates, ({ first }) => fromAt(tokens, first))
    return [...bySentence(sentences, mentions, ({ from }) => from)].flatMap(([sentence, own]) => {
      const actions = new Set(own.flatMap(({ of }) => of))
      const [action] = actions
      return action && actions.size === 1
        ? ofSentence(passage, sentence, action, own, days.get(sentence) ?? [])
        : []
    })
  })
  return [...inSentences, ...text.tables.flatMap((table) => ofTable(table, topics))]
}

function actionsIn(mentions: readonly Mention<Topic>[]): Mention<ActionInScope>[] {
  return mentions.flatMap(({ from, to, of }) => {
    const actions = of.flatMap((topic) => (topic.kind === 'action' ? [topic.action] : []))
    return actions.length === 0 ? [] : [{ from, to, of: actions }]
  })
}

function ofSentence(
  passage: Passage,
  sentence: Sentence,
  action: ActionInScope,
  mentions: readonly Mention<ActionInScope>[],
  dates: readonly DateRead[],
): Found[] {
  const { tokens } = passage
  const { dueOn } = action
  if (dueOn !== null && dates.some((date) => fitsDate(date, dueOn))) return []
  return dates
    .filter((date) => isSure(date) && isToldAsDue(tokens, date, mentions))
    .map((date) => foundOf(passage, sentence, action, date))
}

/** A date with its month: a year alone, or a span of years, is no due date. */
const isSure = ({ month }: DateRead): boolean => month !== null

/** Whether a date is told as due by a word right before it, or stands in a bracket behind the action. */
function isToldAsDue(
  tokens: Passage['tokens'],
  { first }: DateRead,
  mentions: readonly Mention<ActionInScope>[],
): boolean {
  const [before, second, third] = [first - 1, first - 2, first - 3].map((at) => lowAt(tokens, at))
  if (/^(from|since|originally|was|after)$/.test(before ?? '')) return false
  const bracket = tokens[first - 1]
  if (bracket?.text === '(' && mentions.some(({ to }) => to <= bracket.from && to >= bracket.from - 2))
    return true
  const near = [before, second, third].map((word) => word ?? '')
  if (near.some((word) => /^(was|originally|from|moved)$/.test(word))) return false
  if (dueWords.has(near[0] ?? '')) return true
  return /^(on|in|is|the|of|:|at)$/.test(near[0] ?? '') && near.slice(1).some((word) => dueWords.has(word))
}

function ofTable({ headings, rows }: TableRead, topics: Context['topics']): Found[] {
  const columns = headings.flatMap(({ text }, column) =>
    /\b(?:due|deadline|by when|target date|completion date)\b/i.test(text) &&
    !/\b(?:first|original|previous|was)\b/i.test(text)
      ? [column]
      : [],
  )
  if (columns.length === 0) return []
  return rows.flatMap((cells) => {
    const actions = new Set(
      cells.flatMap((cell) => actionsIn(topics.get(cell) ?? []).flatMap(({ of }) => of)),
    )
    const [action] = actions
    if (!action || actions.size > 1) return []
    return columns.flatMap((column) => {
      const cell = cells[column]
      const [sentence] = cell?.sentences ?? []
      const dates = cell ? numbersOf(cell.tokens).dates : []
      if (!cell || !sentence || dates.length === 0) return []
      if (action.dueOn !== null && dates.some((date) => fitsDate(date, action.dueOn ?? ''))) return []
      return dates
        .slice(0, 1)
        .filter(isSure)
        .map((date) => foundOf(cell, sentence, action, date))
    })
  })
}

function foundOf(passage: Passage, sentence: Sentence, action: ActionInScope, date: DateRead): Found {
  const { reference, title, dueOn, dueBefore } = action
  const { at, words } = placeOfTokens(passage, date)
  const was = dueBefore.find((each) => fitsDate(date, each.dueOn))
  const named = `${reference} (${title})`
  const now = dueOn === null ? `${named} has no due date` : `${named} is due on ${dayInWords(dueOn)}`
  const fact = was && dueOn !== null ? movedFact(named, was.dueOn, dueOn, action) : `${now}.`
  return {
    code: 'outOfDate',
    sentence: written(passage, sentence),
    at,
    fact,
    ask: correctOrKeep('the date'),
    subject: `due ${reference} ${words} ${dueOn ?? ''}`,
  }
}

function movedFact(named: string, from: Day, to: Day, { dueBefore }: ActionInScope): string {
  const last = dueBefore.at(-1)?.movedOn
  const on = dueBefore.length === 1 ? 'on' : 'the last time on'
  const when = last === undefined ? '' : `, ${on} ${dayInWords(last)}`
  return `${named} was due on ${dayInWords(from)} and is due on ${dayInWords(to)} now: it was ${timesMoved(dueBefore.length)}${when}.`
}
