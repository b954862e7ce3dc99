import type { Day } from '#workflows/calendar/calendar.ts'

/**
 * What the accessibility statement says was tested. The tests take their widths, colours, rules and sizes from here, so
 * that the statement cannot say more than they do.
 */
export const tested = {
  /** Groups of rules as axe names them: WCAG 2.2, levels A and AA. */
  rules: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  /** In CSS pixels, for every page there is: what is left of 1280 at a zoom of 400%. */
  everyPageWidth: 320,
  /** For the main pages, in CSS pixels and the colours of the device. */
  mainPages: [
    { width: 1440, colours: 'dark' },
    { width: 360, colours: 'light' },
  ],
  /** Height of buttons and fields on the main pages, in CSS pixels. */
  controlHeight: 44,
} as const

/** The day on which the statement was last read against the software and its tests. */
export const preparedOn: Day = '2026-11-29'
