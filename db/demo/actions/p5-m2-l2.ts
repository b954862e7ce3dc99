import { evidence, on } from '#db/demo/story.ts'
import type { DemoAction } from '#db/demo/types.ts'

/** Consistent practice, next: submitted, a partner's only action, and the long horizon. */
export const p5Then: DemoAction[] = [
  {
    ref: 'P5.M2',
    horizon: 'medium',
    title: 'Hold reflective supervision that agencies share',
    description:
      'Once a month, workers from different agencies who know the same families think together with a clinician from the NHS trust.',
    owner: 'siobhan',
    contributors: ['bethan'],
    agency: 'Tidewell NHS Trust',
    criteria: [
      'Groups meet monthly in all three localities',
      'Members say what they do differently because of it',
    ],
    start: -45,
    baselineDue: 24,
    due: 24,
    recommendations: ['R10'],
    milestones: [{ title: 'Clinicians named', due: -35 }],
    story: [
      on(-45, 'siobhan', 'start'),
      on(-36, 'siobhan', 'meetMilestone', { milestone: 0, metOn: -37 }),
      on(-22, 'siobhan', 'report', {
        note: 'All three groups have met once and fixed dates for the year. Police community officers came to two of them and asked to stay.',
        forecast: 15,
      }),
      evidence(
        -5,
        'siobhan',
        0,
        'document',
        'Dates and attendance, three localities',
        'p5-m2/groups.pdf',
        -6,
      ),
      evidence(-4, 'bethan', 1, 'feedback', 'What 29 members do differently', 'p5-m2/members.pdf', -6),
      on(-3, 'siobhan', 'submit', {
        whatChanged:
          "Workers bring doubts earlier. In each group, at least one family plan was changed after the talk, with the family's consent.",
      }),
    ],
  },
  {
    ref: 'P5.M3',
    horizon: 'medium',
    title: 'Have housing officers ask early and know how to open a family plan',
    description:
      'Officers who call about rent or repairs learn to notice when a family is struggling, to offer help, and to start a plan the same day.',
    owner: 'owen',
    contributors: ['leanne'],
    agency: 'Marsby Homes',
    criteria: [
      'All 34 neighbourhood officers have been trained',
      'Officers have opened at least ten family plans',
    ],
    start: -36,
    baselineDue: 8,
    due: 8,
    recommendations: ['R10'],
    milestones: [{ title: 'First half of officers trained', due: -14 }],
    added: { at: -60, by: 'tom' },
    story: [
      on(-57, 'priya', 'agree'),
      on(-35, 'owen', 'start'),
      on(-15, 'owen', 'meetMilestone', { milestone: 0, metOn: -16 }),
      on(-10, 'owen', 'report', {
        note: 'Twenty-one of 34 officers are trained and the first six plans are open. The last session is next week, after which I can send the register.',
        forecast: 8,
      }),
    ],
  },
  {
    ref: 'P5.L1',
    horizon: 'long',
    title: 'Audit again, to see whether every team now works to the standards',
    description:
      'The joint audit is repeated across all teams and agencies, with the nine standards as its questions and parents among those who ask them.',
    owner: 'jakub',
    contributors: ['sunita', 'amara'],
    agency: "Marsby Council Children's Services",
    criteria: [
      'All teams have been audited against the standards',
      'The spread between teams is half of what it was',
    ],
    start: 135,
    baselineDue: 380,
    due: 380,
    recommendations: ['R10'],
    milestones: [{ title: 'Audit team complete, parents included', due: 210 }],
    story: [],
  },
  {
    ref: 'P5.L2',
    horizon: 'long',
    title: 'Give parents and young people a lasting say in the standards',
    description:
      'A panel of parents and young people looks at the standards each year, with the right to have them changed.',
    owner: 'bethan',
    contributors: ['yusuf'],
    agency: 'Lantern Family Support',
    criteria: ['The panel has met twice and its changes are in force'],
    start: 160,
    baselineDue: 420,
    due: 420,
    recommendations: ['R8'],
    milestones: [],
    story: [],
  },
]
