import type { DocumentSection } from '#workflows/report/text/text-tree.ts'
import { claimContradicted } from './claim-contradicted.ts'
import { type Context, contextOf } from './context.ts'
import { figureDiffers } from './figure-differs.ts'
import { type Finding, type FindingCode, type Found, withKeys } from './finding.ts'
import { noDenominator } from './no-denominator.ts'
import { outOfDate } from './out-of-date.ts'
import type { PlanAtCutOff } from './plan-at-cut-off.ts'
import { referenceUnknown } from './reference-unknown.ts'
import { sharesDoNotAdd } from './shares-do-not-add.ts'
import { smallNumber } from './small-number.ts'
import { unchanged } from './unchanged.ts'

/** Every check by what it finds. */
const checks: Readonly<Record<FindingCode, (context: Context) => Found[]>> = {
  figureDiffers,
  claimContradicted,
  unchanged,
  outOfDate,
  smallNumber,
  noDenominator,
  sharesDoNotAdd,
  referenceUnknown,
}

/**
 * What has to be answered in the text of a section before a report is signed, in the order of the text. Rules alone
 * decide: the same text and facts give the same findings, nothing is written in, and no order of the facts matters.
 * The section's own number and heading belong to the template, and charts to Waymark: neither is checked.
 */
export function checkSection(section: Pick<DocumentSection, 'blocks'>, facts: PlanAtCutOff): Finding[] {
  const context = contextOf(section.blocks, facts)
  return withKeys(Object.values(checks).flatMap((check) => check(context)))
}
