import { p4MediumAndLong } from '#db/demo/actions/p4-m1-l2.ts'
import { p4ShortA } from '#db/demo/actions/p4-s1-s3.ts'
import { p4ShortB } from '#db/demo/actions/p4-s4-s5.ts'
import type { DemoPriority } from '#db/demo/types.ts'

/** Quality assurance: delivery looks well, the outcome does not move, and that is the point of showing both. */
export const p4: DemoPriority = {
  ref: 'P4',
  title: 'Put good figures and honest audits at the centre of improvement',
  description:
    'Managers see figures they can act on, audits are done with partners and with families, and what children say changes what services do.',
  impact: 'Weak practice is noticed and put right in weeks, before it has harmed a family.',
  lead: 'ngozi',
  state: 'active',
  outcomeConfidence: 'low',
  confidenceNote:
    'We do twice the audits we did, yet the share judged good has not moved. Either practice stands still or we grade harder; until we know which, I would not call this a success.',
  measures: [
    {
      ref: 'P4.O1',
      title: 'Audits completed each month by team managers',
      unit: 'count',
      polarity: 'higherIsBetter',
      baseline: '18 a month',
      target: '36 a month',
    },
    {
      ref: 'P4.O2',
      title: 'Audits carried out jointly by several agencies',
      unit: 'count',
      polarity: 'higherIsBetter',
      baseline: '6 a quarter',
      target: '24 a quarter',
    },
    {
      ref: 'P4.O3',
      title: 'Share of audited cases judged good',
      unit: 'percent',
      polarity: 'higherIsBetter',
      baseline: '46%',
      target: '65%',
      note: 'Shown as a share with the number audited, because the number of audits itself is rising.',
    },
    {
      ref: 'P4.O4',
      title: 'Share of audited cases judged inadequate',
      unit: 'percent',
      polarity: 'lowerIsBetter',
      baseline: '15%',
      target: '5%',
    },
  ],
  actions: [...p4ShortA, ...p4ShortB, ...p4MediumAndLong],
}
