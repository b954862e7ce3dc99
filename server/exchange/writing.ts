import { readFileSync } from 'node:fs'
import { say, used, watched } from '#server/apart/within.ts'
import { type SheetOut, writeWorkbook } from './write-workbook.ts'

// Writes one workbook and ends: its sheets are on its input as JSON, its bytes go to a pipe of its own.
await watched()
const { sheets, madeOn } = JSON.parse(readFileSync(0, 'utf8')) as { sheets: SheetOut[]; madeOn: string }
const written = await writeWorkbook(sheets, madeOn)
say({ content: written.toString('base64'), used: used() })
