import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { ExchangeField } from '#workflows/exchange/exchange-fields.ts'
import type { Workbook } from '#workflows/exchange/workbook.ts'
import { askApart } from './ask-apart.ts'
import { ownHeadings } from './own-headings.ts'
import { fileKind } from './read-workbook.ts'
import { type KeptReading, type PlanOptions, readingOf } from './reading-of.ts'

/** What the process apart is asked, and what it says: both parts are compressed JSON as base64. */
export type PlanOrder = {
  kind: 'xlsx' | 'ods' | 'text' | 'kept'
  options: PlanOptions
  own: readonly (readonly [string, ExchangeField])[]
}
export type PlanSaid = { refused: string } | { workbook: string | null; kept: string }

export type { KeptReading }

/** A file that was read as a plan: its cells and its reading as they are kept, and the reading itself. */
export type PlanRead = { workbook: Buffer; kept: Buffer } & KeptReading

const MOST_MEGABYTES = 550
const DEADLINE = 45_000

/** Reads spreadsheets as plans, one at a time: of what takes much memory no two stand beside each other. */
export type PlanReader = {
  /** Reads a file. */
  read: (bytes: Buffer, options: PlanOptions) => Promise<PlanRead | { refused: string }>
  /** Reads a file anew with other choices and answers, from its cells as `read` gave them. */
  reread: (workbook: Buffer, options: PlanOptions) => Promise<PlanRead | { refused: string }>
}

/** Files that wait while one is read. */
const MOST_WAITING = 20

/**
 * A reader of spreadsheets, each in a process of its own, with so much memory and time. What it gives is a reading, or
 * why there is none, in words; it never rejects.
 */
export function newPlanReader(): PlanReader {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0

  async function inTurn(work: () => Promise<PlanSaid>): Promise<PlanSaid> {
    if (waiting >= MOST_WAITING) return { refused: busy }
    waiting++
    const own = last.then(work).finally(() => waiting--)
    last = own
    return own
  }

  return {
    read: async (bytes, options) => {
      const kind = await fileKind(bytes)
      if (typeof kind !== 'string') return kind
      const said = await inTurn(() => apart(bytes, kind, options))
      return 'refused' in said ? said : opened(said.workbook ?? '', said.kept)
    },
    reread: async (workbook, options) => {
      const small = await smallIn(workbook)
      if (small) {
        const read = readingOf(small, options, ownHeadings)
        return 'refused' in read ? read : { workbook, kept: await packed(read), ...read }
      }
      const said = await inTurn(() => apart(workbook, 'kept', options))
      return 'refused' in said ? said : { ...(await opened('', said.kept)), workbook }
    },
  }
}

const busy =
  'Many spreadsheets are being read at the moment. Nothing was kept: send this one again in a minute.'

/** Letters of a workbook up to which it is read anew at once: a few milliseconds, where a process takes as many hundred. */
const SMALL = 400_000

async function smallIn(workbook: Buffer): Promise<Workbook | null> {
  const text = await promisify(gunzip)(workbook)
  return text.length <= SMALL ? (JSON.parse(text.toString()) as Workbook) : null
}

const packed = (value: KeptReading) => promisify(gzip)(JSON.stringify(value))

/** A reading from what is kept of it. */
export async function keptReading(kept: Buffer): Promise<KeptReading> {
  return JSON.parse((await promisify(gunzip)(kept)).toString()) as KeptReading
}

async function opened(workbook: string, said: string): Promise<PlanRead> {
  const kept = Buffer.from(said, 'base64')
  return { workbook: Buffer.from(workbook, 'base64'), kept, ...(await keptReading(kept)) }
}

async function apart(bytes: Buffer, kind: PlanOrder['kind'], options: PlanOptions): Promise<PlanSaid> {
  const order: PlanOrder = { kind, options, own: [...ownHeadings] }
  return askApart({
    program: join(import.meta.dirname, 'plan-child.ts'),
    order: Buffer.concat([Buffer.from(`${JSON.stringify(order)}\n`), bytes]),
    mostMegabytes: MOST_MEGABYTES,
    late: AbortSignal.timeout(DEADLINE),
    answerIn: saidIn,
  })
}

function saidIn(line: string): PlanSaid | null {
  const { said } = JSON.parse(line) as { said?: PlanSaid }
  if (said === undefined) return null
  return typeof ('refused' in said ? said.refused : said.kept) === 'string' ? said : null
}
