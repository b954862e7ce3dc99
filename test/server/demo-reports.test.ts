import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { loadDemonstration } from '#db/demo/load.ts'
import { memberships, plans } from '#db/schema/index.ts'
import { making } from '#server/demonstration.ts'
import type { ReportState, SectionKind, SectionState } from '#workflows/report/report-facts.ts'
import type { Block, ReportDocument } from '#workflows/report/text/text-tree.ts'
import { useApi } from '../support/api.ts'

const NOW = '2026-11-23T10:00:00.000Z'
const api = useApi(NOW, { demonstration: true })
type Report = { id: string; template: string; state: ReportState; edition: number; isPublic: boolean }
type Section = {
  id: string
  heading: string
  kind: SectionKind
  state: SectionState
  dueOn: string | null
  exemptParagraph: number | null
  author: { name: string } | null
}
let as: string
let reports: Report[]
let planTemplates: { id: string; own: boolean; sections: { heading: string }[] }[]

const items = async (path: string) => (await api().get(path, { as })).body.items
const sectionsOf = async ({ id }: Report): Promise<Section[]> => items(`/reports/${id}/sections?limit=200`)
type Found = { code: string; keptBecause: string | null }

/** What the checks find in all of some reports, asked for one section after another. */
async function findingsOf(those: readonly Report[]): Promise<Found[]> {
  const found: Found[] = []
  for (const report of those)
    for (const { id } of await sectionsOf(report)) found.push(...(await items(`/sections/${id}/findings`)))
  return found
}
const only = (state: ReportState) => reports.filter((report) => report.state === state)

beforeAll(async () => {
  const { db, databaseUrl } = api().app
  await loadDemonstration(databaseUrl, NOW, making)
  const [plan] = await db.select().from(plans)
  const [administrator] = await db.select().from(memberships).where(eq(memberships.role, 'administrator'))
  as = administrator?.personId ?? ''
  reports = await items(`/plans/${plan?.id}/reports?limit=200`)
  planTemplates = await items(`/plans/${plan?.id}/report-templates`)
}, 120_000)

describe('the reports of the demonstration', () => {
  test('were issued of every template, and others are being put together, written and approved', async () => {
    const templates = (await items('/report-templates')).map(({ id }: { id: string }) => id)
    expect(new Set(only('issued').map(({ template }) => template))).toEqual(new Set(templates))
    for (const state of ['draft', 'commissioned', 'inReview'] as const) expect(only(state)).toHaveLength(1)
  })

  test('can be made of a template of the plan’s own, which is one that ships with a section more', async () => {
    const own = planTemplates.filter((each) => each.own)
    const shipped = planTemplates.find(({ id }) => id === 'assurance-to-board')
    const headings = own.map(({ sections }) => sections.map(({ heading }) => heading))
    expect(headings).toEqual([
      expect.arrayContaining(shipped?.sections.map(({ heading }) => heading) ?? ['']),
    ])
    expect(own[0]?.sections.length).toBe((shipped?.sections.length ?? 0) + 1)
    expect(headings[0]?.indexOf('What partners did')).toBe(7)
    const path = `/report-templates/${own[0]?.id}/history`
    expect((await items(path)).map(({ event }: { event: string }) => event)).toEqual(['edit', 'create'])
  })

  test('one has a second edition, which says why', async () => {
    const corrected = reports.filter(({ edition }) => edition === 2)
    expect(corrected).toHaveLength(1)
    const [second, first] = await items(`/reports/${corrected[0]?.id}/editions`)
    expect([first.correction, second.correction]).toEqual([null, expect.stringContaining('mistyped')])
  })

  test('one is public with a part that is exempt, which its public edition leaves out', async () => {
    const open = only('issued').filter(({ isPublic }) => isPublic)
    const all = await Promise.all(open.map(async (report) => ({ report, parts: await sectionsOf(report) })))
    const exempt = all.filter(({ parts }) => parts.some(({ exemptParagraph }) => exemptParagraph !== null))
    expect(exempt).toHaveLength(1)
    const path = `/reports/${exempt[0]?.report.id}/editions/1`
    const read = async (query: string) => JSON.stringify((await api().get(path + query, { as })).body)
    expect(await read('')).toContain('£88,000')
    expect(await read('?public=true')).not.toContain('£88,000')
  })

  test('what is written and what is with its approver has findings of several kinds to answer', async () => {
    const [beingWritten, withApprover] = [
      await findingsOf(only('commissioned')),
      await findingsOf(only('inReview')),
    ]
    const codes = (found: Found[], isKept: boolean) =>
      new Set(found.filter((each) => (each.keptBecause !== null) === isKept).map(({ code }) => code))
    expect([...codes(beingWritten, false)]).toEqual(
      expect.arrayContaining(['claimContradicted', 'figureDiffers', 'unchanged']),
    )
    expect(codes(withApprover, false)).toEqual(new Set(['claimContradicted', 'figureDiffers']))
    expect(codes(withApprover, true)).toEqual(new Set(['unchanged']))
    const corrected = reports.filter(({ edition }) => edition === 2)
    expect(codes(await findingsOf(corrected), true)).toEqual(new Set(['figureDiffers']))
  }, 60_000)

  test('sections of several authors are due and overdue', async () => {
    const waiting = (await Promise.all(only('commissioned').map(sectionsOf)))
      .flat()
      .filter(({ state }) => state === 'waiting')
    const authorsOf = (isMeant: (dueOn: string) => boolean) =>
      new Set(waiting.flatMap(({ author, dueOn }) => (dueOn && isMeant(dueOn) ? [author?.name] : [])))
    expect(authorsOf((dueOn) => dueOn < '2026-11-23').size).toBeGreaterThan(1)
    expect(authorsOf((dueOn) => dueOn >= '2026-11-23').size).toBeGreaterThan(1)
  })
})

