import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readDemonstration } from '#db/demo/demonstration.ts'
import { changed, lineOf } from '#test/support/plan-files.ts'

const shipped = join(import.meta.dirname, '../../db/demo')
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-demo-files-'))
  await cp(shipped, folder, { recursive: true })
})

afterEach(() => rm(folder, { recursive: true }))

/** What a slip in a file costs: the words around it, what they become, the place that is named and what is said. */
const slips: [promise: string, file: string, from: string, to: string, place: string, says: RegExp][] = [
  ['a misspelt key of a person', 'people.yaml', 'key: leanne', 'kye: leanne', 'people[#1].kye', /kye/],
  ['a role nobody has', 'people.yaml', 'role: viewer', 'role: king', 'people[imran].role', /Invalid option/],
  ['a misspelt key of the plan', 'plan.yaml', 'ownerBody:', 'ownerBodi:', 'ownerBodi', /ownerBodi/],
  ['a day in words', 'plan.yaml', 'lastOffset: 1278', 'lastOffset: later', 'term.lastOffset', /number/],
  ['a lead who is nobody', 'priorities.yaml', 'lead: ngozi', 'lead: nobody', '[P4].lead', /Invalid option/],
  ['a measure of no priority', 'measures.yaml', 'ref: P1.O5', 'ref: P9.O5', '[P9.O5].ref', /must match/],
  [
    'a figure that is no number',
    'measures.yaml',
    'value: 276 }',
    'value: many }',
    '[P1.O1].observations[#6].value',
    /expected number/,
  ],
  ['a meeting without a day', 'meetings.yaml', '    at: -154\n', '', 'meetings[#1].at', /expected number/],
  [
    'a kind of visit nobody knows',
    'inspections.yaml',
    'visit: focused',
    'visit: sudden',
    'inspections[I2].visit',
    /Invalid option/,
  ],
  [
    'an inspection of which nobody made the recommendation',
    'inspections.yaml',
    '[R2, R5]',
    '[R2, R50]',
    'inspections[I2].recommendations[#2]',
    /Invalid option/,
  ],
  [
    'an event nobody knows',
    'actions/p4.yaml',
    '{ at: -42, by: helen, event: embed }',
    '{ at: -42, by: helen, event: embedd }',
    '[P4.S1].story[#11].event',
    /Invalid/,
  ],
  [
    'a person who is nobody',
    'actions/p4.yaml',
    '{ at: -42, by: helen, event: embed }',
    '{ at: -42, by: hellen, event: embed }',
    '[P4.S1].story[#11].by',
    /Invalid option/,
  ],
  [
    'a field of another event',
    'actions/p4.yaml',
    '{ at: -42, by: helen, event: embed }',
    '{ at: -42, by: helen, event: embed, note: done }',
    '[P4.S1].story[#11].note',
    /note/,
  ],
  [
    'a recommendation nobody made',
    'actions/p5.yaml',
    'recommendations: [R10, R7]',
    'recommendations: [R10, R77]',
    '[P5.M1].recommendations[#2]',
    /Invalid option/,
  ],
]

describe('the files of the demonstration', () => {
  test('are read as they are shipped', () => {
    expect(readDemonstration(folder).plan.priorities.flatMap(({ actions }) => actions)).toHaveLength(57)
  })

  test.each(slips)(
    'with %s are refused, with file, line and place',
    async (_, file, from, to, place, says) => {
      const path = join(folder, file)
      const broken = changed(await readFile(path, 'utf8'), from, to)
      await writeFile(path, broken)
      const read = () => readDemonstration(folder)
      expect(read).toThrow(`${path} cannot be read:\n`)
      expect(read).toThrow(`\n  line ${lineOf(to || 'title: First meeting', broken)}, ${place}: `)
      expect(read).toThrow(says)
    },
  )

  test('that are no YAML are refused, with file and line', async () => {
    const path = join(folder, 'plan.yaml')
    await writeFile(path, 'title: "not closed\n')
    expect(() => readDemonstration(folder)).toThrow(/plan\.yaml cannot be read:\n.*line 2/s)
  })
})
