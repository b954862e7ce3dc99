import { decodeText } from '#server/http/encoding.ts'

/** The text of a file that people made, or null where it is none: also UTF-16 without the mark at its beginning. */
export function decoded(bytes: Buffer): string | null {
  return decodeText(marked(bytes))?.text ?? null
}

/**
 * The same of a file in which some characters cannot be printed, each with a space in its place: other systems leave them in
 * their cells. Where they are many it is no text.
 */
export function decodedOddly(bytes: Buffer): string | null {
  const isControl = (byte: number) => byte === 0x7f || (byte < 0x20 && ![0x09, 0x0a, 0x0d].includes(byte))
  const many = bytes.reduce((sum, byte) => sum + Number(isControl(byte)), 0)
  if (many === 0 || many > bytes.length * MOST_CONTROLS) return null
  return decoded(Buffer.from(bytes.map((byte) => (isControl(byte) ? 0x20 : byte))))
}

/** The share of a text that may be characters which cannot be printed. */
const MOST_CONTROLS = 0.1

/** In UTF-16, every second byte of a text in English is none: at even places, or at odd ones. */
function marked(bytes: Buffer): Buffer {
  const start = bytes.subarray(0, 2_000)
  const half = start.length / 2
  const noughts = [0, 0]
  for (const [at, byte] of start.entries()) if (byte === 0) noughts[at % 2] = (noughts[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = noughts
  if (start.length < 8 || bytes.length % 2 !== 0) return bytes
  if (odd > half * 0.7 && even === 0) return Buffer.concat([Buffer.from([0xff, 0xfe]), bytes])
  return even > half * 0.7 && odd === 0 ? Buffer.concat([Buffer.from([0xfe, 0xff]), bytes]) : bytes
}
