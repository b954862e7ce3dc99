import { describe, expect, test } from 'vitest'
import { dateInCell, dateInWords } from '#workflows/exchange/dates/date-cell.ts'

const context = { today: '2018-06-01', epoch: 1900 } as const
const inWords = (text: string) => dateInWords(text, context)

describe('a date that is told is read, the day before the month', () => {
  test.each<[string, string]>([
    ['01/09/18', '2018-09-01'],
    ['01/09/2018', '2018-09-01'],
    ['1/9/2018', '2018-09-01'],
    ['17.7.12', '2012-07-17'],
    ['30-09-2018', '2018-09-30'],
    ['30 / 09 / 2018', '2018-09-30'],
    ['2018-09-30', '2018-09-30'],
    ['2018-09-30T00:00:00Z', '2018-09-30'],
    ['2018-09-30 00:00:00', '2018-09-30'],
    ['30/09/2018 00:00', '2018-09-30'],
    ['30 Sept 2018', '2018-09-30'],
    ['30 September 2018.', '2018-09-30'],
    ['30th September 2018', '2018-09-30'],
    ['the 30th of September, 2018', '2018-09-30'],
    ['Friday 28 September 2018', '2018-09-28'],
    ['Fri 28/09/2018', '2018-09-28'],
    ['28-Sep-18', '2018-09-28'],
    ['28Sep2018', '2018-09-28'],
    ['September 30, 2018', '2018-09-30'],
    ['Sept 30th 2018', '2018-09-30'],
    ['By 31/12/2016', '2016-12-31'],
    ['by the end of 31 March 2019', '2019-03-31'],
    ['Due: 31/03/2019', '2019-03-31'],
    ['no later than 31 March 2019', '2019-03-31'],
    ['w/e 28/09/2018', '2018-09-28'],
    ['29/02/2020', '2020-02-29'],
    ['30\u00a0Sept\u00a02018', '2018-09-30'],
    ['13/12/12', '2012-12-13'],
  ])('%s', (text, due) => {
    expect(inWords(text)).toEqual({ is: 'read', due, said: null })
  })
})

describe('what is told by its month, quarter, term or year is due on its last day, which is said', () => {
  test.each<[string, string]>([
    ['Sept 2018', '2018-09-30'],
    ['Sept. 2018', '2018-09-30'],
    ['September 2018', '2018-09-30'],
    ['Sep-18', '2018-09-30'],
    ["Oct '18", '2018-10-31'],
    ['09/2018', '2018-09-30'],
    ['9.2018', '2018-09-30'],
    ['Feb 2020', '2020-02-29'],
    ['end of March 2019', '2019-03-31'],
    ['End March 2019', '2019-03-31'],
    ['by end of Sept 2018', '2018-09-30'],
    ['late March 2018', '2018-03-31'],
    ['May 2019', '2019-05-31'],
    ['Q2 2018/19', '2018-09-30'],
    ['Q4 2018/19', '2019-03-31'],
    ['Quarter 3 2018-19', '2018-12-31'],
    ['end of Q1 18/19', '2018-06-30'],
    ['first quarter 2018/19', '2018-06-30'],
    ['Autumn term 2018', '2018-12-31'],
    ['Summer Term 2019', '2019-07-31'],
    ['2018/19', '2019-03-31'],
    ['end of 2018-19', '2019-03-31'],
    ['FY 2018/19', '2019-03-31'],
    ['Q1 FY18/19', '2018-06-30'],
    ['43344', '2018-09-01'],
    ['June/July 2012', '2012-07-31'],
    ['1-30 Sept 2018', '2018-09-30'],
  ])('%s', (text, due) => {
    expect(inWords(text)).toEqual({ is: 'read', due, said: expect.any(String) })
  })

  test.each<[string, string, string]>([
    ['Oct 18 - Aug 2019', '2018-10-01', '2019-08-31'],
    ['Jan - Mar 2019', '2019-01-01', '2019-03-31'],
    ['Nov to Feb 2019', '2018-11-01', '2019-02-28'],
    ['1 Sept 2018 to 31 March 2019', '2018-09-01', '2019-03-31'],
    ['01/09/2018 – 31/03/2019', '2018-09-01', '2019-03-31'],
    ['between 1 May and 30 June 2019', '2019-05-01', '2019-06-30'],
    ['Q1 - Q2 2018/19', '2018-04-01', '2018-09-30'],
  ])('%s is a span', (text, first, due) => {
    expect(inWords(text)).toEqual({ is: 'read', first, due, said: expect.any(String) })
  })
})

