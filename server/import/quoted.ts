/** Text of the file as a message shows it: in quotes, on one line, cut when long, nothing a terminal would obey. */
export function quoted(text: string, longest = 80): string {
  const line = text.replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim()
  const characters = Array.from(line)
  return `“${characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : line}”`
}
