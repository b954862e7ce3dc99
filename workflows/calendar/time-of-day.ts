/** A time of day as it is kept, `HH:MM`, from 00:00 to 23:59. */
export const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/

/** Whether a text is a time of day. */
export function isTimeOfDay(text: string): boolean {
  return timeOfDay.test(text)
}
