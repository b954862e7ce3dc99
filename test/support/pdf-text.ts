import { inflateSync } from 'node:zlib'

/**
 * What stands on each sheet of a PDF that Chromium printed, without spaces: words are placed there letter by letter,
 * and a space is often no letter. Reads just what that writes: plain objects, and streams that are deflated.
 */
export function sheetsOf(pdf: Buffer): string[] {
  const objects = new Map(
    [...pdf.toString('latin1').matchAll(/(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj/gs)].map(
      ([, id = '', body = '']) => [id, body],
    ),
  )
  const stream = (id: string): string => {
    const body = objects.get(id) ?? ''
    const start = body.indexOf('stream\n') + 'stream\n'.length
    const bytes = Buffer.from(body.slice(start, body.lastIndexOf('\nendstream')), 'latin1')
    return (body.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1')
  }
  const letters = new Map<string, Map<number, string>>()
  const lettersOf = (font: string) => {
    const known =
      letters.get(font) ?? lettersIn(stream(/\/ToUnicode (\d+) 0 R/.exec(objects.get(font) ?? '')?.[1] ?? ''))
    letters.set(font, known)
    return known
  }
  return [...objects.values()]
    .filter((body) => /\/Type \/Page\n/.test(body))
    .map((body) => {
      const fonts = new Map(
        [...body.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [name, id]),
      )
      const text = stream(/\/Contents (\d+) 0 R/.exec(body)?.[1] ?? '')
      let font = new Map<number, string>()
      return [...text.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>/g)]
        .map(([, name, codes = '']) => {
          if (name !== undefined) font = lettersOf(fonts.get(name) ?? '')
          return [...codes.matchAll(/..../g)]
            .map(([code]) => font.get(Number.parseInt(code, 16)) ?? '')
            .join('')
        })
        .join('')
        .replaceAll(/\s/g, '')
    })
}

/** Which letters the codes of a font stand for, from its table. */
function lettersIn(table: string): Map<number, string> {
  const found = new Map<number, string>()
  const letter = (hex: string) =>
    String.fromCharCode(...[...hex.matchAll(/..../g)].map(([unit]) => Number.parseInt(unit, 16)))
  for (const [, block = ''] of table.matchAll(/beginbfchar(.*?)endbfchar/gs))
    for (const [, code = '', hex = ''] of block.matchAll(/<(\w+)> <(\w+)>/g))
      found.set(Number.parseInt(code, 16), letter(hex))
  for (const [, block = ''] of table.matchAll(/beginbfrange(.*?)endbfrange/gs))
    for (const [, first = '', last = '', hex = ''] of block.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      const [from, to] = [Number.parseInt(first, 16), Number.parseInt(last, 16)]
      for (let code = from; code <= to; code++)
        found.set(code, String.fromCharCode(Number.parseInt(hex, 16) + code - from))
    }
  return found
}
