import { p1MediumA } from '#db/demo/actions/p1-m1-m4.ts'
import { p1MediumBAndLong } from '#db/demo/actions/p1-m5-l2.ts'
import { p1ShortA } from '#db/demo/actions/p1-s1-s3.ts'
import { p1ShortB } from '#db/demo/actions/p1-s4-s6.ts'
import { p1ShortC } from '#db/demo/actions/p1-s7-s8.ts'
import { p1ShortD } from '#db/demo/actions/p1-s9-s10.ts'
import type { DemoPriority } from '#db/demo/types.ts'

/** The partnership's commitment: the largest priority, with something in almost every state. */
export const p1: DemoPriority = {
  ref: 'P1',
  title: 'Strengthen what the whole partnership gives to early help',
  description:
    'Every agency in Marsby knows what early help is, what its own part is, and how to start. Thresholds are shared, the front door is one door, and a team from several agencies stands behind it.',
  impact:
    'Families are offered help by the first person they turn to, at the first sign of trouble, and tell their story once.',
  lead: 'priya',
  state: 'active',
  outcomeConfidence: 'high',
  confidenceNote:
    'More family plans come from schools, health and housing than ever before, and more of them end because needs were met. Fewer referrals come back.',
  measures: [
    {
      ref: 'P1.O1',
      title: 'Family plans completed by partner agencies',
      unit: 'count',
      polarity: 'higherIsBetter',
      baseline: '212 in the year before the plan',
      target: '320 a year',
    },
    {
      ref: 'P1.O2',
      title: 'Family plans completed for children in the groups most at risk of being missed',
      unit: 'count',
      polarity: 'higherIsBetter',
      baseline: '64 in the year before the plan',
      target: '110 a year',
      note: 'The groups are those listed in the joint needs assessment. Figures under six are not shown.',
    },
    {
      ref: 'P1.O3',
      title: 'Family plans started, before birth and from birth to 18',
      unit: 'count',
      polarity: 'higherIsBetter',
      baseline: '298 in the year before the plan',
      target: '400 a year',
      note: 'One measure reported for two groups, unborn babies and children from birth to 18.',
    },
    {
      ref: 'P1.O4',
      title: 'Share of family plans that end because needs were met',
      unit: 'percent',
      polarity: 'higherIsBetter',
      baseline: '58%',
      target: '70%',
    },
    {
      ref: 'P1.O5',
      title: 'Share of cases moved up to social work that already had a family plan',
      unit: 'percent',
      polarity: 'higherIsBetter',
      baseline: null,
      target: null,
      note: 'What counts as a move is being defined with the front door; no baseline until then.',
    },
    {
      ref: 'P1.O6',
      title: 'Share of contacts and referrals that lead to a social work assessment',
      unit: 'percent',
      polarity: 'lowerIsBetter',
      baseline: '31%',
      target: '25%',
      note: 'To be read together with re-referrals: a fall by turning families away would be no success.',
    },
    {
      ref: 'P1.O7',
      title: 'Share of referrals that are repeated within twelve months',
      unit: 'percent',
      polarity: 'lowerIsBetter',
      baseline: '24%',
      target: '18%',
    },
    {
      ref: 'P1.O8',
      title: 'Disagreements between professionals that were formally escalated',
      unit: 'count',
      polarity: 'contextOnly',
      baseline: '37 in the year before the plan',
      target: null,
      note: 'Neither more nor fewer is better by itself: a rise may show that staff dare to speak up.',
    },
  ],
  actions: [...p1ShortA, ...p1ShortB, ...p1ShortC, ...p1ShortD, ...p1MediumA, ...p1MediumBAndLong],
}
