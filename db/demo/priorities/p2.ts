import { p2MediumAndLong } from '#db/demo/actions/p2-m1-l1.ts'
import { p2ShortA } from '#db/demo/actions/p2-s1-s2.ts'
import { p2ShortB } from '#db/demo/actions/p2-s3-s4.ts'
import type { DemoPriority } from '#db/demo/types.ts'

/** Families under several strains at once: delivery amber, outcome of medium confidence. */
export const p2: DemoPriority = {
  ref: 'P2',
  title: 'Reach more families early where childhood is marked by adversity',
  description:
    'Violence, addiction, mental distress, loss or prison in a household leave their mark on a childhood. We want to know these families sooner, share what we know lawfully, and offer help before social work has to step in.',
  impact:
    'Children who live with adversity get help while it can still be light, and their parents are helped as well.',
  lead: 'daniel',
  state: 'active',
  outcomeConfidence: 'medium',
  confidenceNote:
    'Early help now reaches more of these families. Whether fewer of them need social work later cannot be seen yet; the East Marsby pilot should tell first.',
  measures: [
    {
      ref: 'P2.O1',
      title: 'Share of social work cases in which adverse childhood experiences play a part',
      unit: 'percent',
      polarity: 'lowerIsBetter',
      baseline: '71%',
      target: '60%',
    },
    {
      ref: 'P2.O2',
      title: 'Share of early help cases in which violence, addiction and mental distress come together',
      unit: 'percent',
      polarity: 'higherIsBetter',
      baseline: '14%',
      target: '22%',
      note: 'Higher is better because these families are to be reached earlier, not because there should be more of them.',
    },
  ],
  actions: [...p2ShortA, ...p2ShortB, ...p2MediumAndLong],
}
