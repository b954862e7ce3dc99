/** The colour that a tracker gives an action; `blue` and `grey` mean what its own key says. */
export type RatingWord = 'red' | 'amber' | 'green' | 'blue' | 'grey'

/** What the cell of a colour holds in words. */
export type RatingCell =
  | { is: 'none' }
  | { is: 'read'; rating: 'red' | 'amber' | 'green' }
  | { is: 'askedOnce'; word: string; question: string }

/** Reads the words of a colour's cell: 'R', 'Amber', 'Amber - in progress'. */
export function ratingInCell(text: string): RatingCell {
  const words = text
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ')
    .trim()
  if (words === '' && !/\d/.test(text)) return { is: 'none' }
  if (/^(n a|none|not rated|tbc)$/.test(words)) return { is: 'none' }
  const [first = '', ...others] = words.split(' ')
  const rating = colours[first]
  const isMixed = others.some(
    (word) => word.length > 1 && colours[word] !== undefined && colours[word] !== rating,
  )
  if (isMixed) return { is: 'askedOnce', word: text.trim(), question: mixed }
  if (rating === 'blue' || rating === 'grey') return { is: 'askedOnce', word: text.trim(), question: ownKey }
  if (rating !== undefined) return { is: 'read', rating }
  return { is: 'askedOnce', word: text.trim(), question: unknown }
}

/** Whether a text is a colour and nothing more. */
export const isRatingWord = (text: string): boolean =>
  /^(r|a|g|b|red|amber|yellow|orange|green|blue|grey|gray|red\/amber|amber\/green)$/i.test(text.trim())

const colours: Readonly<Record<string, RatingWord>> = {
  r: 'red',
  red: 'red',
  a: 'amber',
  amber: 'amber',
  yellow: 'amber',
  orange: 'amber',
  g: 'green',
  green: 'green',
  b: 'blue',
  blue: 'blue',
  grey: 'grey',
  gray: 'grey',
}

const mixed = 'Two colours stand here. Which one counts: red, amber or green?'
const ownKey = 'What does this colour mean in the key of the tracker: done, not begun, or something else?'
const unknown = 'Is this red, amber or green?'

/**
 * What a colour behind a cell looks like, to be proposed and never decided: a person says once what it means.
 * @param rgb 'RRGGBB'
 */
export function colourName(rgb: string): RatingWord | 'white' | 'black' | 'purple' {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(rgb.slice(at, at + 2), 16))
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)]
  if (most - least < 30) return most > 242 ? 'white' : most < 40 ? 'black' : 'grey'
  const hue = hueOf(red, green, blue, most, most - least)
  if (hue < 16 || hue >= 335) return 'red'
  if (hue < 66) return 'amber'
  if (hue < 170) return 'green'
  return hue < 255 ? 'blue' : 'purple'
}

/** The place of a colour on the circle of colours, in degrees from red on. */
function hueOf(red: number, green: number, blue: number, most: number, spread: number): number {
  const part =
    most === red
      ? (green - blue) / spread
      : most === green
        ? 2 + (blue - red) / spread
        : 4 + (red - green) / spread
  return (part * 60 + 360) % 360
}
