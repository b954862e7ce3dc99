/**
 * A text as every kind of document can hold it: lines end in LF, control characters are gone, and what is no character
 * (half a pair, U+FFFE) stands as U+FFFD, because XML takes none of these. Marks that set the direction of what follows
 * are gone too, because a figure behind one reads backwards; letters of Hebrew and Arabic need none.
 */
export function printable(text: string): string {
  return (
    text
      .toWellFormed()
      // oxlint-disable-next-line no-control-regex -- these are what is replaced
      .replaceAll(/\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g, '\n')
      .replaceAll(/[\p{Cc}--[\t\n]]|\p{Bidi_Control}|[\ufeff\u{e0000}-\u{e0fff}]/gv, '')
      .replaceAll(/\p{Noncharacter_Code_Point}/gu, '\ufffd')
  )
}

/** The same on one line: for titles, labels and what stands in a sentence. */
export function printableLine(text: string): string {
  return printable(text).replaceAll(/\s+/g, ' ').trim()
}
