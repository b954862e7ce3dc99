import { p1 } from '#db/demo/priorities/p1.ts'
import { p2 } from '#db/demo/priorities/p2.ts'
import { p3 } from '#db/demo/priorities/p3.ts'
import { p4 } from '#db/demo/priorities/p4.ts'
import { p5 } from '#db/demo/priorities/p5.ts'
import { recommendations } from '#db/demo/recommendations.ts'
import type { DemoPlan } from '#db/demo/types.ts'

/**
 * The demonstration: the early help strategy of an invented place, approved half a year ago and told up to
 * yesterday. All days count from the day it is loaded, so that it looks alive whenever that is.
 */
export const demoPlan: DemoPlan = {
  title: 'Marsby early help strategy',
  description:
    'How the council, police, health, schools, housing and charities in Marsby will help families sooner. It answers an inspection, a focused visit and a peer review, in five priorities with actions for the short, the medium and the long term.',
  vision:
    'We work beside families so that they can enjoy life together: healthy, learning, in work, and sure of themselves. We begin with what a family does well, aim for what the family wants, shape services with those who use them, and leave people better able to manage without us.',
  ownerBody: 'Marsby Early Help Board',
  challenges: [
    'Agencies read the thresholds for help differently',
    'Risk is passed on to others when it should be shared and decided on together',
    'Contacts pass through too many hands before anyone decides',
    'Many childhoods are marked by violence, addiction, loss or mental distress at home',
    'The quality of work with children and young people varies too much',
    'Figures and audits arrive late and change too little',
    'More families ask for help than services were built for',
    'Children in particularly vulnerable positions are found late',
  ],
  term: { firstOffset: -182, lastOffset: 1278 },
  submitted: { at: -189, by: 'tom' },
  approved: { at: -182, by: 'helen' },
  horizons: [
    { name: 'short', label: 'Short term', firstOffset: -182, lastOffset: -46 },
    { name: 'medium', label: 'Medium term', firstOffset: -45, lastOffset: 121 },
    { name: 'long', label: 'Long term', firstOffset: 122, lastOffset: 456 },
  ],
  recommendations,
  meetings: [
    { number: 1, title: 'First meeting of the Marsby Early Help Board', at: -154 },
    { number: 2, title: 'Second meeting of the Marsby Early Help Board', at: -126 },
    { number: 3, title: 'Third meeting of the Marsby Early Help Board', at: -98 },
    { number: 4, title: 'Fourth meeting of the Marsby Early Help Board', at: -70 },
    { number: 5, title: 'Fifth meeting of the Marsby Early Help Board', at: -42 },
    { number: 6, title: 'Sixth meeting of the Marsby Early Help Board', at: -14 },
    { number: 7, title: 'Seventh meeting of the Marsby Early Help Board', at: 14 },
  ],
  priorities: [p1, p2, p3, p4, p5],
}
