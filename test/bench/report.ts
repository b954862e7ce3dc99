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

/** Makes the report in its child process and prints what that took, which is judged by itself: aimed at are 10 s and 300 MB. */
export async function benchReport(): Promise<void> {
  const renderer = startRenderer()
  const made = await renderer.render(longReport(), { template: null, site: null })
  if ('code' in made) throw new Error(`${made.refusal} ${made.detail}`)
  const pages = made.pdf.toString('latin1').match(/\/Type ?\/Page\b(?!s)/g)?.length ?? 0
  const { processorSeconds, peakMegabytes } = made.used
  process.stdout.write(
    `report of ${pages} pages  processor ${processorSeconds.toFixed(1)} s   most memory ${peakMegabytes} MB   Word ${made.word.length} bytes, PDF ${made.pdf.length} bytes\n`,
  )
}
