import { expect, test } from 'vitest'
import { largestPlanFile } from '#server/import/file-text.ts'
import { problemsOf, refusalOf } from '#test/support/plan-files.ts'

const notWellFormed: [promise: string, text: string, line: number | null, wrong: RegExp][] = [
  ['a key given twice', 'waymark: 1\ntitle: a\ntitle: b', 3, /“title” is given twice, first on line 2/],
  ['a key given twice in JSON', '{"waymark":1,\n"title":"a",\n"title":"b"}', 3, /given twice/],
  ['a tab as indentation', 'waymark: 1\nterm:\n\tfirst: x', 3, /tab/],
  ['a colon in bare text', 'waymark: 1\ntitle: Plan: the best', 2, /second “key: value”/],
  ['text that begins with @', 'waymark: 1\ntitle: @home', 2, /begins with a character/],
  ['a quote that is not closed', 'waymark: 1\ntitle: "abc', 2, /not closed/],
  ['two documents', 'waymark: 1\n---\nwaymark: 1', 2, /several documents/],
  ['an alias', 'waymark: 1\ntitle: &a x\nvision: *a', 3, /alias/],
  ['a tag', 'waymark: 1\ntitle: !!binary aGVsbG8=', 2, /tag/],
  ['a directive', '%YAML 1.1\n---\nwaymark: 1', 1, /directive/],
  ['a key of JavaScript objects', 'waymark: 1\n__proto__: { admin: true }', 2, /“__proto__” cannot be a key/],
  ['a key that is a list', 'waymark: 1\n? [a]\n: b', 2, /key is not plain text/],
  ['a character PostgreSQL cannot keep', 'waymark: 1\ntitle: "a\\0b"', 2, /control character/],
  ['a character a terminal would obey', 'waymark: 1\ntitle: "\\e[31m"', 2, /control character/],
  ['half a character', 'waymark: 1\ntitle: "\\ud800"', 2, /control character/],
  ['binary content', 'waymark: 1\ntitle: a\0', 2, /binary/],
  ['text that is not UTF-8', `waymark: 1\ntitle: ${Buffer.from([0xa3]).toString('utf8')}5`, 2, /not UTF-8/],
  ['a spreadsheet', 'PK\u0003\u0004rest', null, /spreadsheet/],
  ['an old spreadsheet', Buffer.from('d0cf11e0a1b11ae1', 'hex').toString('utf8'), null, /spreadsheet/],
  ['a PDF', '%PDF-1.7', null, /PDF/],
  ['an empty file', ' \n', null, /empty/],
  ['a file of remarks only', '# nothing', 1, /not a plan file/],
  ['a table', 'ref,title\nP1,One', 1, /not a plan file/],
  ['a list', '- a', 1, /not a plan file/],
  [
    'a file that says not what it is',
    'title: x\npriorities: []',
    1,
    /“title”, “priorities”, but not “waymark”/,
  ],
  ['a transcription in its former form', 'document: {}\npriorities: []', 1, /no longer read/],
  [
    'a plan file with a part of that form',
    'waymark: 1\ndocument: {}\npriorities: []',
    2,
    /“document” is not known/,
  ],
  ['lists inside lists', `waymark: 1\nx: ${'['.repeat(30)}${']'.repeat(30)}`, 2, /too deep/],
]

test.each(notWellFormed)('%s is refused', (_, text, line, wrong) => {
  const [problem, ...others] = problemsOf(text)
  expect(others).toEqual([])
  expect(problem?.wrong).toMatch(wrong)
  expect(problem?.line).toBe(line)
  expect(problem?.todo).toMatch(/^[A-Z].*\.$/)
})

test('a file of more than two megabytes is refused before it is read, and one just below is not', () => {
  expect(Buffer.byteLength(padding(largestPlanFile))).toBe(largestPlanFile)
  expect(problemsOf(padding(largestPlanFile + 1))).toEqual([
    expect.objectContaining({ wrong: expect.stringMatching(/at most 2 MB/) }),
  ])
  expect(problemsOf(padding(largestPlanFile))).toEqual([])
})

test('nesting without end is refused, not a crash', () => {
  expect(problemsOf(`waymark: 1\nx: ${'['.repeat(100_000)}`).length).toBeGreaterThan(0)
  expect(problemsOf('- '.repeat(100_000)).length).toBeGreaterThan(0)
})

test('a bomb of aliases costs no time', () => {
  const levels = Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}, *a${at}]`)
  const spent = processorTime()
  expect(problemsOf(['waymark: 1', 'a0: &a0 [x]', ...levels].join('\n')).length).toBeGreaterThan(0)
  expect(spent()).toBeLessThan(2_000)
})

test('a mapping with very many keys is read in seconds', () => {
  const keys = Array.from({ length: 50_000 }, (_, at) => `k${at}: 1`)
  const spent = processorTime()
  expect(problemsOf(['waymark: 1', 'title: x', ...keys].join('\n'))).toHaveLength(50_000)
  expect(spent()).toBeLessThan(10_000)
})

/** Milliseconds of work of this process from now on: other programs on the machine do not add to it. */
function processorTime(): () => number {
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1_000
  }
}

test('a long list of problems is cut in the message, never in the problems', () => {
  const error = refusalOf(['waymark: 1', ...Array.from({ length: 60 }, (_, at) => `k${at}: 1`)].join('\n'))
  expect(error?.problems).toHaveLength(60)
  expect(error?.message).toContain('… and 35 more.')
})

/** A good file of so many bytes. */
function padding(bytes: number): string {
  return `waymark: 1\ntitle: x\n#${'x'.repeat(bytes - 21)}`
}