describe('what may mean several days, or none, is asked', () => {
  test.each<[string, string | null]>([
    ['Ongoing', null],
    ['On-going', null],
    ['TBC', null],
    ['tba', null],
    ['To be confirmed', null],
    ['ASAP', null],
    ['Immediate', null],
    ['monthly', null],
    ['Quarterly review', null],
    ['Complete', null],
    ['Within 3 months', null],
    ['6 weeks', null],
    ['Next board', null],
    ['Short term', null],
    ['Jane Smith', null],
    ['Q2', '2018-09-30'],
    ['Q2 2018', '2018-09-30'],
    ['13 Nov', '2018-11-13'],
    ['18-Sep', '2018-09-18'],
    ['Sept', '2018-09-30'],
    ['March', '2019-03-31'],
    ['2018', '2018-12-31'],
    ['Spring term 2019', '2019-03-31'],
    ['Summer 2018', null],
    ['09/18', '2018-09-30'],
    ['w/c 3 Sept 2018', '2018-09-07'],
    ['mid March 2018', '2018-03-31'],
    ['early March 2018', '2018-03-31'],
    ['from April 2018', null],
    ['March 2018 and ongoing', '2018-03-31'],
    ['Completed July 2018', '2018-07-31'],
    ['March 2019 (subject to funding)', '2019-03-31'],
    ['By 31/12/2016 By 31/01/2017 By 31/01/2017 By 31/03/2017', '2017-03-31'],
    ['30/09/2018\n31/12/2018', '2018-12-31'],
    ['may need more time', null],
  ])('%s', (text, proposed) => {
    expect(inWords(text)).toEqual({ is: 'asked', question: expect.stringMatching(/[?.]/), proposed })
  })

  test.each<[string, string, string]>([
    ['30 Sept 2018 (was June)', '2018-09-30', '2018-06-30'],
    ['30 Sept 2018 (was 30 June 2018)', '2018-09-30', '2018-06-30'],
    ['31 March 2019 (extended from 31 Dec 2018)', '2019-03-31', '2018-12-31'],
    ['March 2019 (was Nov)', '2019-03-31', '2018-11-30'],
    ['March 2019 - originally: Dec 2018', '2019-03-31', '2018-12-31'],
    ['30/09/2018 revised to 31/12/2018', '2018-12-31', '2018-09-30'],
    ['was 30/09/2018, now 31/12/2018', '2018-12-31', '2018-09-30'],
    ['June 2018 -> Sept 2018', '2018-09-30', '2018-06-30'],
  ])('%s: the due date and the one first agreed are proposed', (text, proposed, was) => {
    expect(inWords(text)).toEqual({
      is: 'asked',
      question: expect.stringMatching(/first agreed/),
      proposed,
      was,
    })
  })
})

describe('a day that there is not is refused', () => {
  test.each<[string, RegExp]>([
    ['31/06/2018', /no day 31 in June 2018/],
    ['29/02/2019', /no day 29 in February 2019/],
    ['30 Feb 2018', /no day 30 in February/],
    ['31 September 2018', /no day 31 in September/],
    ['12/25/2018', /no month 25.*write 25\/12\/2018 if December/],
    ['00/09/2018', /no day 0/],
    ['2018-13-01', /no month 13/],
    ['31/12/0201', /^.*1900/],
    ['31 March 2019 to 1 Feb 2019', /lies after/],
    ['By 31/06/2018, 30/09/2018', /no day 31/],
  ])('%s', (text, because) => {
    expect(inWords(text)).toEqual({ is: 'refused', because: expect.stringMatching(because) })
  })
})

test.each(['', ' ', '-', 'n/a', 'N/A', '–', 'none', 'Not applicable'])(
  '‘%s’ says that there is none',
  (text) => {
    expect(inWords(text)).toEqual({ is: 'none' })
  },
)

describe('a cell that a spreadsheet keeps as a date or a number', () => {
  const of1904 = { ...context, epoch: 1904 } as const

  test('is that day, or the last of the month that it shows', () => {
    expect(dateInCell({ text: '30/09/2018', kind: 'date', day: '2018-09-30' }, context)).toEqual({
      is: 'read',
      due: '2018-09-30',
      said: null,
    })
    expect(
      dateInCell({ text: 'Sep-18', kind: 'date', day: '2018-09-01', monthOnly: true }, context),
    ).toMatchObject({ is: 'read', due: '2018-09-30' })
  })

  test('is counted from the day from which its workbook counts', () => {
    expect(dateInCell({ text: '43344', kind: 'number', number: 43_344 }, context)).toMatchObject({
      is: 'read',
      due: '2018-09-01',
    })
    expect(dateInCell({ text: '41882', kind: 'number', number: 41_882 }, of1904)).toMatchObject({
      is: 'read',
      due: '2018-09-01',
    })
    expect(dateInWords('41882', of1904)).toMatchObject({ is: 'read', due: '2018-09-01' })
  })

  test('is refused where it stands for no day of a plan', () => {
    for (const number of [0, 5, 1.5, 900_000])
      expect(dateInCell({ text: String(number), kind: 'number', number }, context)).toMatchObject({
        is: 'refused',
      })
    expect(dateInCell({ text: '05/01/1900', kind: 'date', day: '1900-01-05' }, context)).toMatchObject({
      is: 'refused',
    })
    expect(dateInCell({ text: '#REF!', kind: 'error' }, context)).toMatchObject({
      is: 'refused',
      because: expect.stringMatching(/#REF!/),
    })
    expect(dateInCell({ text: 'TRUE', kind: 'boolean' }, context)).toMatchObject({ is: 'refused' })
  })

  test('is asked about where it is a year alone, or struck through', () => {
    expect(dateInCell({ text: '2018', kind: 'number', number: 2018 }, context)).toMatchObject({ is: 'asked' })
    expect(dateInCell({ text: '30 June 2018', kind: 'text', struck: '30 June 2018' }, context)).toMatchObject(
      { is: 'asked' },
    )
    expect(
      dateInCell({ text: '30 June 2018 30 Sept 2018', kind: 'text', struck: '30 June 2018' }, context),
    ).toMatchObject({
      is: 'asked',
      proposed: '2018-09-30',
      was: '2018-06-30',
    })
  })
})
