import type { Council } from './council.ts'
import { on, xlsx } from './make.ts'

const [red, amber, green] = ['FF0000', 'FFC000', '00B050']

/** Trackers whose cells are to be looked at: colours, moved cells, days of a Mac, hidden rows, formulas and errors. */
export const cellsOfCouncils: readonly Council[] = [
  {
    name: 'colours without words, which are asked once each',
    bytes: xlsx({
      rows: [
        ['Ref', 'Priority', 'Action', 'Lead', 'By when', 'RAG'],
        ['1', 'Help', 'Visit each family', 'Jane Smith', on('2018-09-30'), { value: null, fill: green }],
        ['2', 'Help', 'Write to each family', 'Jane Smith', on('2018-09-30'), { value: null, fill: amber }],
        ['3', 'Help', 'Call each family', 'Jane Smith', on('2018-09-30'), { value: null, fill: green }],
        ['4', 'Help', 'Ask each family', 'Jane Smith', on('2018-09-30'), { value: 'R', fill: red }],
        ['5', 'Help', 'Thank each family', 'Jane Smith', on('2018-09-30'), { value: null, fill: '0070C0' }],
        ['6', 'Help', 'Tell each family', 'Jane Smith', on('2018-09-30'), { value: null, fill: 'FFFFFF' }],
      ],
    }),
    expected: {
      headerRows: [1],
      fields: ['ref', 'priority', 'title', 'owner', 'dueOn', 'rating'],
      rows: Object.fromEntries(
        ['Visit', 'Write to', 'Call', 'Ask', 'Thank', 'Tell'].map((what, at) => [
          at + 2,
          {
            ref: String(at + 1),
            priority: 'Help',
            title: `${what} each family`,
            owner: 'Jane Smith',
            dueOn: '2018-09-30',
            ...(what === 'Ask' && { rating: 'red' as const }),
          },
        ]),
      ),
      asked: [],
      refused: [],
      once: ['owner Jane Smith', `rating #${green}`, `rating #${amber}`, 'rating #0070C0'],
      skipped: [],
      counts: '6 rows: 6 read, 0 asked, 0 refused, 0 skipped',
    },
  },
  {
    name: 'rows whose cells moved a column or two',
    bytes: xlsx({
      rows: [
        ['No.', 'Area', 'Action', 'Lead', 'By when', 'RAG', 'Comments'],
        ['1', 'Help', 'Visit each family', 'Jane Smith', on('2018-09-30'), 'G', null],
        ['2', 'Help', null, 'Write to each family', 'Jane Smith', on('2018-09-30'), 'A'],
        ['3', 'Help', 'Call each family', null, null, 'Bob Jones', on('2018-10-31'), 'R'],
        ['Help', 'Ask each family', 'Jane Smith', on('2018-11-30'), 'G', null, null],
        ['5', 'Help', 'Thank each family', null, on('2018-12-31'), 'A', 'Bob Jones to lead'],
      ],
    }),
    expected: {
      headerRows: [1],
      fields: ['ref', 'priority', 'title', 'owner', 'dueOn', 'rating', 'lastUpdate'],
      rows: {
        2: {
          ref: '1',
          priority: 'Help',
          title: 'Visit each family',
          owner: 'Jane Smith',
          dueOn: '2018-09-30',
          rating: 'green',
        },
        3: {},
        4: {},
        5: {},
        6: {
          ref: '5',
          priority: 'Help',
          title: 'Thank each family',
          dueOn: '2018-12-31',
          rating: 'amber',
          lastUpdate: 'Bob Jones to lead',
        },
      },
      asked: [],
      refused: ['3 row', '4 row', '5 row'],
      once: ['owner Jane Smith'],
      skipped: [],
      counts: '5 rows: 2 read, 0 asked, 3 refused, 0 skipped',
    },
  },
  {
    name: 'days counted from 1904, as dates and as numbers',
    bytes: xlsx(
      {
        rows: [
          ['Ref', 'Objective', 'Task', 'Owner', 'Due date'],
          ['T1', 'Voice', 'Ask each child', 'Jane Smith', on('2018-09-30')],
          ['T2', 'Voice', 'Answer each child', 'Jane Smith', 41_882],
          ['T3', 'Voice', 'Thank each child', 'Jane Smith', 2018],
          ['T4', 'Voice', 'Tell each child', 'Jane Smith', 12],
        ],
      },
      '1904',
    ),
    expected: {
      headerRows: [1],
      fields: ['ref', 'priority', 'title', 'owner', 'dueOn'],
      rows: {
        2: {
          ref: 'T1',
          priority: 'Voice',
          title: 'Ask each child',
          owner: 'Jane Smith',
          dueOn: '2018-09-30',
        },
        3: {
          ref: 'T2',
          priority: 'Voice',
          title: 'Answer each child',
          owner: 'Jane Smith',
          dueOn: '2018-09-01',
        },
        4: { ref: 'T3', priority: 'Voice', title: 'Thank each child', owner: 'Jane Smith' },
        5: { ref: 'T4', priority: 'Voice', title: 'Tell each child', owner: 'Jane Smith' },
      },
      asked: ['4 dueOn'],
      refused: ['5 dueOn'],
      once: ['owner Jane Smith'],
      skipped: [],
      counts: '4 rows: 2 read, 1 asked, 1 refused, 0 skipped',
    },
  },
  {
    name: 'several sheets, hidden rows and columns, remarks and colours by rules',
    bytes: xlsx([
      { name: 'Cover', rows: [['Improvement plan'], ['Version 4']] },
      {
        name: 'Tracker',
        rows: [
          ['ID', 'Workstream', 'Action required', 'Budget', 'Responsible officer', 'Target date', 'Status'],
          [
            'W1',
            'Data',
            { value: 'Publish the scorecard', comment: 'Ask Ann' },
            '£5,000',
            'Ann Lee',
            on('2018-09-30'),
            'Amber',
          ],
          ['W2', 'Data', 'Check the scorecard', null, 'Ann Lee', on('2018-10-31'), 'Green'],
        ],
        hiddenRows: [3],
        hiddenColumns: [3],
        rules: [
          { type: 'cellIs', priority: 1, operator: 'equal', formula: '"Red"', range: 'G1:G99', style: {} },
        ],
      },
      {
        name: 'Lists',
        hidden: true,
        rows: [
          ['Action', 'Lead', 'By when', 'RAG', 'Status', 'No.', 'Evidence', 'Progress'],
          ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
        ],
      },
    ]),
    expected: {
      headerRows: [1],
      fields: ['ref', 'priority', 'title', null, 'owner', 'dueOn', 'rating'],
      rows: {
        2: {
          ref: 'W1',
          priority: 'Data',
          title: 'Publish the scorecard',
          owner: 'Ann Lee',
          dueOn: '2018-09-30',
          rating: 'amber',
        },
        3: {
          ref: 'W2',
          priority: 'Data',
          title: 'Check the scorecard',
          owner: 'Ann Lee',
          dueOn: '2018-10-31',
          rating: 'green',
        },
      },
      asked: [],
      refused: [],
      once: ['owner Ann Lee'],
      skipped: [],
      counts: '2 rows: 2 read, 0 asked, 0 refused, 0 skipped',
    },
    says: [
      /‘Cover’, ‘Lists’ are other sheets/,
      /Row 3 is hidden in the sheet, and is read/,
      /Column D is hidden/,
      /‘Budget’/,
      /1 cell has a remark/,
      /conditional formatting/,
    ],
  },
  {
    name: 'formulas, errors, and references that Excel took for numbers and days',
    bytes: xlsx({
      rows: [
        ['No.', 'Priority area', 'Action', 'Lead', 'By when'],
        [
          1.1,
          'Help',
          { value: 'Visit each family', formula: 'Other!A1' },
          'Jane Smith',
          { value: on('2018-09-30'), formula: 'E1+30', format: 'dd/mm/yyyy' },
        ],
        [1.1, 'Help', 'Write to each family', 'Jane Smith', on('2018-09-30')],
        [{ value: 1.2, format: '0.00' }, 'Help', 'Call each family', '#REF!', on('2018-09-30')],
        [on('2018-02-01'), 'Help', 'Ask each family', 'Jane Smith', on('2018-09-30')],
        ['1/4', 'Help', 'Thank each family', 'Jane Smith', true],
        ['=1+1', 'Help', '=HYPERLINK("http://x")', 'Jane Smith', on('2018-09-30')],
      ],
    }),
    expected: {
      headerRows: [1],
      fields: ['ref', 'priority', 'title', 'owner', 'dueOn'],
      rows: {
        2: {
          ref: '1.1',
          priority: 'Help',
          title: 'Visit each family',
          owner: 'Jane Smith',
          dueOn: '2018-09-30',
        },
        3: {
          ref: '1.1',
          priority: 'Help',
          title: 'Write to each family',
          owner: 'Jane Smith',
          dueOn: '2018-09-30',
        },
        4: { ref: '1.20', priority: 'Help', title: 'Call each family', dueOn: '2018-09-30' },
        5: { priority: 'Help', title: 'Ask each family', owner: 'Jane Smith', dueOn: '2018-09-30' },
        6: { ref: '1-4', priority: 'Help', title: 'Thank each family', owner: 'Jane Smith' },
        7: {
          ref: '1-1',
          priority: 'Help',
          title: '=HYPERLINK("http://x")',
          owner: 'Jane Smith',
          dueOn: '2018-09-30',
        },
      },
      asked: ['5 ref'],
      refused: ['3 ref', '4 owner', '6 dueOn'],
      once: ['owner Jane Smith'],
      skipped: [],
      counts: '6 rows: 2 read, 1 asked, 3 refused, 0 skipped',
    },
  },
]
