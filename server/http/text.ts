/** Text as it is kept and compared: lines end in LF, nothing stands around it, and what nobody can see is nothing. */
export function tidy(text: string): string {
  return invisible.test(text) ? '' : unbroken(text).trim()
}

/** Text with LF at the end of each line, as which a form sends CRLF. */
export const unbroken = (text: string): string => text.replaceAll(/\r\n?/g, '\n')

/** Whether a text has no control character but tabs and line breaks. */
export const isPrintable = (text: string): boolean => !/[\p{Cc}--[\t\n]]/v.test(text)

const invisible = /^[\s\p{Z}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u
