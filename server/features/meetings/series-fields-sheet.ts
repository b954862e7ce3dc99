import { choice, day, line } from '#server/sheets/field.ts'
import { usualNumber } from '#server/sheets/noun-values.ts'
import { freeText } from '#server/sheets/noun.ts'
import { limits } from '#workflows/limits.ts'
import { type everyMonths, seriesPlaces, seriesWeekdays } from '#workflows/meeting/series.ts'
import { timeFields } from './meeting-fields-sheet.ts'

const capital = (word: string) => word.replace(/^./, (letter) => letter.toUpperCase())
const capitals = <Word extends string>(words: readonly Word[]) =>
  Object.fromEntries(words.map((word) => [word, capital(word)])) as Record<Word, string>

/** What a series of meetings is put in the diary by. */
export const seriesFields = {
  title: line({
    label: 'Title',
    hint: 'Such as Improvement board. Each meeting has its month after it.',
    because: 'Enter the title of the meetings.',
    limit: limits.meeting.seriesTitle,
  }),
  place: freeText({
    label: 'Place',
    hint: 'A room, an address or a link to the call',
    limit: limits.meeting.place,
  }),
  ...timeFields,
  which: choice({
    label: 'Which of the month',
    ask: 'Which of the month?',
    meanings: capitals(seriesPlaces),
    because: 'Choose which of the month',
  }),
  weekday: choice({
    label: 'Weekday',
    ask: 'Which weekday?',
    meanings: capitals(seriesWeekdays),
    because: 'Choose the weekday',
  }),
  every: choice({
    label: 'How often',
    ask: 'How often?',
    meanings: {
      month: 'Every month',
      twoMonths: 'Every two months',
      quarter: 'Every three months',
    } satisfies Record<keyof typeof everyMonths, string>,
    because: 'Choose how often',
  }),
  fromOn: day({
    label: 'From',
    ask: 'None before',
    hint: 'The first is on this day, or after it. For example, 1 12 2026',
    what: 'the day from which they are held',
  }),
  times: usualNumber({
    label: 'How many',
    hint: 'Twelve for a year of months',
    limit: limits.meeting.times,
    usual: 12,
  }),
}
