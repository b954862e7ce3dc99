import { evidence, on } from '#db/demo/story.ts'
import type { DemoAction } from '#db/demo/types.ts'

/** An open request for more time, profiles on track, a draft without an owner, and the long horizon. */
export const p1MediumBAndLong: DemoAction[] = [
  {
    ref: 'P1.M5',
    horizon: 'medium',
    title: 'Build targeted help for children from five to fifteen',
    description:
      'The age group between the baby years and late adolescence has the least on offer. Mentoring, parent groups and holiday places are brought together as one offer.',
    owner: 'bethan',
    contributors: ['marcus', 'hannah'],
    agency: 'Lantern Family Support',
    criteria: ['The offer runs in three localities', 'Schools and families were asked what they would use'],
    start: -45,
    baselineDue: 12,
    due: 12,
    recommendations: [],
    milestones: [{ title: 'Families and schools asked what they need', due: -22 }],
    story: [
      on(-44, 'bethan', 'start'),
      on(-23, 'bethan', 'meetMilestone', { milestone: 0, metOn: -24 }),
      evidence(-21, 'bethan', 1, 'feedback', 'Answers of 112 parents and 19 schools', 'p1-m5/needs.pdf', -24),
      on(-20, 'bethan', 'report', {
        note: 'We heard from 112 parents and 19 schools. They want help straight after school and close to home, so two of the three venues have been changed.',
        forecast: 12,
      }),
      on(-4, 'bethan', 'report', {
        note: 'Two localities are running with full groups. The third venue lost its caretaker hours and cannot open in the evening until the landlord finds cover.',
        forecast: 12,
      }),
      on(-3, 'bethan', 'requestExtension', {
        newDue: 36,
        reasonCode: 'partner',
        text: 'The third venue needs evening cover, which its landlord can provide from next month.',
        effect: 'Families in the third locality wait about four weeks, or travel to the next one.',
        mitigation: 'We pay the bus fare and keep twelve places free for them in the other two groups.',
      }),
    ],
  },
  {
    ref: 'P1.M6',
    horizon: 'medium',
    title: 'Describe the families we work with, to plan and buy services together',
    description:
      'Joint profiles show where families live, what they need and what they use, so that partners commission for the next three years and not from habit.',
    owner: 'sunita',
    contributors: ['hannah', 'amara'],
    agency: 'Marsby Council Performance Team',
    criteria: [
      'Profiles for all three localities are published to partners',
      'Commissioners have used them in a decision',
    ],
    start: -45,
    baselineDue: 72,
    due: 72,
    recommendations: ['R9'],
    milestones: [
      { title: 'First locality profile checked by practitioners', due: -12 },
      { title: 'All three profiles published', due: 45 },
    ],
    story: [
      on(-42, 'sunita', 'start'),
      on(-24, 'sunita', 'report', {
        note: 'Figures from health, housing and schools are joined for the first locality, without names. Housing moves turn out to explain more than we had expected.',
        forecast: 70,
      }),
      on(-13, 'amara', 'meetMilestone', { milestone: 0, metOn: -14 }),
      evidence(-12, 'sunita', 0, 'data', 'Profile of the first locality', 'p1-m6/profile-1.pdf', -14),
      on(-8, 'sunita', 'report', {
        note: 'Practitioners recognised their area in the first profile and corrected two maps. The method is settled, so the other two should take half the time.',
        forecast: 66,
      }),
    ],
  },
  {
    ref: 'P1.M7',
    horizon: 'medium',
    title: 'Offer families one telephone number for every kind of early help',
    description:
      'Proposed by parents at the sub-group: one number on every leaflet, answered by somebody who can book the right service. Needs an owner before it can be agreed.',
    owner: null,
    contributors: [],
    agency: "Marsby Council Children's Services",
    criteria: ['The number appears on the leaflets of all nine agencies'],
    start: 30,
    baselineDue: null,
    due: 115,
    recommendations: ['R2'],
    milestones: [],
    added: { at: -12, by: 'tom' },
    story: [],
  },
  {
    ref: 'P1.L1',
    horizon: 'long',
    title: 'Put a shared pool of specialists behind every locality team',
    description:
      'Mental health, substance misuse, domestic abuse and housing specialists join locality meetings, so that hard decisions are made together and the risk is held together.',
    owner: 'siobhan',
    contributors: ['claire', 'bethan'],
    agency: 'Tidewell NHS Trust',
    criteria: [
      'Each locality meeting has had at least two specialists present for three months',
      'Workers say that decisions are better for it',
    ],
    start: 130,
    baselineDue: 300,
    due: 300,
    recommendations: [],
    milestones: [{ title: 'Specialists named by each agency', due: 170 }],
    story: [],
  },
  {
    ref: 'P1.L2',
    horizon: 'long',
    title: 'Open the multi-agency support team',
    description:
      'Police, health, early help and social work start as one team with one manager, one list of families and one way to be reached.',
    owner: 'leanne',
    contributors: ['claire', 'siobhan', 'daniel'],
    agency: "Marsby Council Children's Services",
    criteria: [
      'The team takes families from all three localities',
      'Its first quarter has been reviewed by the board',
    ],
    start: 125,
    baselineDue: 330,
    due: 330,
    critical: true,
    recommendations: ['R2', 'R4'],
    milestones: [{ title: 'Team manager in post', due: 190 }],
    story: [],
  },
]
