import type { Email } from '#emails/frame/email.ts'
import { oneLine, shortened } from '#emails/frame/words.ts'
import { weeklyHtml } from './frame-html.ts'
import { weeklyText } from './frame-text.ts'
import type { PartWords } from './part.ts'
import { firstLines, MOST_LINES, type ShownEmail } from './shown.ts'

/** What an email that lists things says: lines under headings, as a weekly one of one part. */
export type ListWords = Pick<PartWords, 'intro' | 'sections' | 'closing' | 'all' | 'why'> & {
  subject: string
  /** Name of the receiver. */
  name: string
}

/** An email that lists things, in both its forms. */
export function listEmail(words: ListWords, publicUrl: string): Email {
  const { subject, name, intro, sections, closing, all, why } = words
  const part = { title: subject, intro: [], all, ...(closing && { closing }) }
  return drawn({
    subject,
    greeting: greeting(name),
    intro,
    parts: [{ ...part, ...firstLines(sections, MOST_LINES) }],
    why,
    publicUrl,
  })
}

/** Both forms of an email that lists things. */
export function drawn(shown: ShownEmail): Email {
  return { subject: shown.subject, text: weeklyText(shown), html: weeklyHtml(shown) }
}

/** How an email greets its receiver. */
export function greeting(name: string): string {
  return `Hello ${shortened(oneLine(name), 100)},`
}
