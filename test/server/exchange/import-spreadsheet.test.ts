import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '#test/support/database.ts'
import { runWaymark, temporaryFolder } from '#test/support/waymark.ts'
import { on, type Told, xlsxOf } from '#test/support/workbooks/make.ts'

type Printed = {
  refused?: string
  rows: {
    row: number
    ref: string | null
    read: Record<string, unknown>
    asked: object[]
    refused: object[]
  }[]
  askedOnce: { field: string; original: string; question: string }[]
  counts: Record<string, number>
  plan?: {
    id: string
    isNew: boolean
    newActions: string[]
    cells: object[]
    unchanged: number
    gone: string[]
  }
}

const heads = [
  'No.',
  'Area for improvement',
  'Action',
  'Lead',
  'By when',
  'Progress',
  'R/A/G',
  'Success criteria',
]
const rows: Told[][] = [
  [
    '1.1',
    '1. Front door',
    'Answer every referral within a day',
    'Jane Smith',
    on('2027-09-30'),
    'Rota agreed',
    'A',
    'Nine of ten',
  ],
  ['1.2', '1. Front door', 'Train all staff', 'MW', on('2027-06-30'), null, 'G', null],
  ['2.1', 'Help', 'Visit each family', 'Jane Smith', 'Q2 2027/28', 'Begun', null, null],
]
const answers = `answers:
  - { field: owner, original: Jane Smith, answer: jane.smith@council.example }
  - { field: owner, original: MW, answer: Mary West <mary.west@council.example> }
`

const database = useDatabase()
let place: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  place = await temporaryFolder()
})
afterAll(() => place.remove())

const put = async (name: string, content: Buffer | string) => {
  await writeFile(join(place.folder, name), content)
  return join(place.folder, name)
}
// A database that is there already spares each command the start of its own.
const run = (...args: string[]) => runWaymark(args, { DATABASE_URL: database().url }, place.folder)
const printed = async (...args: string[]) => {
  const { code, out, err } = await run('import', ...args, '--json')
  return { code, err, json: JSON.parse(out) as Printed }
}

