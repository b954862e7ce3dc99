import { decodeText } from '#server/http/encoding.ts'
import type { Problem } from './plan-file-error.ts'

/** The largest plan file that is read, in bytes of UTF-8. */
export const largestPlanFile = 2 * 1024 * 1024

/**
 * The text of a file, read as an upload is: UTF-8, UTF-16 or Windows-1252. What is no text is given as it would be in
 * UTF-8, for `whyNotText` to say what it is.
 */
export function textIn(content: Buffer): string {
  return decodeText(content)?.text ?? content.toString('utf8')
}

/** What speaks against reading the file at all, before its structure is looked at: size, emptiness, binary content. */
export function whyNotText(text: string): Problem | null {
  const bytes = Buffer.byteLength(text)
  if (bytes > largestPlanFile) return tooLarge(bytes)
  if (text.trim() === '') return whole('The file is empty.', 'Start from docs/plan-file.example.yaml.')
  return otherFormat(text) ?? unreadable(text)
}

function tooLarge(bytes: number): Problem {
  const size = (bytes / 1024 / 1024).toFixed(1)
  return whole(`The file has ${size} MB; at most 2 MB are read.`, 'Take out what is not part of the plan.')
}

function otherFormat(text: string): Problem | null {
  if (text.startsWith('PK\u0003\u0004') || text.startsWith('\ufffd\ufffd\u0011')) {
    return whole(
      'This is a spreadsheet, a word processor document or an archive, not text.',
      'Write the plan in the form of docs/plan-file.example.yaml.',
    )
  }
  if (text.startsWith('%PDF')) {
    return whole('This is a PDF, not text.', 'Write the plan in the form of docs/plan-file.example.yaml.')
  }
  return null
}

/** A byte that is not UTF-8 arrives as U+FFFD: a name or a pound sign would be changed without anybody noticing. */
function unreadable(text: string): Problem | null {
  const nul = text.indexOf('\0')
  if (nul >= 0) {
    return {
      ...whole('The file holds binary content.', 'Save it as text in UTF-8.'),
      line: lineAt(text, nul),
    }
  }
  const lost = text.indexOf('\ufffd')
  if (lost >= 0) {
    return {
      ...whole(
        'A character could not be read: the file is not UTF-8, nor Windows-1252.',
        'Save it as text in UTF-8.',
      ),
      line: lineAt(text, lost),
    }
  }
  return null
}

function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

function whole(wrong: string, todo: string): Problem {
  return { line: null, path: '', wrong, todo }
}
