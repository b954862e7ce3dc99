import { readFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import { say, used, watched } from '#server/apart/within.ts'
import type { Workbook, WorkbookRead } from '#workflows/exchange/workbook.ts'
import { fromArchive } from './from-archive.ts'
import { fromText } from './from-text.ts'
import type { PlanOrder, PlanSaid } from './read-plan.ts'
import { readingOf } from './reading-of.ts'

// Reads one spreadsheet as a plan and ends: what is asked is the first line of its input, the file all after that.
await watched()
const input = readFileSync(0)
const end = input.indexOf(10)
const order = JSON.parse(input.subarray(0, end).toString()) as PlanOrder
say({ said: await readPlan(order, input.subarray(end + 1)), used: used() })

async function readPlan({ kind, options, own }: PlanOrder, bytes: Buffer): Promise<PlanSaid> {
  const read = await workbookIn(kind, bytes)
  if ('refused' in read) return read
  const { workbook } = read
  const kept = readingOf(workbook, options, new Map(own))
  if ('refused' in kept) return kept
  return { workbook: kind === 'kept' ? null : packed(workbook), kept: packed(kept) }
}

async function workbookIn(kind: PlanOrder['kind'], bytes: Buffer): Promise<WorkbookRead> {
  if (kind === 'kept') return { workbook: JSON.parse(gunzipSync(bytes).toString()) as Workbook }
  return kind === 'text' ? fromText(bytes) : fromArchive(bytes, kind)
}

function packed(value: unknown): string {
  return gzipSync(JSON.stringify(value), { level: 6 }).toString('base64')
}
