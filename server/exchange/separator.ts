/** What may stand between the cells of a text. */
export const separators = [',', ';', '\t', '|'] as const
export type Separator = (typeof separators)[number]

/**
 * What stands between the cells of a text: what its first line says where that is `sep=;`, else the sign that stands
 * equally often in most of the first lines, outside of quotes. A comma where there is none.
 */
export function separatorOf(text: string): Separator {
  const told = /^sep=([,;\t|])\r?\n/i.exec(text)?.[1]
  const named = separators.find((each) => each === told)
  if (named) return named
  const lines = firstLines(text)
  const scored = separators.map((sign) => ({
    sign,
    score: steadiness(lines.map((line) => countOf(line, sign))),
  }))
  const [best] = scored.toSorted((a, b) => b.score - a.score)
  return best !== undefined && best.score > 0 ? best.sign : ','
}

/** The more lines have the same number of it, and the more of it they have, the better. */
function steadiness(counts: readonly number[]): number {
  const by = new Map<number, number>()
  for (const count of counts) if (count > 0) by.set(count, (by.get(count) ?? 0) + 1)
  return Math.max(0, ...[...by].map(([count, lines]) => lines * 100 + Math.min(count, 50)))
}

const LINES = 20

/** The first lines with something in them, without what stands in quotes. */
function firstLines(text: string): string[] {
  const plain = text.slice(0, 100_000).replaceAll(/"(?:[^"]|"")*"/g, '')
  return plain
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, LINES)
}

const countOf = (line: string, sign: string): number => line.split(sign).length - 1
