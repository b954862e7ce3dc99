import { expect, test } from 'vitest'
import { documentHtml } from '#server/documents/document-html.ts'
import { documentJson, REPORT_FORMAT } from '#server/documents/document-json.ts'
import { prepared } from '#server/documents/prepare.ts'
import { render } from '#server/ui/html/html.ts'
import { assuranceReport } from '#test/support/documents/reports.ts'
import type { ReportDocument } from '#workflows/report/text/text-tree.ts'

const page = render(documentHtml(prepared(assuranceReport())))

test('a page has one heading of level 1, and leaves out no level below it', () => {
  const levels = [...page.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level))
  expect(levels.filter((level) => level === 1)).toEqual([1])
  levels.slice(1).forEach((level, at) => expect(level).toBeLessThanOrEqual((levels[at] ?? 0) + 1))
})

test('a page’s tables say what each heading is of, and its charts have their tables in a line that opens', () => {
  expect(page.match(/<th scope="col"/g)?.length).toBe(24)
  expect(page.match(/<details/g)?.length).toBe(3)
  expect(page.match(/role="img" aria-label="[^"]+\. [^"]+"/g)?.length).toBe(3)
})

test('a page has no style and no script of its own, and links within the site stay there', () => {
  expect(page).not.toMatch(/style=|<script|javascript:/)
  expect(page).toContain('href="/plans/1"')
})

test('data is the tree itself under the name of its format, with drawings that stand alone', () => {
  const report = prepared(assuranceReport())
  const { format, ...tree } = JSON.parse(documentJson(report)) as ReportDocument & { format: string }
  expect(format).toBe(REPORT_FORMAT)
  expect(tree).toEqual(report)
  expect(JSON.stringify(tree)).not.toContain('class=')
})

test('a tree that was prepared is prepared: nothing changes it again', () => {
  const once = prepared(assuranceReport())
  expect(prepared(once)).toEqual(once)
})
