import { describe, expect, test } from 'vitest'
import { colourName, ratingInCell } from '#workflows/exchange/cells/rating-cell.ts'
import { stateInCell } from '#workflows/exchange/cells/state-cell.ts'
import { itemsInCell, refInCell, sourcesInCell, textInCell } from '#workflows/exchange/cells/text-cell.ts'
import { fieldOfHeading } from '#workflows/exchange/headings.ts'
import { limits } from '#workflows/limits.ts'

describe('a status', () => {
  test.each(['Not started', 'Not yet started', 'Planned', 'To do', 'not due', '0%'])(
    '%s arrives as agreed',
    (text) => {
      expect(stateInCell(text)).toEqual({ is: 'read', state: 'agreed' })
    },
  )

  test.each([
    'In progress',
    'In-Progress',
    'Ongoing',
    'On track',
    'Underway',
    'WIP',
    'Delayed',
    'Partially complete',
    'Open',
    '50%',
    '75% complete',
  ])('%s arrives as in progress', (text) => {
    expect(stateInCell(text)).toEqual({ is: 'read', state: 'inProgress' })
  })

  test.each([
    'Complete',
    'Completed',
    'COMPLETED',
    'Done',
    'Closed',
    'Signed off',
    'Embedded',
    'Yes',
    '100%',
    '✓',
  ])('%s is never a sign-off: it arrives as in progress, with a question', (text) => {
    expect(stateInCell(text)).toEqual({
      is: 'askedOnce',
      word: text,
      question: expect.stringMatching(/Only the board signs an action off.*submitted/),
      state: 'inProgress',
    })
  })

  test.each([
    'COMPLETED Next phase of work underway',
    '1. Complete 2. Complete',
    'Audit complete, training to follow',
  ])('‘%s’ is asked in its row', (text) => {
    expect(stateInCell(text)).toMatchObject({ is: 'asked' })
  })

  test.each(['Cancelled', 'On hold', 'No longer required', 'Superseded by 1.4', 'Phase 2'])(
    '%s is asked once',
    (text) => {
      expect(stateInCell(text)).toMatchObject({ is: 'askedOnce', word: text, state: null })
    },
  )
})

describe('a colour in words', () => {
  test.each([
    ['R', 'red'],
    ['Red', 'red'],
    ['AMBER', 'amber'],
    ['Amber – in progress', 'amber'],
    ['Yellow', 'amber'],
    ['g', 'green'],
    ['Green ', 'green'],
  ])('%s is %s', (text, rating) => {
    expect(ratingInCell(text)).toEqual({ is: 'read', rating })
  })

  test.each(['Blue', 'B', 'Grey', 'Red/Amber', '3', 'High', 'Amber to Green'])('%s is asked once', (text) => {
    expect(ratingInCell(text)).toMatchObject({ is: 'askedOnce', word: text })
  })
})

test.each([
  ['FF0000', 'red'],
  ['C00000', 'red'],
  ['FFC7CE', 'red'],
  ['FFC000', 'amber'],
  ['FFFF00', 'amber'],
  ['FFEB9C', 'amber'],
  ['ED7D31', 'amber'],
  ['00B050', 'green'],
  ['92D050', 'green'],
  ['C6EFCE', 'green'],
  ['0070C0', 'blue'],
  ['00B0F0', 'blue'],
  ['D9D9D9', 'grey'],
  ['7030A0', 'purple'],
  ['FFFFFF', 'white'],
])('the colour %s looks %s', (rgb, name) => {
  expect(colourName(rgb)).toBe(name)
})

describe('a text', () => {
  const { title } = limits.action

  test('is read without the space around it, and its lines are joined where it has one', () => {
    expect(textInCell(' Visit\u00a0 every child ', title)).toEqual({
      is: 'read',
      text: 'Visit every child',
      said: null,
    })
    expect(textInCell('Visit\r\nevery child', title)).toEqual({
      is: 'read',
      text: 'Visit every child',
      said: expect.any(String),
    })
    expect(textInCell('Visit\n every child', limits.update.note)).toEqual({
      is: 'read',
      text: 'Visit\nevery child',
      said: null,
    })
  })

  test('as long as its limit is read; longer by one it is asked about, and nothing is cut', () => {
    expect(textInCell('a'.repeat(title.most), title)).toMatchObject({ is: 'read' })
    expect(textInCell('a'.repeat(title.most + 1), title)).toEqual({
      is: 'asked',
      question: 'This has 201 characters. Keep it to 200 characters.',
      proposed: null,
    })
    expect(textInCell(`Visit every child. ${'a'.repeat(200)}`, title, 'the description')).toEqual({
      is: 'asked',
      question: expect.stringMatching(/kept in the description/),
      proposed: 'Visit every child',
    })
  })

  test('of a list is one item a line', () => {
    expect(itemsInCell('• Audit done\n2. Staff told\n\n- 1.5 posts filled\n(a) Board told')).toEqual([
      'Audit done',
      'Staff told',
      '1.5 posts filled',
      'Board told',
    ])
  })

  test.each([
    ['17. (57, 138)', ['17', '57', '138']],
    ['Para 17', ['17']],
    ['R1, R2', ['R1', 'R2']],
    ['2.4 & 2.5', ['2.4', '2.5']],
    ['None', []],
  ])('%s names the paragraphs %j', (text, sources) => {
    expect(sourcesInCell(text)).toEqual(sources)
  })

  test.each([
    ['1.10', '1.10'],
    ['1.', '1'],
    ['A1 (b)', 'A1-b'],
    ['1/2', '1-2'],
    ['P1.S3', 'P1.S3'],
  ])('the reference %s is read as %s', (text, ref) => {
    expect(refInCell(text)).toMatchObject({ ref })
  })

  test('of a reference that nobody could write is refused', () => {
    expect(refInCell('???')).toMatchObject({ because: expect.any(String) })
    expect(refInCell('1'.repeat(41))).toMatchObject({ because: expect.stringMatching(/40 characters/) })
  })
})

