import { evidence, on } from '#db/demo/story.ts'
import type { DemoAction } from '#db/demo/types.ts'

/** Acting on what is known: a missed milestone, a pilot, a blocker, a late start and a late forecast. */
export const p2MediumAndLong: DemoAction[] = [
  {
    ref: 'P2.M1',
    horizon: 'medium',
    title: 'Turn shared intelligence into an early offer of help',
    description:
      "A monthly reading of partners' figures suggests which areas and groups to approach before a crisis, with safeguards on how it is used.",
    owner: 'sunita',
    contributors: ['claire', 'tom'],
    agency: 'Marsby Council Performance Team',
    criteria: [
      'The method and its safeguards are approved by the information governance group',
      'Two monthly readings have led to offers of help',
    ],
    start: -45,
    baselineDue: 80,
    due: 80,
    recommendations: ['R9', 'R4'],
    milestones: [
      { title: 'Method written down', due: -28 },
      { title: 'Safeguards approved', due: -12 },
      { title: 'First monthly reading', due: 20 },
    ],
    story: [
      on(-44, 'sunita', 'start'),
      on(-29, 'sunita', 'meetMilestone', { milestone: 0, metOn: -29 }),
      evidence(-28, 'sunita', 0, 'document', 'Method in four pages', 'p2-m1/method.pdf', -29),
      on(-27, 'sunita', 'report', {
        note: 'The method fits on four pages and works on areas, never on named people. It goes to the information governance group next.',
        forecast: 75,
      }),
      on(-9, 'sunita', 'report', {
        note: 'The group put our item back to its next meeting because the agenda was full. The first reading is not at risk yet, and I use the time to test with past figures.',
        forecast: 78,
      }),
    ],
  },
  {
    ref: 'P2.M2',
    horizon: 'medium',
    title: 'Pilot early, joined-up help in East Marsby',
    description:
      'Health visitors, a school, police and a family centre work with the same families in one part of the town, learn month by month and write down what they change.',
    owner: 'amara',
    contributors: ['bethan', 'claire', 'marcus'],
    agency: 'Tidewell NHS Trust',
    criteria: [
      'At least 40 families have been offered help through the pilot',
      'An evaluation says what worked, in the words of families as well',
    ],
    start: -45,
    baselineDue: 118,
    due: 118,
    critical: true,
    recommendations: ['R4'],
    milestones: [
      { title: 'Pilot team meets weekly', due: -30 },
      { title: 'Mid-point review', due: 35 },
    ],
    story: [
      on(-44, 'amara', 'start'),
      on(-32, 'amara', 'meetMilestone', { milestone: 0, metOn: -33 }),
      on(-25, 'amara', 'report', {
        note: 'The team meets on Tuesdays in the family centre. Seventeen families have been offered help and most accepted; being asked by somebody they knew made the difference.',
        forecast: 112,
      }),
      evidence(
        -10,
        'bethan',
        1,
        'feedback',
        'First conversations with parents in the pilot',
        'p2-m2/voices-1.pdf',
        -13,
      ),
      on(-7, 'amara', 'report', {
        note: 'Twenty-six families so far. We dropped the joint referral form, which nobody missed, and now use one phone call. Numbers from the primary schools are lower than planned.',
        whatChanged: 'Parents tell their story once; the next worker already knows it.',
        forecast: 112,
      }),
    ],
  },
  {
    ref: 'P2.M3',
    horizon: 'medium',
    title: 'Assess the whole family once, and work as one team around it',
    description:
      'One assessment covers adults and children, whichever service begins it, and the workers around a family agree who leads.',
    owner: 'jakub',
    contributors: ['siobhan', 'amara'],
    agency: "Marsby Council Children's Services",
    criteria: [
      'The assessment is in use in the council, the NHS trust and the voluntary sector',
      "An audit of 30 assessments finds the adults' needs described",
    ],
    start: -42,
    baselineDue: 88,
    due: 88,
    recommendations: ['R4'],
    milestones: [{ title: 'Form tested by three teams', due: -15 }],
    story: [
      on(-39, 'jakub', 'start'),
      on(-24, 'jakub', 'report', {
        note: 'Three teams are testing a form with five headings in place of fourteen. Families are shown the text while it is written.',
        forecast: 85,
      }),
      on(-19, 'jakub', 'raiseBlocker', {
        what: 'Permission for mental health workers to write in a form that the council keeps',
        waitingOn: 'Information governance lead, Tidewell NHS Trust',
        since: -21,
      }),
      on(-16, 'jakub', 'meetMilestone', { milestone: 0, metOn: -17 }),
      evidence(-15, 'jakub', 1, 'feedback', 'What three teams made of the form', 'p2-m3/test-notes.pdf', -17),
      on(-7, 'jakub', 'report', {
        note: 'The test went well and the form is final. Health staff still cannot write in it; the trust has promised an answer after its privacy review. If it takes longer than a month, the date is at risk.',
        forecast: 88,
      }),
    ],
  },
  {
    ref: 'P2.M4',
    horizon: 'medium',
    title: 'Train teams for children and for adults on violence, addiction and mental distress at home',
    description:
      'Joint training across the partnership, with services for adults in the same room, on what it means for a child when these three come together.',
    owner: 'bethan',
    contributors: ['siobhan'],
    agency: 'Lantern Family Support',
    criteria: ['Six joint sessions have been held, each with services for adults present'],
    start: -8,
    baselineDue: 75,
    due: 75,
    recommendations: [],
    milestones: [{ title: 'Trainers booked', due: 15 }],
    story: [],
  },
  {
    ref: 'P2.M5',
    horizon: 'medium',
    title: 'Agree how partners pay together for help to the families identified',
    description:
      'Council, health and police agree one budget and one way to commission for the households that the picture in P2.S1 describes.',
    owner: 'rob',
    contributors: ['amara', 'claire'],
    agency: "Marsby Council Children's Services",
    criteria: [
      'A joint commissioning agreement is signed',
      'The first service has been commissioned under it',
    ],
    start: -40,
    baselineDue: 60,
    due: 60,
    recommendations: [],
    milestones: [{ title: 'Principles agreed by the three bodies', due: -10 }],
    story: [
      on(-110, 'tom', 'transfer', {
        newOwner: 'hannah',
        from: -110,
        reason: 'Part of the hand-over of the commissioning post.',
      }),
      on(-38, 'hannah', 'start'),
      on(-20, 'hannah', 'report', {
        note: 'All three bodies support one budget. The police share depends on a grant that the force expects to hear about next month.',
        forecast: 60,
      }),
      on(-11, 'hannah', 'meetMilestone', { milestone: 0, metOn: -11 }),
      evidence(-10, 'hannah', 0, 'document', 'Principles for one budget', 'p2-m5/principles.pdf', -11),
      on(-6, 'hannah', 'report', {
        note: "The principles are agreed. Procurement rules ask for sixteen days' notice before the first service can be commissioned, so I expect to finish about two weeks late.",
        forecast: 76,
      }),
    ],
  },
  {
    ref: 'P2.L1',
    horizon: 'long',
    title: 'Carry what East Marsby taught us into the whole town',
    description:
      "What worked in the pilot becomes part of the partnership's strategy and of the contracts for early help in every locality; what did not is written down too.",
    owner: 'amara',
    contributors: ['hannah', 'bethan'],
    agency: 'Tidewell NHS Trust',
    criteria: [
      'Each locality has decided what to take over from the pilot',
      'New contracts carry the lessons of the evaluation',
    ],
    start: 128,
    baselineDue: 360,
    due: 360,
    recommendations: ['R4'],
    milestones: [{ title: 'Evaluation discussed in each locality', due: 180 }],
    story: [],
  },
]
