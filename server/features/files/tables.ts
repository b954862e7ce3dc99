/** Lines that are looked at to tell a table from a text. */
const LINES = 5

/**
 * Whether a text is a table with separators: its name says so, or where its name says nothing of the kind, its first
 * lines all have the same number of the same one.
 * @param ending that of its name, in small letters
 */
export function isTable(text: string, ending: string): boolean {
  if (ending === 'csv') return true
  if (['txt', 'tsv', 'md', 'log'].includes(ending)) return false
  const lines = text.split(/\r\n|\n|\r/, LINES + 1).filter((line) => line !== '')
  if (lines.length < 2) return false
  return [',', ';', '\t'].some((separator) => {
    const [first = 0, ...others] = lines.slice(0, LINES).map((line) => separators(line, separator))
    return first > 0 && others.every((each) => each === first)
  })
}

/** How often a separator stands in a line outside of quotes. */
function separators(line: string, separator: string): number {
  return line.replaceAll(/"(?:[^"]|"")*"/g, '').split(separator).length - 1
}
