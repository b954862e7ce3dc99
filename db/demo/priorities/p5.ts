import { p5Then } from '#db/demo/actions/p5-m2-l2.ts'
import { p5First } from '#db/demo/actions/p5-s1-m1.ts'
import type { DemoPriority } from '#db/demo/types.ts'

/** Consistent practice: the smallest priority, whose outcome nobody can judge yet. */
export const p5: DemoPriority = {
  ref: 'P5',
  title: 'Give every family the same good standard of help',
  description:
    'Whoever a family meets works to the same standards, has somebody to think with, and is seen at work by others.',
  impact: 'It no longer depends on the street, the school or the worker how good the help is.',
  lead: 'priya',
  state: 'active',
  outcomeConfidence: 'noData',
  confidenceNote:
    'The standards are new, and the first audit against them has not been done. There is nothing yet by which to judge.',
  measures: [
    {
      ref: 'P5.O1',
      title: 'Gap between the best and the weakest team in audited cases judged good',
      unit: 'percent',
      polarity: 'lowerIsBetter',
      baseline: null,
      target: '15 percentage points',
      note: 'The baseline comes with the first audit against the standards.',
    },
    {
      ref: 'P5.O2',
      title: 'Share of families who say that their worker did what was agreed',
      unit: 'percent',
      polarity: 'higherIsBetter',
      baseline: null,
      target: '90%',
    },
    {
      ref: 'P5.O3',
      title: 'Families for each early help worker',
      unit: 'count',
      polarity: 'nearTarget',
      baseline: '19',
      target: '15',
      note: 'Too many and nobody has time; too few and others wait.',
    },
  ],
  actions: [...p5First, ...p5Then],
}