describe('docs/reports.md', () => {
  const guide = readFileSync('docs/reports.md', 'utf8')
  const tables = [...guide.matchAll(/^### .*\(`([a-z-]+)`\)\n([^#]*)/gm)].map(
    ([, template = '', text = '']) => ({
      template,
      headings: new Set([...text.matchAll(/^\|[^|]*\|([^|]*)\|/gm)].flatMap(([, cell = '']) => named(cell))),
    }),
  )

  test.for([
    'assurance-to-board',
    'strategy-on-a-page',
    'executive-member-to-council',
    'progress-to-cabinet',
    'record-of-decisions',
  ])('tells of sections that the edition of %s has, each with something in it', async (template) => {
    const table = tables.find((each) => each.template === template)
    const report = only('issued').find((each) => each.template === template)
    const path = `/reports/${report?.id}/editions/${report?.edition}`
    const edition: ReportDocument = (await api().get(path, { as })).body
    const told = new Map(edition.sections.map(({ heading, blocks }) => [heading, blocks]))
    expect(table?.headings.size).toBeGreaterThan(2)
    expect([...told.keys()]).toEqual(expect.arrayContaining([...(table?.headings ?? [])]))
    for (const [heading, blocks] of told) expect([heading, wordsIn(blocks)]).not.toEqual([heading, ''])
    if (!report) return
    for (const { heading } of (await sectionsOf(report)).filter((each) => made.has(each.kind)))
      expect([heading, rowsIn(told.get(heading) ?? [])]).not.toEqual([heading, 0])
  })
})

/** What Waymark makes: each of these shows rows. */
const made: ReadonlySet<SectionKind> = new Set<SectionKind>([
  'performance',
  'grades',
  'inspections',
  'priorities',
  'actions',
  'planOnAPage',
  'changes',
])

/** The sections that a cell names, in bold. */
function named(cell: string): string[] {
  return [...cell.matchAll(/\*\*([^*]+)\*\*/g)].map(([, heading = '']) => heading)
}

function rowsIn(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => {
    if (block.kind === 'table') return sum + block.rows.length
    return block.kind === 'chart' ? sum + block.table.rows.length : sum
  }, 0)
}

function wordsIn(blocks: readonly Block[]): string {
  return [...JSON.stringify(blocks).matchAll(/"text":"([^"]+)"/g)]
    .map(([, text = '']) => text)
    .join(' ')
    .trim()
}
