import type { WordTemplate } from './document-word.ts'
import { isWellFormed } from './well-formed.ts'
import { zipParts } from './zip-parts.ts'

/** The largest template that is taken, in bytes: they may hold a letterhead as a picture. */
export const LARGEST_TEMPLATE = 5_000_000

const STYLES = 'word/styles.xml'
const THEME = 'word/theme/theme1.xml'

/**
 * Takes the styles out of a Word document or template (.docx, .dotx), and the colours and fonts that they name. Nothing
 * else of the file is read, kept or used. Never rejects.
 * @returns the two parts, or why the file cannot be used, in a sentence that says what to do
 */
export async function stylesFrom(bytes: Buffer): Promise<{ template: WordTemplate } | { refusal: string }> {
  if (bytes.length > LARGEST_TEMPLATE) return { refusal: tooLarge(bytes.length) }
  if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0')
    return {
      refusal:
        'The template is in the old form of Word (.doc), or has a password: save it as .docx or .dotx, without one.',
    }
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK') return { refusal: noWord }
  const read = await zipParts(bytes, { [STYLES]: 3_000_000, [THEME]: 1_000_000 }).catch(() => null)
  if (read === null)
    return {
      refusal:
        'The template cannot be opened: its contents are damaged, or not what they say they are. Open it in Word and save it again as .docx or .dotx.',
    }
  const { names, parts } = read
  if (names.some((name) => /vbaProject|vbaData|\.bin$/i.test(name) && !/printerSettings/i.test(name)))
    return { refusal: 'The template holds macros: save it as .docx or .dotx, which have none.' }
  const styles = textOf(parts.get(STYLES))
  if (parts.has(STYLES) && !names.some((name) => name.startsWith('word/document'))) return { refusal: noWord }
  if (!parts.has(STYLES)) return { refusal: noWord }
  if (styles === null || !isPart(styles, 'w:styles') || !styles.includes(`xmlns:w="${WORD}"`))
    return {
      refusal:
        'The styles of the template cannot be read: open it in Word and save it again as a Word document (.docx), not as Strict Open XML.',
    }
  const theme = textOf(parts.get(THEME))
  return { template: { styles, theme: theme !== null && isPart(theme, 'a:theme') ? theme : null } }
}

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const noWord = 'The template is no Word document: choose a file that was saved by Word as .docx or .dotx.'

const megabytes = (bytes: number) => Math.round(bytes / 100_000) / 10

function isPart(xml: string, root: string): boolean {
  return new RegExp(`^\\ufeff?(?:<\\?xml[^<>]*\\?>)?\\s*<${root}[\\s>]`).test(xml) && isWellFormed(xml)
}

function textOf(bytes: Buffer | undefined): string | null {
  try {
    return bytes === undefined ? null : new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const tooLarge = (size: number) =>
  `The template has ${megabytes(size)} MB, and ${megabytes(LARGEST_TEMPLATE)} MB are the most: ` +
  'take the pictures out of it and save it again.'
