/**
 * Text of people on one line: line breaks and other control characters become spaces, so that a title can add
 * neither a header nor a line of its own, and marks that turn the reading direction are dropped.
 */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** A text of at most `most` characters as people count them, with an ellipsis where something was cut off. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  const characters = Array.from(characterwise.segment(text), ({ segment }) => segment)
  if (characters.length <= most) return text
  const kept = characters.slice(0, most - 1).join('')
  return `${kept.trimEnd()}…`
}

/** The first words of a text, of at most `most` characters; a text that begins with a longer word is cut inside it. */
export function wholeWords(text: string, most: number): string {
  const cut = shortened(text, most)
  const end = cut === text ? -1 : text.slice(0, cut.length).search(/\s\S*$/)
  return end <= 0 ? cut : `${text.slice(0, end).replace(/[\s.,;:]+$/, '')}…`
}

const characterwise = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** A sentence that ends with a full stop, whatever the text of a person ended with. */
export function ended(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}

/** Paragraphs of plain text, wrapped at 72 characters. Addresses stay whole, however long. */
export function wrapped(text: string, indent = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > 72) {
      lines.push(indent + line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, indent + line].join('\n')
}
