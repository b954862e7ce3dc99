import { once } from 'node:events'
import { readFileSync, writeSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { render } from '#server/ui/html/html.ts'
import { TooDeep } from '#workflows/report/text/tidy-document.ts'
import { documentHtml } from '../document-html.ts'
import { documentJson } from '../document-json.ts'
import { documentPdf } from '../document-pdf.ts'
import { documentWord } from '../document-word.ts'
import { prepared } from '../prepare.ts'
import type { Order, Said, Used } from './messages.ts'

// Draws one report and ends: what it was given is on its input, what it says goes to a pipe of its own.
const guard = new Worker(new URL('guard.ts', import.meta.url), {
  workerData: { mostMegabytes: Number(process.argv[2]) },
})
// On a busy machine a report could be done before anybody watches.
await once(guard, 'message')
guard.unref()

try {
  const { document, template, site } = JSON.parse(readFileSync(0, 'utf8')) as Order
  const report = prepared(document)
  const [html, data] = [render(documentHtml(report)), documentJson(report)]
  say({ step: 'parsed' })
  const word = await documentWord(report, { template, site })
  say({ step: 'word' })
  globalThis.gc?.()
  const pdf = documentPdf(report, site)
  say({ step: 'pdf' })
  say({ made: { word: word.toString('base64'), pdf: pdf.toString('base64'), html, data, used: used() } })
} catch (error) {
  if (!(error instanceof TooDeep)) throw error
  say({ tooDeep: error.message })
}

function say(said: Said): void {
  const line = Buffer.from(`${JSON.stringify(said)}\n`)
  for (let from = 0; from < line.length;) from += writeSync(3, line, from)
}

function used(): Used {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  return { processorSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: Math.ceil(maxRSS / 1024) }
}
