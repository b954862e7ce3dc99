import { setTimeout as wait } from 'node:timers/promises'
import { startRenderer } from '#server/documents/render.ts'
import { assessments, assuranceReport } from '#test/support/documents/reports.ts'
import type { ReportDocument } from '#workflows/report/text/text-tree.ts'

/** A report of some 60 pages: ten times the usual one, and forty charts with their tables in it. */
function longReport(): ReportDocument {
  const report = assuranceReport()
  const text = Array.from({ length: 9 }, () => report.sections.filter(({ number }) => number > '2')).flat()
  const chart = assessments()
  const charts = Array.from({ length: 31 }, (_, at) => ({
    ...chart,
    title: `${chart.title}, team ${at + 1}`,
  }))
  const sections = [...text, { number: '', heading: 'Teams', blocks: charts }]
  return { ...report, sections: sections.map((each, at) => ({ ...each, number: String(at + 1) })) }
}

/**
 * Makes the report in its child process and prints what that took, which is judged by itself: aimed at are 10 s and
 * 300 MB. Beside it requests of others are answered, one each 20 ms: their 95th percentile should move by less than a quarter.
 */
export async function benchReport(request: () => Promise<void>): Promise<void> {
  const renderer = startRenderer()
  const [before] = await besideOthers(request, () => wait(3_000))
  const [during, made] = await besideOthers(request, () =>
    renderer.render(longReport(), { template: null, site: null }),
  )
  const [after] = await besideOthers(request, () => wait(3_000))
  if ('code' in made) throw new Error(`${made.refusal} ${made.detail}`)
  const pages = made.pdf.toString('latin1').match(/\/Type ?\/Page\b(?!s)/g)?.length ?? 0
  const { processorSeconds, peakMegabytes } = made.used
  process.stdout.write(
    `others meanwhile      ${during.toFixed(2)} ms   without                  ${((before + after) / 2).toFixed(2)} ms   (95th percentile)\nreport of ${pages} pages  processor ${processorSeconds.toFixed(1)} s   most memory ${peakMegabytes} MB   Word ${made.word.length} bytes, PDF ${made.pdf.length} bytes\n`,
  )
}

/** The 95th percentile of what requests take while some work is done, in milliseconds, and what came of the work. */
async function besideOthers<Result>(
  request: () => Promise<void>,
  work: () => Promise<Result>,
): Promise<[p95: number, result: Result]> {
  const taken: number[] = []
  const state = { isOver: false }
  const others = (async () => {
    while (!state.isOver) {
      const start = performance.now()
      await request()
      taken.push(performance.now() - start)
      await wait(20)
    }
  })()
  const result = await work()
  state.isOver = true
  await others
  return [taken.toSorted((a, b) => a - b)[Math.floor(taken.length * 0.95)] ?? 0, result]
}
