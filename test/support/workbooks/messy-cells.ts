import type { ReadFields } from '#workflows/exchange/reading/reading.ts'

/** What a cell gives: what is read of it, a question in its row, or that it is refused. */
export type Gives = { read?: ReadFields; asked?: true; refused?: true }
type Cells = readonly (readonly [text: string, gives: Gives])[]

const due = (dueOn: string): Gives => ({ read: { dueOn } })
const asked: Gives = { asked: true }
const refused: Gives = { refused: true }
const owner = (name: string): Gives => ({ read: { owner: name } })
const state = (arriving: 'agreed' | 'inProgress'): Gives => ({ read: { state: arriving } })
const rating = (colour: 'red' | 'amber' | 'green'): Gives => ({ read: { rating: colour } })

/** Headings as trackers have them, and cells as people fill them, by the field that they are of. */
export const messyColumns: Readonly<Record<string, { headings: readonly string[]; cells: Cells }>> = {
  dueOn: {
    headings: [
      'By when',
      'By When?',
      'When',
      'Due date',
      'Deadline',
      'Target date',
      'Timescale',
      'Completion date',
      'Date due',
    ],
    cells: [
      ['Sept 2018', due('2018-09-30')],
      ['30/09/2018', due('2018-09-30')],
      ['01/09/18', due('2018-09-01')],
      ['17.7.18', due('2018-07-17')],
      ['28-Sep-18', due('2018-09-28')],
      ['30th September 2018', due('2018-09-30')],
      ['By end of March 2019', due('2019-03-31')],
      ['Q2 2018/19', due('2018-09-30')],
      ['Autumn term 2018', due('2018-12-31')],
      ['June/July 2018', due('2018-07-31')],
      ['43344', due('2018-09-01')],
      ['Oct 18 - Aug 2019', { read: { startOn: '2018-10-01', dueOn: '2019-08-31' } }],
      [
        '30 Sept 2018 (was June)',
        { asked: true, read: { dueOn: '2018-09-30', baselineDueOn: '2018-06-30' } },
      ],
      ['Ongoing', asked],
      ['TBC', asked],
      ['ASAP', asked],
      ['Monthly', asked],
      ['Q2', asked],
      ['13 Nov', asked],
      ['By 31/12/2018 By 31/01/2019', asked],
      ['31/06/2018', refused],
      ['30 February 2019', refused],
      ['12/25/2018', refused],
      ['', {}],
      ['n/a', {}],
    ],
  },
  owner: {
    headings: [
      'Lead',
      'Lead officer',
      'Owner',
      'Who?',
      'By whom',
      'Responsible',
      'Responsible officer',
      'Accountable lead',
      'Action owner',
    ],
    cells: [
      ['Jane Smith', owner('Jane Smith')],
      ['Dr Amina Noor', owner('Dr Amina Noor')],
      ['Smith, Jane', owner('Jane Smith')],
      ['Jane Smith (Head of Service)', owner('Jane Smith')],
      ['MW', owner('MW')],
      ['DCS', owner('DCS')],
      ['Head of Service MASH', owner('Head of Service MASH')],
      ['Principal Social Worker', owner('Principal Social Worker')],
      ['MW/YO', asked],
      ['Jane Smith & Bob Jones', asked],
      ['Hayley Flavell/ Arne Rose (tbc)', asked],
      ['Team Managers', asked],
      ['TBC', asked],
      ['LSCB', refused],
      ['Pan-Berkshire Training Sub-Group', refused],
      ['', {}],
    ],
  },
  state: {
    headings: ['Status', 'Current status', 'Action status', 'Delivery status'],
    cells: [
      ['Not started', state('agreed')],
      ['In progress', state('inProgress')],
      ['On track', state('inProgress')],
      ['Delayed', state('inProgress')],
      ['Complete', state('inProgress')],
      ['Closed', state('inProgress')],
      ['Phase 1 complete, phase 2 to follow', asked],
      ['', {}],
    ],
  },
  rating: {
    headings: ['R/A/G', 'RAG', 'RAG rating', 'BRAG', 'RAG status', 'Current RAG'],
    cells: [
      ['G', rating('green')],
      ['Green', rating('green')],
      // Green alone, so that no status is said to be in conflict with it.
      ['green ', rating('green')],
      ['B', {}],
      ['', {}],
    ],
  },
}

/** Headings of the columns that every tracker here has. */
export const usualHeadings = {
  ref: ['No.', 'Ref', 'ID', 'Action No', 'Unique ref', '#'],
  priority: ['Area for improvement', 'Priority', 'Theme', 'Workstream', 'Objective', 'Improvement area'],
  title: [
    'Action',
    'Actions',
    'Action required',
    'What?',
    'Key actions',
    'What will we do?',
    'Action to be taken',
  ],
  lastUpdate: ['Progress', 'Latest update', 'Comments', 'Progress to date', 'Update', 'Commentary'],
  none: ['Budget', 'Monitoring and evaluation', 'Cost code', 'Board date seen'],
} as const
