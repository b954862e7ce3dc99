import type { MeasureFigures } from '#db/write/new-measure.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { Offset } from './types.ts'

export const register = 'Early help case system, Marsby Council'
export const audits = 'Audit register of the performance team'
const approvedOn: Offset = -182
const longTermEnds: Offset = 456

/**
 * What the demonstration tells of its measures beyond their titles: definitions, the parts of each figure with their
 * sources, and the numbers behind baselines and targets.
 * @param day the day that is so many days from the one on which the demonstration is loaded
 */
export function demoFigures(ref: string, day: (offset: Offset) => Day): MeasureFigures {
  const { comparators = [], ...figures } = figuresByRef[ref] ?? {}
  return {
    ...figures,
    ...(figures.baselineValue !== undefined && { baselineOn: day(approvedOn) }),
    ...(figures.targetValue !== undefined && { targetOn: day(longTermEnds) }),
    comparators: comparators.map((comparator) => ({ ...comparator, asAtOn: day(approvedOn) })),
  }
}

const share = (numerator: string, denominator: string, from: number | null, to: number | null) => ({
  definition: `Of ${denominator}, the share that are ${numerator}.`,
  numerator,
  numeratorSource: register,
  denominator,
  denominatorSource: register,
  decimals: 0,
  ...(from !== null && { baselineValue: from }),
  ...(to !== null && { targetValue: to }),
})

const counted = (definition: string, countOf: string, from: number, to: number | null) => ({
  definition,
  countOf,
  decimals: 0,
  baselineValue: from,
  ...(to !== null && { targetValue: to }),
})

const figuresByRef: Record<string, MeasureFigures> = {
  'P1.O1': counted(
    'Family plans that a partner agency led and closed in the last twelve months.',
    'family plans',
    212,
    320,
  ),
  'P1.O2': counted('As above, for children in one of the groups.', 'family plans', 64, 110),
  'P1.O3': counted('Family plans begun in the last twelve months.', 'family plans', 298, 400),
  'P1.O4': share('closed because needs were met', 'family plans closed in the four weeks', 58, 70),
  'P1.O6': share('followed by an assessment', 'contacts and referrals in the four weeks', 31, 25),
  'P1.O7': share('of a child referred in the twelve months before', 'referrals in the four weeks', 24, 18),
  'P1.O8': counted(
    'Disagreements taken to a second manager in the last twelve months.',
    'disagreements',
    37,
    null,
  ),
  'P2.O1': share(
    'with an adverse experience on record',
    'open social work cases at the end of the four weeks',
    71,
    60,
  ),
  'P2.O2': share('with all three on record', 'open early help cases at the end of the four weeks', 14, 22),
  'P3.O1': {
    definition:
      'Children looked after by the council on the day, for every 10,000 children who live in Marsby.',
    per: 10_000,
    decimals: 1,
    numerator: 'children in care on the day',
    numeratorSource: 'Social care case system, Marsby Council',
    denominator: 'children under 18 who live in Marsby',
    denominatorSource: 'Yearly population estimate',
    baselineValue: 141.1,
    targetValue: 125,
    aliases: ['Looked-after children', 'Children looked after'],
    comparators: [
      {
        name: 'Similar places',
        published: '119.3',
        value: 119.3,
        asAtOn: null,
        rank: 9,
        rankOf: 11,
        source: 'Yearly return',
      },
      {
        name: 'The region',
        published: '108.0',
        value: 108,
        asAtOn: null,
        rank: 10,
        rankOf: 12,
        source: 'Yearly return',
      },
    ],
  },
  'P3.O2': {
    definition: 'How many early help cases there are for every child in care on the same day.',
    decimals: 1,
    numerator: 'open early help cases at the second level of need and above',
    numeratorSource: register,
    denominator: 'children in care on the day',
    denominatorSource: 'Social care case system, Marsby Council',
    baselineValue: 1.9,
    targetValue: 2.6,
  },
  'P3.O3': {
    scale: [
      'Satisfied throughout',
      'Mostly satisfied',
      'Mixed',
      'Mostly dissatisfied',
      'Dissatisfied throughout',
    ],
  },
  'P4.O1': counted('Audits finished in the four weeks.', 'audits', 18, 36),
  'P4.O2': counted('Audits by two or more agencies finished in the twelve weeks.', 'audits', 6, 24),
  'P4.O3': {
    ...share('judged good', 'cases audited in the four weeks', 46, 65),
    numeratorSource: audits,
    denominatorSource: audits,
    scale: ['Good', 'Requires improvement', 'Inadequate'],
  },
  'P4.O4': {
    ...share('judged inadequate', 'cases audited in the four weeks', 15, 5),
    numeratorSource: audits,
    denominatorSource: audits,
  },
  'P5.O1': { targetValue: 15 },
  'P5.O2': { targetValue: 90 },
  'P5.O3': {
    ...counted('Open family plans divided by workers in post, on the day.', 'families', 19, 15),
    targetTolerance: 1,
  },
}
