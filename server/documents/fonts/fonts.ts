import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { BOX_FAMILY, boxFont } from './box-font.ts'

// Not by a path of ours: npm may lay a package elsewhere. Arimo has the widths of Arial.
const pathOf = (file: string) => createRequire(import.meta.url).resolve(`@expo-google-fonts/${file}`)
const [regular, bold] = ['arimo/400Regular/Arimo_400Regular.ttf', 'arimo/700Bold/Arimo_700Bold.ttf'].map(
  pathOf,
)

/** Files of the fonts that the letters of charts are drawn with. */
export const CHART_FONTS = [regular, bold].filter((path) => path !== undefined)

/** The families of a PDF, in the order in which they are asked for a character; the last one has them all. */
export const FAMILIES = ['Arimo', 'Noto Emoji', BOX_FAMILY]

/**
 * The files of those families.
 * @param text all that the document says, for whose characters there are boxes where no font has them
 */
export function pdfFonts(text: string): Buffer[] {
  const others = [
    'arimo/400Regular_Italic/Arimo_400Regular_Italic.ttf',
    'arimo/700Bold_Italic/Arimo_700Bold_Italic.ttf',
    'noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
  ].map(pathOf)
  return [...[...CHART_FONTS, ...others].map((path) => readFileSync(path)), boxFont(charactersIn(text))]
}

function* charactersIn(text: string): Generator<number> {
  for (const [character] of text.matchAll(/[\u0250-\u{10ffff}]/gu)) yield character.codePointAt(0) ?? 0
}
