/** What may be unusual about a change. The list is documented; callers may rely on the codes. */
export const warningCodes = [
  'dayFar',
  'dayPast',
  'dayNotWorking',
  'outsideHorizon',
  'outsidePlan',
  'figureUnusual',
] as const
export type WarningCode = (typeof warningCodes)[number]

/** Something unusual about a change, which may be meant: it is said, and never keeps the change from being made. */
export type Warning = {
  /** The field of the change that it is about, or the part of the subject. */
  field: string
  code: WarningCode
  detail: string
}
