import { createHash } from 'node:crypto'

/** A mark of a text that a form has shown what comes of, so that another text is not taken for it. */
export function shownAs(text = ''): string {
  return createHash('sha256').update(text).digest('base64url')
}
