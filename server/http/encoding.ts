/** How the characters of a text stand in its bytes. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** A text that was read from bytes: without the mark at its beginning, and how it was written. */
export type Decoded = { text: string; encoding: Encoding }

/**
 * Reads bytes as a text, wherever they come from: an upload, a plan file, a file of figures. A byte order mark says
 * what it is (UTF-8, and UTF-16 as Excel's 'Unicode text'); without one it is UTF-8 where that fits, and otherwise
 * Windows-1252, in which Excel saves a CSV. Null for what is no text: Windows-1252 has a character for nearly every
 * byte, so that rubbish is told by its control characters, by bytes that it does not have, and by how few letters it
 * has.
 */
export function decodeText(content: Buffer): Decoded | null {
  const encoding = markedBy(content)
  if (encoding !== null) return readAs(content, encoding)
  return readAs(content, 'utf-8') ?? (mayBeWindows(content) ? readAs(content, 'windows-1252') : null)
}

function markedBy(content: Buffer): Encoding | null {
  const starts = (...mark: number[]) => mark.every((byte, at) => content[at] === byte)
  if (starts(0xef, 0xbb, 0xbf)) return 'utf-8'
  if (starts(0xff, 0xfe)) return 'utf-16le'
  return starts(0xfe, 0xff) ? 'utf-16be' : null
}

function readAs(content: Buffer, encoding: Encoding): Decoded | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(content)
    return controls.test(text) ? null : { text, encoding }
  } catch {
    return null
  }
}

// oxlint-disable-next-line no-control-regex -- a text has none of these
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

/** Bytes that stand for no character in Windows-1252. */
const without = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d])

/** Of the bytes of a text in a European language, at most so many are no ASCII. */
const MOST_OTHERS = 0.3

function mayBeWindows(content: Buffer): boolean {
  let others = 0
  for (const byte of content) {
    if (without.has(byte)) return false
    if (byte >= 0x80) others++
  }
  return others <= content.length * MOST_OTHERS
}
