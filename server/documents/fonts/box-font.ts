/** The family by which the font of boxes is asked for. */
export const BOX_FAMILY = 'Waymark Boxes'

/**
 * A TrueType font in which every character asked for is an empty box. It comes last among the fonts of a PDF: PDF/UA-1
 * refuses a document with a character that no font can show, and a name in a script of which we ship no font must not
 * stop a report. Each character has a box of its own, so that it is still read out, found and copied for what it is.
 * @param characters code points, of which the first 60,000 are taken
 * @returns the file's bytes; the same characters give the same
 */
export function boxFont(characters: Iterable<number>): Buffer {
  const points = [...new Set(characters)].toSorted((a, b) => a - b).slice(0, 60_000)
  // Glyph 0 stands for what is not there at all.
  const glyphs = points.length + 1
  const tables: Record<string, Buffer> = {
    'OS/2': metrics(),
    cmap: mapOf(points),
    glyf: Buffer.concat(Array.from({ length: glyphs }, () => box)),
    head: head(),
    hhea: words(1, 0, ASCENT, -DESCENT, 0, WIDTH, 0, 0, WIDTH, 1, 0, 0, 0, 0, 0, 0, 0, 1),
    hmtx: Buffer.concat([words(WIDTH, 60), Buffer.alloc(2 * (glyphs - 1))]),
    loca: longs(...Array.from({ length: glyphs + 1 }, (_, at) => at * box.length)),
    maxp: words(1, 0, glyphs, 8, 2, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
    name: names(),
    post: Buffer.concat([words(3, 0, 0, 0, -100, 50), Buffer.alloc(20)]),
  }
  return file(tables)
}

const UNITS = 1000
const ASCENT = 800
const DESCENT = 200
const WIDTH = 700

/** A frame: a square, and a smaller one that runs the other way round and so is left out of it. */
const box = Buffer.concat([
  words(2, 60, 0, 640, 700),
  words(3, 7, 0),
  Buffer.alloc(8, 1),
  words(60, 0, 580, 0, -530, 0, 480, 0),
  words(0, 700, 0, -700, 50, 600, 0, -600),
])

/** Each code point with its glyph, in groups of one (format 12 of the table). */
function mapOf(points: readonly number[]): Buffer {
  const groups = points.flatMap((point, at) => [point, point, at + 1])
  const start = words(0, 1, 3, 10, 0, 12, 12, 0)
  return Buffer.concat([start, longs(16 + 4 * groups.length, 0, points.length, ...groups)])
}

function head(): Buffer {
  const dates = Buffer.alloc(16)
  return Buffer.concat([
    words(1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, 0, UNITS),
    dates,
    words(0, 0, WIDTH, ASCENT, 0, 8, 2, 1, 0),
  ])
}

function metrics(): Buffer {
  const table = Buffer.alloc(78)
  const at: [number, number][] = [
    [2, WIDTH],
    [4, 400],
    [6, 5],
    [62, 0x40],
    [64, 0x20],
    [66, 0xffff],
    [68, ASCENT],
    [70, 0x10000 - DESCENT],
    [74, ASCENT],
    [76, DESCENT],
  ]
  for (const [offset, value] of at) table.writeUInt16BE(value, offset)
  return table
}

function names(): Buffer {
  const told: [number, string][] = [
    [1, BOX_FAMILY],
    [2, 'Regular'],
    [4, BOX_FAMILY],
    [6, BOX_FAMILY.replace(' ', '')],
  ]
  const texts = told.map(([, text]) => Buffer.from(text, 'utf16le').swap16())
  let from = 0
  const records = told.map(([id], at) => {
    const length = texts[at]?.length ?? 0
    const record = words(3, 1, 0x409, id, length, from)
    from += length
    return record
  })
  return Buffer.concat([words(0, told.length, 6 + 12 * told.length), ...records, ...texts])
}

/** The tables behind their directory, each at a multiple of four. */
function file(tables: Record<string, Buffer>): Buffer {
  const entries = Object.entries(tables)
  let from = 12 + 16 * entries.length
  const directory = entries.map(([tag, { length }]) => {
    const entry = Buffer.alloc(16)
    entry.write(tag.padEnd(4), 'latin1')
    entry.writeUInt32BE(from, 8)
    entry.writeUInt32BE(length, 12)
    from += length + (-length & 3)
    return entry
  })
  const padded = entries.map(([, table]) => Buffer.concat([table, Buffer.alloc(-table.length & 3)]))
  const search = 2 ** Math.floor(Math.log2(entries.length))
  const start = words(1, 0, entries.length, search * 16, Math.log2(search), (entries.length - search) * 16)
  return Buffer.concat([start, ...directory, ...padded])
}

/** Numbers of 16 bits, as the tables of a font hold them. */
function words(...numbers: number[]): Buffer {
  const buffer = Buffer.alloc(numbers.length * 2)
  numbers.forEach((each, at) => buffer.writeUInt16BE(each & 0xffff, at * 2))
  return buffer
}

/** Numbers of 32 bits. */
function longs(...numbers: number[]): Buffer {
  const buffer = Buffer.alloc(numbers.length * 4)
  numbers.forEach((each, at) => buffer.writeUInt32BE(each, at * 4))
  return buffer
}
