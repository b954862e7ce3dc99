import { readFileSync } from 'node:fs'
import { say, used, watched } from '#server/apart/within.ts'
import { render } from '#server/ui/html/html.ts'
import { TooDeep } from '#workflows/report/text/tidy-document.ts'
import { documentHtml } from '../document-html.ts'
import { documentJson } from '../document-json.ts'
import { documentPdf } from '../document-pdf.ts'
import { documentWord } from '../document-word.ts'
import { prepared } from '../prepare.ts'
import type { Order, Said } from './messages.ts'

// Draws one report and ends: what it was given is on its input, what it says goes to a pipe of its own.
await watched()

try {
  const { document, template, site } = JSON.parse(readFileSync(0, 'utf8')) as Order
  const report = prepared(document)
  const [html, data] = [render(documentHtml(report)), documentJson(report)]
  tell({ step: 'parsed' })
  const word = await documentWord(report, { template, site })
  tell({ step: 'word' })
  globalThis.gc?.()
  const pdf = documentPdf(report, site)
  tell({ step: 'pdf' })
  tell({ made: { word: word.toString('base64'), pdf: pdf.toString('base64'), html, data, used: used() } })
} catch (error) {
  if (!(error instanceof TooDeep)) throw error
  tell({ tooDeep: error.message })
}

function tell(said: Said): void {
  say(said)
}
