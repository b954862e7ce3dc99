/** An element of markup with what stands in it. */
export type Mark = { name: string; attributes: Record<string, string>; of: (Mark | string)[] }

/** Elements in one another, deeper than any chart has them. */
const DEEPEST = 40

/**
 * Reads markup of our own charts: elements that are all closed, attributes in double quotes, five entities. Null for
 * everything else, so that nothing is drawn of what nobody knows. Comments, scripts and instructions are such.
 */
export function readMarks(markup: string): (Mark | string)[] | null {
  const root: Mark = { name: '', attributes: {}, of: [] }
  const open = [root]
  let end = 0
  for (const found of markup.matchAll(tag)) {
    const [whole, closing, name = '', given = '', selfClosing] = found
    const parent = open.at(-1)
    if (parent === undefined) return null
    const text = markup.slice(end, found.index)
    if (text.includes('<')) return null
    if (text.trim() !== '') parent.of.push(unescaped(text).replaceAll(/\s+/g, ' '))
    end = found.index + whole.length
    if (closing) {
      if (open.pop()?.name !== name) return null
      continue
    }
    const mark = { name, attributes: attributesIn(given), of: [] }
    parent.of.push(mark)
    if (!selfClosing) open.push(mark)
    if (open.length > DEEPEST) return null
  }
  const rest = markup.slice(end)
  if (open.length !== 1 || rest.includes('<')) return null
  if (rest.trim() !== '') root.of.push(unescaped(rest))
  return root.of
}

/** All text in marks, on one line. */
export function textIn(marks: readonly (Mark | string)[]): string {
  return marks
    .map((mark) => (typeof mark === 'string' ? mark : textIn(mark.of)))
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** The classes of an element. */
export function classesOf({ attributes }: Mark): string[] {
  return (attributes.class ?? '').split(/\s+/).filter((each) => each !== '')
}

/** Text for markup. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const tag = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z][\w:-]*(?:="[^"]*")?)*)\s*(\/?)>/g

function attributesIn(given: string): Record<string, string> {
  return Object.fromEntries(
    [...given.matchAll(/([a-zA-Z][\w:-]*)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [
      name,
      unescaped(value),
    ]),
  )
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#96': '`' }

function unescaped(text: string): string {
  return text.replaceAll(/&(amp|lt|gt|quot|#39|#96);/g, (_, name: string) => entities[name] ?? '')
}
