import { readFileSync } from 'node:fs'
import { say, used, watched } from '#server/apart/within.ts'
import { fromArchive } from './from-archive.ts'
import { fromText } from './from-text.ts'

// Reads one spreadsheet and ends: its kind is told, its bytes are on its input, what it says goes to a pipe of its own.
await watched()
const bytes = readFileSync(0)
const kind = process.argv[3]
const read = kind === 'xlsx' || kind === 'ods' ? await fromArchive(bytes, kind) : fromText(bytes)
say({ read, used: used() })
