// oxlint-disable-next-line no-control-regex -- nobody types them
const controls = /[^\P{Cc}\n\r\t]/gu

/** A text with a space for each character that nobody types, which a file may hold all the same, and the database does not take. */
export const withoutControls = (text: string): string => text.toWellFormed().replaceAll(controls, ' ')

/** Whether a text has such characters. */
export const hasControls = (text: string): boolean => text.search(controls) >= 0

/** Said of a file in which there were some. */
export const controlsSaid =
  'Some cells hold characters that cannot be printed. Each is read as a space: look whether their words are right.'
