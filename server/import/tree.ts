import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml'
import { PlanFileError, type Problem } from './plan-file-error.ts'
import { quoted } from './quoted.ts'
import { syntaxProblems } from './syntax-problems.ts'

/** What a plan file says, as text, lists and mappings, with the line each part stands on. */
export type Tree = {
  /** Text is what was written: `1.10` stays `1.10`. Nothing written, `~` and `null` are null. */
  value: unknown
  /** The line of a part; of the nearest part around it where it is missing. */
  lineOf: (path: readonly PropertyKey[]) => number | null
}

/**
 * Read YAML or JSON (which is read as YAML) into a tree.
 *
 * Aliases, tags, directives, several documents, keys given twice and keys that name parts of JavaScript objects are
 * refused: a plan needs none of them, and each has been used to make a small file large or to smuggle something in.
 * @throws PlanFileError when the text is not well-formed or uses one of those
 */
export function readTree(text: string, name: string): Tree {
  const lines = new LineCounter()
  const document = parsed(text, name, lines)
  const broken = syntaxProblems(document, lines)
  if (broken.length > 0) throw new PlanFileError(name, broken)
  const reading: Reading = { lines, linesIn: new WeakMap(), problems: [] }
  const value = plainValue(document.contents, reading, 0)
  if (reading.problems.length > 0) throw new PlanFileError(name, reading.problems)
  return { value, lineOf: (path) => lineOf(value, path, reading.linesIn) }
}

type Reading = { lines: LineCounter; linesIn: WeakMap<object, Map<PropertyKey, number>>; problems: Problem[] }

const deepest = 20
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])
// What PostgreSQL refuses to keep (NUL), or a terminal would obey, or UTF-8 cannot carry.
const unprintable = /[\p{Cc}--[\t\n\r]]|\p{Cs}/v

function parsed(text: string, name: string, lines: LineCounter): Document {
  try {
    // Own check for keys given twice: the library's compares each key with every other, minutes for a large mapping.
    return parseDocument(text, {
      schema: 'failsafe',
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: lines,
    })
  } catch (error) {
    if (error instanceof RangeError) throw new PlanFileError(name, [tooDeep(null)])
    throw error
  }
}

function plainValue(node: unknown, reading: Reading, depth: number): unknown {
  if (node === null || node === undefined) return null
  const line = lineAt(node as Node, reading)
  if (isAlias(node))
    return refuse(reading, line, 'An alias (*) is used.', 'Write the text out where it is meant.')
  if ((node as Node).tag)
    return refuse(reading, line, 'A tag (!) is used.', 'Take it out; put text in "quotes".')
  if (depth > deepest) return refuse(reading, line, tooDeep(line).wrong, tooDeep(line).todo)
  if (isScalar(node)) return scalarValue(node, line, reading)
  return isMap(node)
    ? mapping(node, reading, depth)
    : list(node as { items: unknown[] }, line, reading, depth)
}

function scalarValue(node: Scalar, line: number | null, reading: Reading): string | null {
  const text = String(node.value)
  if (node.type === 'PLAIN' && ['', '~', 'null', 'Null', 'NULL'].includes(text)) return null
  if (unprintable.test(text)) refuse(reading, line, 'A control character stands in the text.', 'Take it out.')
  return text
}

function list(node: { items: unknown[] }, line: number | null, reading: Reading, depth: number): unknown[] {
  const lines = new Map<PropertyKey, number>()
  const items = node.items.map((item, index) => {
    lines.set(index, lineAt(item as Node | null, reading) ?? line ?? 1)
    return plainValue(item, reading, depth + 1)
  })
  reading.linesIn.set(items, lines)
  return items
}

function mapping(node: YAMLMap, reading: Reading, depth: number): Record<string, unknown> {
  const lines = new Map<PropertyKey, number>()
  const entries: Record<string, unknown> = Object.create(null)
  for (const { key, value } of node.items) {
    const line = lineAt(key as Node | null, reading) ?? lineAt(node, reading) ?? 1
    const name = keyName(key, line, reading)
    if (name === null) continue
    const earlier = lines.get(name)
    if (earlier !== undefined) {
      refuse(
        reading,
        line,
        `${quoted(name)} is given twice, first on line ${earlier}.`,
        'Keep one of the two.',
      )
      continue
    }
    lines.set(name, line)
    entries[name] = plainValue(value, reading, depth + 1)
  }
  reading.linesIn.set(entries, lines)
  return entries
}

function keyName(key: unknown, line: number, reading: Reading): string | null {
  const name = isScalar(key) ? plainValue(key, reading, 0) : null
  if (typeof name !== 'string')
    return refuse(reading, line, 'A key is not plain text.', 'Write “key: value”.')
  if (!forbiddenKeys.has(name)) return name
  return refuse(reading, line, `${quoted(name)} cannot be a key.`, 'Take it out.')
}

function refuse(reading: Reading, line: number | null, wrong: string, todo: string): null {
  reading.problems.push({ line, path: '', wrong, todo })
  return null
}

function lineAt(node: Node | null, { lines }: Reading): number | null {
  const offset = node?.range?.[0]
  return offset === undefined ? null : lines.linePos(offset).line
}

function lineOf(root: unknown, path: readonly PropertyKey[], linesIn: Reading['linesIn']): number | null {
  let line: number | null = null
  let here: unknown = root
  for (const step of path) {
    if (typeof here !== 'object' || here === null) break
    line = linesIn.get(here)?.get(step) ?? line
    here = (here as Record<PropertyKey, unknown>)[step]
  }
  return line
}

function tooDeep(line: number | null): Problem {
  return {
    line,
    path: '',
    wrong: 'Lists and mappings stand too deep inside one another.',
    todo: 'Follow docs/plan-file.example.yaml.',
  }
}