describe('import of a spreadsheet at the command line', () => {
  test('with --check it prints how each row is read, and writes nothing, not even a database', async () => {
    const file = await put(
      'plan.xlsx',
      await xlsxOf({
        rows: [
          heads,
          ...rows,
          ['2.2', 'Help', 'Call', 'LSCB', '31/06/2027'],
          ['2.3', 'Help', 'Ask', 'MW/YO', 'TBC'],
        ],
      }),
    )
    const own = ['--data', join(place.folder, 'data')]
    const { code, out } = await runWaymark([
      'import',
      file,
      '--plan',
      'Improvement',
      '--check',
      '--json',
      ...own,
    ])
    const json = JSON.parse(out) as Printed
    expect(code).toBe(0)
    expect(json).toMatchObject({
      sheet: 'Plan',
      headerRows: [1],
      columns: [
        { heading: 'No.', field: 'ref' },
        { heading: 'Area for improvement', field: 'priority' },
        { heading: 'Action', field: 'title' },
        { heading: 'Lead', field: 'owner' },
        { heading: 'By when', field: 'dueOn' },
        { heading: 'Progress', field: 'lastUpdate' },
        { heading: 'R/A/G', field: 'rating' },
        { heading: 'Success criteria', field: 'criteria' },
      ],
      askedOnce: [
        { field: 'owner', original: 'Jane Smith', rows: [2, 4] },
        { field: 'owner', original: 'MW', rows: [3] },
      ],
      counts: { rows: 5, read: 3, asked: 1, refused: 1, skipped: 0 },
    })
    expect(json.rows[0]).toMatchObject({
      row: 2,
      ref: '1.1',
      read: {
        ref: '1.1',
        priority: '1. Front door',
        title: 'Answer every referral within a day',
        owner: 'Jane Smith',
        dueOn: '2027-09-30',
        rating: 'amber',
      },
      asked: [],
      refused: [],
    })
    expect(json.rows[3]?.refused).toMatchObject([
      { field: 'owner', original: 'LSCB' },
      { field: 'dueOn', original: '31/06/2027', because: expect.stringMatching(/no day 31 in June/) },
    ])
    expect(json.rows[4]?.asked).toMatchObject([
      { field: 'owner', original: 'MW/YO', question: expect.any(String) },
      { field: 'dueOn', original: 'TBC', question: expect.any(String) },
    ])
    expect(await readdir(place.folder)).toEqual(['plan.xlsx'])
  })

  test('a file that is no spreadsheet is refused in words, and as JSON', async () => {
    const file = await put(
      'old.xls',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
    )
    const { code, err, json } = await printed(file, '--check')
    expect([code, json.refused]).toEqual([1, expect.stringMatching(/save it as .xlsx/)])
    expect(err).toMatch(/was not read. .*save it as .xlsx/)
  })

  test('open questions stop it; answered, it is loaded once, found again by reference, and never doubled', async () => {
    const file = await put('plan.xlsx', await xlsxOf({ rows: [heads, ...rows] }))
    const stopped = await run('import', file, '--plan', 'Improvement')
    expect([stopped.code, stopped.err]).toEqual([
      1,
      expect.stringMatching(/Nothing was written. 2 questions are open/),
    ])
    expect(stopped.out).toMatch(/- field: owner\n {4}original: Jane Smith\n {4}answer:/)

    const told = ['--answers', await put('answers.yaml', answers)]
    const first = await printed(file, '--plan', 'Improvement', ...told)
    expect([first.code, first.json.plan?.isNew]).toEqual([0, true])

    const again = await printed(file, '--plan', 'Improvement', ...told)
    expect(again.json.plan).toMatchObject({
      id: first.json.plan?.id,
      isNew: false,
      newActions: [],
      cells: [],
      unchanged: 3,
      gone: [],
    })

    const [one, two, three] = rows
    const changed = await put(
      'changed.xlsx',
      await xlsxOf({
        rows: [
          heads,
          two ?? [],
          (three ?? []).with(2, 'Visit every family'),
          (one ?? []).with(0, '1.3').with(2, 'Answer every call'),
        ],
      }),
    )
    const compared = await printed(changed, '--plan', 'Improvement', ...told, '--check', '--compare')
    const expected = {
      newActions: ['1.3'],
      cells: [{ ref: '2.1', field: 'title', from: 'Visit each family', to: 'Visit every family' }],
      unchanged: 1,
      gone: ['1.1'],
    }
    expect(compared.json.plan).toMatchObject(expected)
    const written = await printed(changed, '--plan', 'Improvement', ...told)
    expect(written.json.plan).toMatchObject(expected)
    const last = await printed(changed, '--plan', 'Improvement', ...told)
    expect(last.json.plan).toMatchObject({ newActions: [], cells: [], unchanged: 3, gone: ['1.1'] })
    expect(await run('verify')).toMatchObject({ code: 0, out: expect.stringMatching(/All is well/) })
  })

  test('a list without references is found again by its titles', async () => {
    const told = [
      '--answers',
      await put('answers.yaml', `${answers}  - { field: priority, original: "", answer: Everything }\n`),
    ]
    const file = await put(
      'list.csv',
      'Action,Owner,Deadline\nVisit each family,Jane Smith,30/09/2027\nCall each family,Jane Smith,31/10/2027\n',
    )
    const first = await printed(file, '--plan', 'A list', ...told)
    expect(first.json.plan?.isNew).toBe(true)
    const more = await put(
      'list.csv',
      'Action,Owner,Deadline\nCall each family,Jane Smith,31/10/2027\nAsk each family,Jane Smith,30/11/2027\nVisit each family,Jane Smith,30/09/2027\n',
    )
    const again = await printed(more, '--plan', 'A list', ...told)
    expect(again.json.plan).toMatchObject({ newActions: ['P1.3'], cells: [], unchanged: 2, gone: [] })
    expect(await run('verify')).toMatchObject({ code: 0 })
  })

  test('a title that no plan can have is refused before anything is written', async () => {
    const file = await put('list.csv', 'No.,Action,Theme\n1,Visit each family,Help\n')
    const { code, err } = await run('import', file, '--plan', 'a'.repeat(201))
    expect([code, err]).toEqual([1, expect.stringMatching(/Keep it to 200 characters/)])
  })

  test('what is left out by an answer is skipped, and a plan file is read as before', async () => {
    const file = await put(
      'list.csv',
      'Action,Owner,Deadline,Theme\nVisit each family,LSCB,30/09/2027,Help\nCall each family,-,31/10/2027,Help\n',
    )
    const told = [
      '--answers',
      await put('answers.yaml', 'answers:\n  - { row: 2, field: row, original: "", answer: leave out }\n'),
    ]
    const { json } = await printed(file, '--plan', 'Third', ...told, '--check')
    expect(json.counts).toEqual({ rows: 1, read: 1, asked: 0, refused: 0, skipped: 1 })
    const planFile = await run(
      'import',
      join(import.meta.dirname, '../../../docs/plan-file.example.yaml'),
      '--check',
    )
    expect([planFile.code, planFile.out]).toEqual([0, expect.stringMatching(/Nothing in it is doubtful/)])
  })
})
