import { createHash } from 'node:crypto'
import type { Used } from '#server/apart/lines.ts'
import type { ReportDocument } from '#workflows/report/text/text-tree.ts'
import type { WordTemplate } from './document-word.ts'
import type { Step } from './render/messages.ts'
import { CHILD, type Ended, runChild } from './render/run.ts'

/** A report in every form in which it is given out, with the SHA-256 of each that is kept. */
export type Rendered = {
  word: Buffer
  pdf: Buffer
  /** The content of a page, without its frame. */
  html: string
  /** The tree as JSON, in the format `waymark-report/1`. */
  data: string
  hashes: { word: string; pdf: string; data: string }
  used: Used
}

/** Why nothing was made: `refusal` is a sentence for the person who asked, `detail` is for whoever runs the server. */
export type RenderRefusal = {
  code: 'tooLarge' | 'tooDeep' | 'busy' | 'deadline' | 'memory' | 'stopped' | 'failed'
  refusal: string
  detail: string
}

export type RenderOptions = {
  /** The styles of a council's template (`stylesFrom`); null for our own. */
  template: WordTemplate | null
  /** The address of this site, 'https://plans.example'. */
  site: string | null
  /** Told how far it is: text read, Word file written, PDF written. */
  onProgress?: (step: Step) => void
  /** Stops it. */
  signal?: AbortSignal
}

export type Renderer = {
  /** Makes all forms of a report, or says why it can't. Never rejects. */
  render: (document: ReportDocument, options: RenderOptions) => Promise<Rendered | RenderRefusal>
  /** Stops what is being made, refuses what waits and what comes, and settles once nothing of it runs any more. */
  stop: () => Promise<void>
}

export type RenderLimits = {
  /** Memory that making one report may take, in megabytes. */
  mostMegabytes: number
  /** Size of a report, in characters of its JSON. */
  mostCharacters: number
  /** Reports that wait while one is made. */
  mostWaiting: number
  /** A signal for each report that comes when it has taken too long. */
  deadline: () => AbortSignal
  /** The file that is run. */
  program: string
}

const usualLimits: RenderLimits = {
  mostMegabytes: 700,
  mostCharacters: 20_000_000,
  mostWaiting: 5,
  deadline: () => AbortSignal.timeout(120_000),
  program: CHILD,
}

/** Makes reports, one after the other, each in a process of its own (decision 16). */
export function startRenderer(given: Partial<RenderLimits> = {}): Renderer {
  const limits = { ...usualLimits, ...given }
  const stopped = new AbortController()
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()

  const render: Renderer['render'] = async (document, options) => {
    const { template, site, signal, onProgress } = options
    const order = JSON.stringify({ document, template, site })
    if (order.length > limits.mostCharacters) return refused('tooLarge', `${order.length} characters`)
    if (waiting > limits.mostWaiting) return refused('busy', `${waiting} before it`)
    waiting++
    const before = last
    const turn = before.then(async () => {
      const deadline = limits.deadline()
      const all = AbortSignal.any([deadline, stopped.signal, ...(signal ? [signal] : [])])
      const run = { program: limits.program, mostMegabytes: limits.mostMegabytes, order }
      const ended = await runChild({ ...run, signal: all, onStep: onProgress ?? (() => {}) })
      waiting--
      return outcomeOf(ended, deadline.aborted)
    })
    last = turn
    return turn
  }
  return {
    render,
    stop: async () => {
      stopped.abort()
      await last
    },
  }
}

function outcomeOf(ended: Ended, isLate: boolean): Rendered | RenderRefusal {
  if ('tooDeep' in ended) return { ...refused('tooDeep', ''), refusal: `${ended.tooDeep} Make them flatter.` }
  if ('fault' in ended)
    return refused(ended.fault === 'stopped' && isLate ? 'deadline' : ended.fault, ended.detail)
  const { html, data, used } = ended.made
  const [word, pdf] = [ended.made.word, ended.made.pdf].map((each) => Buffer.from(each, 'base64'))
  if (!word || !pdf || word.toString('latin1', 0, 2) !== 'PK' || pdf.toString('latin1', 0, 5) !== '%PDF-')
    return refused('failed', 'what it made is no Word file or no PDF')
  return { word, pdf, html, data, hashes: { word: hash(word), pdf: hash(pdf), data: hash(data) }, used }
}

const refused = (code: RenderRefusal['code'], detail: string): RenderRefusal => ({
  code,
  refusal: sentences[code],
  detail,
})

const sentences: Record<RenderRefusal['code'], string> = {
  tooLarge: 'The report is too large to be given out as one: divide it, or take out long tables.',
  tooDeep: 'The report has lists that lie too deep in one another: make them flatter.',
  busy: 'Other reports are being made, and more cannot wait: try again in a few minutes.',
  deadline:
    'The report took too long to make and was stopped: take out long tables and charts, or divide it, then try again.',
  memory:
    'The report takes more memory than there is for it: take out long tables and charts, or divide it, then try again.',
  stopped: 'The report was stopped before it was made: make it again.',
  failed:
    'The report could not be made, and nothing of it was kept: try again, and tell your administrator if it fails again.',
}

const hash = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')
