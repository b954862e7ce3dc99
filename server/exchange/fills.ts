import type { CellStyle, Color } from 'hucre'

/**
 * The colour behind a cell as 'RRGGBB', or null where it has none of its own. White is none: it is how people take a
 * colour away. Of a pattern with two colours, the one that is drawn over the other counts.
 * @param theme the twelve colours of the workbook's theme, as its file lists them
 */
export function fillOf(style: CellStyle | undefined, theme: readonly string[]): string | null {
  const fill = style?.fill
  if (fill === undefined) return null
  const color =
    fill.type === 'gradient' ? fill.stops[0]?.color : fill.pattern === 'none' ? undefined : fill.fgColor
  const rgb = color && rgbOf(color, theme)
  return rgb === undefined || rgb === null || rgb === 'FFFFFF' ? null : rgb
}

function rgbOf({ rgb, theme: place, tint = 0, indexed }: Color, theme: readonly string[]): string | null {
  if (rgb !== undefined) return tinted(rgb.slice(-6).toUpperCase(), tint)
  if (place !== undefined) {
    const named = theme[swapped[place] ?? place]
    return named === undefined ? null : tinted(named.toUpperCase(), tint)
  }
  // 64 and 65 are what the system draws with.
  return indexed === undefined ? null : (palette[indexed < 8 ? indexed : indexed - 8] ?? null)
}

// Excel counts the first four colours of a theme light before dark, where the file lists dark before light.
const swapped: Readonly<Record<number, number>> = { 0: 1, 1: 0, 2: 3, 3: 2 }

/** A colour made lighter or darker, by so large a part of what is missing to white, or of what it has. */
function tinted(rgb: string, tint: number): string {
  if (!/^[0-9A-F]{6}$/.test(rgb) || tint === 0) return rgb
  const parts = [0, 2, 4].map((at) => Number.parseInt(rgb.slice(at, at + 2), 16))
  return parts
    .map((part) => Math.round(tint < 0 ? part * (1 + tint) : part + (255 - part) * tint))
    .map((part) => Math.min(255, Math.max(0, part)).toString(16).padStart(2, '0').toUpperCase())
    .join('')
}

/** The colours that Excel numbers, from 8 on (0 to 7 are the same as 8 to 15): ECMA-376, part 1, 18.8.27. */
const palette =
  '000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333'.split(
    ' ',
  )
