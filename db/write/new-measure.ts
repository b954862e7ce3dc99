import { newId } from '#db/connection/ids.ts'
import type { MeasureRow } from '#db/read/measures.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { usualDueAfterDays } from '#workflows/measure/figures-due.ts'
import { plainValue } from '#workflows/measure/published-text.ts'
import { usualOptions } from '#workflows/measure/spc.ts'

/** What makes a measure: the rest can be filled in later. */
type Named = Pick<MeasureRow, 'planId' | 'ref' | 'title' | 'unit' | 'polarity' | 'position'>

/** What can be told of a measure beyond its name, baseline and target. */
export type MeasureFigures = Partial<
  Omit<MeasureRow, keyof Named | 'id' | 'version' | 'createdAt' | 'updatedAt' | 'baseline' | 'target'>
>

/** A measure as it is first written, with everything not told left empty. */
export function newMeasure(fields: Named & Partial<MeasureRow>, now: Instant): MeasureRow {
  return withValues(
    {
      priorityId: null,
      definition: '',
      countOf: '',
      per: null,
      numerator: '',
      numeratorSource: '',
      denominator: '',
      denominatorSource: '',
      decimals: null,
      scale: [],
      baseline: null,
      baselineValue: null,
      baselineOn: null,
      target: null,
      targetValue: null,
      targetOn: null,
      targetTolerance: null,
      comparators: [],
      steps: [],
      aliases: [],
      note: '',
      supplierId: null,
      every: null,
      dueFromOn: null,
      dueAfterDays: usualDueAfterDays,
      ...usualOptions,
      active: true,
      id: newId(),
      ...fields,
      version: 1,
      createdAt: now,
      updatedAt: now,
    },
    fields,
  )
}

/**
 * A measure with the numbers behind its baseline and target. New words without their number bring it with them where
 * they are a plain number, and none otherwise: the number of other words must not stay behind.
 * @param given the fields that were given
 */
export function withValues(measure: MeasureRow, given: Partial<MeasureRow>): MeasureRow {
  const valueOf = (words: 'baseline' | 'target', number: 'baselineValue' | 'targetValue') =>
    words in given && given[number] === undefined ? plainValue(measure[words], measure.unit) : measure[number]
  return {
    ...measure,
    baselineValue: valueOf('baseline', 'baselineValue'),
    targetValue: valueOf('target', 'targetValue'),
  }
}
