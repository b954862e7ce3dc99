import type { FindingCode } from '#workflows/report/checks/finding.ts'

/** What each check of a report's text looks for, in a few words. */
export const findingWords: Record<FindingCode, string> = {
  figureDiffers: 'A number that differs from its measure',
  claimContradicted: 'A claim that the plan contradicts',
  unchanged: 'Text that is the same as last time',
  outOfDate: 'A person, post or date that is another now',
  smallNumber: 'A child may be recognised',
  noDenominator: 'A share whose denominator has no source',
  sharesDoNotAdd: 'Shares that do not add up to 100%',
  referenceUnknown: 'A reference whose figure cannot be put in',
}
