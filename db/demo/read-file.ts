import { readFileSync } from 'node:fs'
import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'

/**
 * Reads a YAML file of the demonstration as its form.
 * @throws naming the file and, for each thing that does not fit, its line and its place
 */
export function readDemoFile<Form extends z.ZodType>(file: string, form: Form): z.output<Form> {
  const lines = new LineCounter()
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines })
  if (document.errors.length > 0) throw misfit(file, document.errors.map(String))
  const read = form.safeParse(document.toJS())
  if (read.success) return read.data
  throw misfit(
    file,
    read.error.issues.map((issue) => {
      const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
      const { place, offset } = placeOf(document, [...issue.path, ...unknown])
      return `line ${lines.linePos(offset).line}, ${place}: ${issue.message}`
    }),
  )
}

function misfit(file: string, problems: string[]): Error {
  return new Error([`${file} cannot be read:`, ...problems].join('\n  '))
}

/** A place as a reader finds it, entries of lists by their ref or key, and where its last part that is there stands. */
function placeOf(document: Document, path: readonly PropertyKey[]): { place: string; offset: number } {
  let here: unknown = document.contents
  let offset = 0
  let place = ''
  for (const step of path) {
    const found = partOf(here, step)
    offset = found?.offset ?? offset
    here = found?.value
    place +=
      typeof step === 'number' ? `[${nameOf(here) ?? `#${step + 1}`}]` : `${place && '.'}${String(step)}`
  }
  return { place, offset }
}

function partOf(node: unknown, step: PropertyKey): { value: unknown; offset: number } | null {
  if (isSeq(node) && typeof step === 'number')
    return { value: node.items[step], offset: startOf(node.items[step]) }
  const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === step) : undefined
  return pair ? { value: pair.value, offset: startOf(pair.key) } : null
}

function startOf(node: unknown): number {
  return (isMap(node) || isSeq(node) || isScalar(node) ? node.range?.[0] : null) ?? 0
}

function nameOf(node: unknown): string | null {
  const name = isMap(node) ? (node.get('ref') ?? node.get('key')) : null
  return typeof name === 'string' ? name : null
}
