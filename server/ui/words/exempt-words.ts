import type { ExemptParagraph } from '#workflows/report/report-facts.ts'

/** What each paragraph of Part 1 of Schedule 12A to the Local Government Act 1972 keeps, in a few words. */
export const paragraphWords: Record<ExemptParagraph, string> = {
  1: '1: about an individual',
  2: '2: likely to reveal who an individual is',
  3: '3: financial or business affairs',
  4: '4: consultations or negotiations on labour relations',
  5: '5: legal professional privilege',
  6: '6: a notice, order or direction',
  7: '7: prevention, investigation or prosecution of crime',
}

/** By what and why something is exempt from publication, as a sentence of a report. */
export function exemptSentence(paragraph: ExemptParagraph, reason: string): string {
  return `Exempt under paragraph ${paragraph} of Schedule 12A to the Local Government Act 1972: ${reason}`
}