describe('a heading names its field', () => {
  test.each([
    ['No.', 'ref'],
    ['No', 'ref'],
    ['NOS', 'ref'],
    ['#', 'ref'],
    ['Ref', 'ref'],
    ['Action No.', 'ref'],
    ['Unique ID', 'ref'],
    ['Ofsted para', 'recommendations'],
    ['Ofsted Para No', 'recommendations'],
    ['ILACS recommendation', 'recommendations'],
    ['Recommendation', 'recommendations'],
    ['Area for improvement', 'priority'],
    ['Area for Improvement (Ofsted)', 'priority'],
    ['Priority', 'priority'],
    ['Theme', 'priority'],
    ['Improvement priority', 'priority'],
    ['Workstream', 'priority'],
    ['Objective', 'priority'],
    ['Action', 'title'],
    ['Actions required', 'title'],
    ['What?', 'title'],
    ['What will we do?', 'title'],
    ['Key actions', 'title'],
    ['Action to be taken', 'title'],
    ['How?', 'description'],
    ['Details', 'description'],
    ['Lead', 'owner'],
    ['Lead Officer', 'owner'],
    ['Who?', 'owner'],
    ['By whom', 'owner'],
    ['Responsible officer', 'owner'],
    ['Action owner', 'owner'],
    ['Person responsible', 'owner'],
    ['Owner', 'owner'],
    ['Accountable lead', 'owner'],
    ['Supporting officers', 'contributors'],
    ['Partners', 'contributors'],
    ['Agency', 'agency'],
    ['By when', 'dueOn'],
    ['By\nWhen', 'dueOn'],
    ['When?', 'dueOn'],
    ['Timescale', 'dueOn'],
    ['Deadline', 'dueOn'],
    ['Target date', 'dueOn'],
    ['Due date', 'dueOn'],
    ['Completion date', 'dueOn'],
    ['To be completed by', 'dueOn'],
    ['New date', 'revisedDueOn'],
    ['Revised target date', 'revisedDueOn'],
    ['Original target date', 'baselineDueOn'],
    ['Start date', 'startOn'],
    ['Date completed', 'completedOn'],
    ['Progress', 'lastUpdate'],
    ['Progress update', 'lastUpdate'],
    ['Latest update', 'lastUpdate'],
    ['Comments', 'lastUpdate'],
    ['Commentary', 'lastUpdate'],
    ['Progress to date', 'lastUpdate'],
    ['R/A/G', 'rating'],
    ['RAG', 'rating'],
    ['RAG rating', 'rating'],
    ['BRAG', 'rating'],
    ['RAG Status', 'rating'],
    ['Evidence', 'evidence'],
    ['Evidence of impact', 'evidence'],
    ['Status', 'state'],
    ['Current Status', 'state'],
    ['Complete (Y/N)', 'state'],
    ['Success measures', 'criteria'],
    ['Success criteria', 'criteria'],
    ['How will we know?', 'criteria'],
    ['Impact', 'intendedEffect'],
    ['Intended outcome', 'intendedEffect'],
    ['Expected impact', 'intendedEffect'],
    ['Outcome', 'intendedEffect'],
    ['Milestone', 'title'],
    ['dueOn', 'dueOn'],
    ['lastUpdate', 'lastUpdate'],
  ])('%s', (heading, field) => {
    expect(fieldOfHeading(heading)).toBe(field)
  })

  test.each([
    '',
    'Cost',
    'Monitoring and evaluation',
    'Budget code',
    'We will visit every child within ten working days of referral, and record it',
  ])('‘%s’ names none', (heading) => {
    expect(fieldOfHeading(heading)).toBeNull()
  })
})
