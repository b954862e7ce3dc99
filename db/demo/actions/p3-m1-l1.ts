import { evidence, on } from '#db/demo/story.ts'
import type { DemoAction } from '#db/demo/types.ts'

/** Keeping families together, next: critically blocked, two pilots, nearly done, and the long horizon. */
export const p3MediumAndLong: DemoAction[] = [
  {
    ref: 'P3.M1',
    horizon: 'medium',
    title: 'Buy the early help part of the case system',
    description:
      "Early help records move into the system that social workers use, so that a child's story is in one place when the level of help changes.",
    owner: 'ngozi',
    contributors: ['hannah', 'leanne'],
    agency: 'Marsby Council Performance Team',
    criteria: [
      'Early help teams record in the shared system',
      'A step up or down needs no second entry of the same facts',
    ],
    start: -45,
    baselineDue: 70,
    due: 70,
    critical: true,
    recommendations: ['R5', 'R9'],
    milestones: [
      { title: 'Requirements agreed by users', due: -35 },
      { title: 'Order placed', due: 15 },
    ],
    story: [
      on(-44, 'ngozi', 'start'),
      on(-37, 'leanne', 'meetMilestone', { milestone: 0, metOn: -38 }),
      on(-34, 'ngozi', 'report', {
        note: 'Users agreed 23 requirements and ranked them; six are essential. The supplier has shown that the module meets all six.',
        forecast: 65,
      }),
      on(-30, 'ngozi', 'raiseBlocker', {
        what: 'Approval to add the module to a contract that ends within two years',
        waitingOn: "The council's procurement board",
        since: -31,
      }),
      evidence(-29, 'leanne', 0, 'document', 'Requirements, ranked by users', 'p3-m1/requirements.pdf', -38),
      on(-23, 'daniel', 'markCritical', { blocker: 0 }),
      on(-8, 'ngozi', 'report', {
        note: 'The procurement board asked for a comparison of prices before it decides, and Hannah is collecting one. If the order is placed within two weeks, the date still holds; after that it does not.',
        forecast: 70,
      }),
    ],
  },
  {
    ref: 'P3.M2',
    horizon: 'medium',
    title: 'Try out targeted help for children who look likely to come into care',
    description:
      'A profile of what usually comes before care points to families who could use intensive help sooner; the pilot offers it and measures what follows.',
    owner: 'yusuf',
    contributors: ['sunita', 'siobhan'],
    agency: "Marsby Council Children's Services",
    criteria: [
      'At least 20 families have been offered help by profile and judgement together',
      'The pilot has been compared with families who got the usual help',
    ],
    start: -42,
    baselineDue: 85,
    due: 85,
    recommendations: ['R6'],
    milestones: [{ title: 'Profile agreed by practitioners', due: -15 }],
    story: [
      on(-40, 'yusuf', 'start'),
      on(-16, 'sunita', 'meetMilestone', { milestone: 0, metOn: -17 }),
      evidence(-15, 'sunita', 0, 'data', 'What usually comes before care', 'p3-m2/profile.pdf', -17),
      on(-12, 'yusuf', 'report', {
        note: 'The profile uses school moves, missed health checks and police calls. Practitioners insisted that a person decides, and so it only ever prompts a talk.',
        forecast: 80,
      }),
    ],
  },
  {
    ref: 'P3.M3',
    horizon: 'medium',
    title: 'Try out resilience support for young people at the edge of care',
    description:
      'A small team of mental health and youth workers helps young people and their carers through conflict at home, in the evening as well.',
    owner: 'siobhan',
    contributors: ['bethan', 'jakub'],
    agency: 'Tidewell NHS Trust',
    criteria: [
      'The team has worked for four months, evenings included',
      'Young people and carers have rated the help',
    ],
    start: -36,
    baselineDue: 116,
    due: 116,
    recommendations: ['R6'],
    milestones: [{ title: 'Team complete', due: -10 }],
    story: [
      on(-34, 'siobhan', 'start'),
      on(-14, 'siobhan', 'meetMilestone', { milestone: 0, metOn: -14 }),
      on(-13, 'siobhan', 'report', {
        note: 'The team is complete and works two evenings a week. Carers ring most between eight and ten, so the second evening will start later.',
        whatChanged: 'Carers reach somebody on the evening of a quarrel, not on the following Monday.',
        forecast: 116,
      }),
    ],
  },
  {
    ref: 'P3.M4',
    horizon: 'medium',
    title: 'Bring Signs of Safety into family plans and their reviews',
    description:
      'Family plans and reviews use the same questions as social work: what are we worried about, what works well, what needs to happen.',
    owner: 'jakub',
    contributors: ['leanne', 'amara'],
    agency: "Marsby Council Children's Services",
    criteria: [
      'The plan and review forms use the three questions',
      "An audit of 30 reviews finds the family's own words under each question",
    ],
    start: -45,
    baselineDue: 11,
    due: 11,
    recommendations: ['R5'],
    milestones: [{ title: 'New forms in use', due: -20 }],
    story: [
      on(-44, 'jakub', 'start'),
      on(-26, 'jakub', 'report', {
        note: 'New forms are with all teams. Families find the questions easier than the old headings; workers need practice in writing down exact words.',
        forecast: 10,
      }),
      on(-21, 'leanne', 'meetMilestone', { milestone: 0, metOn: -22 }),
      evidence(-20, 'jakub', 0, 'document', 'Plan and review forms', 'p3-m4/forms.pdf', -22),
      on(-5, 'jakub', 'report', {
        note: "Nineteen of 30 reviews are audited, and nearly all of them carry the family's own words. The rest will be read this week; I expect to submit on time.",
        forecast: 9,
      }),
    ],
  },
  {
    ref: 'P3.L1',
    horizon: 'long',
    title: 'Bring the specialist pool to every decision about coming into care',
    description:
      'Before a child comes into care, the specialists behind the locality team have met and said what else could be tried.',
    owner: 'siobhan',
    contributors: ['daniel', 'claire'],
    agency: 'Tidewell NHS Trust',
    criteria: [
      "For six months, no planned entry into care has gone ahead without the specialists' view on file",
    ],
    start: 140,
    baselineDue: 340,
    due: 340,
    recommendations: ['R6'],
    milestones: [],
    story: [],
  },
]
