import { dayInWords } from '#workflows/calendar/calendar.ts'
import type { Block } from '#workflows/report/text/text-tree.ts'
import { paragraph, tableOf } from './cells.ts'
import type { ReportKnown } from './facts.ts'

/** The register of inspections, the newest judgement first, each with the one before and what changed. */
export function register({ inspections }: ReportKnown): Block[] {
  if (inspections.length === 0) return [paragraph('No inspection is in the register up to this day.')]
  return [
    tableOf(
      'Inspections, the newest first',
      ['What was inspected', 'By', 'When', 'Judgement', 'Before', 'Change'],
      inspections.map(({ ref, title, inspector, inspectedOn, judgement, before, change }) => [
        `${ref} ${title}`,
        inspector,
        dayInWords(inspectedOn),
        judgement === '' ? 'None given' : judgement,
        before?.judgement ?? '',
        change.because,
      ]),
    ),
  ]
}
