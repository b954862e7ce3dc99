import { p3MediumAndLong } from '#db/demo/actions/p3-m1-l1.ts'
import { p3ShortA } from '#db/demo/actions/p3-s1-s2.ts'
import { p3ShortB } from '#db/demo/actions/p3-s3-s4.ts'
import type { DemoPriority } from '#db/demo/types.ts'

/** Keeping children safely at home: red through a critical action that waits on procurement. */
export const p3: DemoPriority = {
  ref: 'P3',
  title: 'Help families stay together safely, so that fewer children come into care',
  description:
    'Help at the edge of care is reviewed, tried out and joined up, and children move between early help and social work without their story getting lost.',
  impact:
    'More children grow up safely with their own family, and families say that the help was worth having.',
  lead: 'daniel',
  state: 'active',
  outcomeConfidence: 'medium',
  confidenceNote:
    'Families speak well of the help, and conferences lead to plans that hold. The rate of children in care has stopped rising but has not begun to fall.',
  measures: [
    {
      ref: 'P3.O1',
      title: 'Children in care per 10,000 children',
      unit: 'rate',
      polarity: 'lowerIsBetter',
      baseline: '141.1 per 10,000',
      target: '125.0 per 10,000',
    },
    {
      ref: 'P3.O2',
      title: 'Early help cases for every child in care',
      unit: 'ratio',
      polarity: 'higherIsBetter',
      baseline: '1.9',
      target: '2.6',
      note: 'Early help cases at the second level of need and above, divided by children in care on the same day.',
    },
    {
      ref: 'P3.O3',
      title: 'What families say about whether early help works and meets their needs',
      unit: 'judgement',
      polarity: 'higherIsBetter',
      baseline: 'Mostly satisfied',
      target: 'Satisfied throughout',
      note: "Judged twice a year by the parents' forum from surveys and talks, on five steps.",
    },
  ],
  actions: [...p3ShortA, ...p3ShortB, ...p3MediumAndLong],
}
