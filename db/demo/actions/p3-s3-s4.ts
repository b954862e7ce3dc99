import { evidence, independentEvidence, on } from '#db/demo/story.ts'
import type { DemoAction } from '#db/demo/types.ts'

/** Keeping families together, first steps: one embedded, one signed off at the last board. */
export const p3ShortB: DemoAction[] = [
  {
    ref: 'P3.S3',
    horizon: 'short',
    title: 'Bring relatives together to make the plan, before things get worse',
    description:
      "Early help workers learn restorative practice and hold family group conferences, in which a family's own network makes the plan before services do.",
    owner: 'jakub',
    contributors: ['bethan', 'sunita'],
    agency: "Marsby Council Children's Services",
    criteria: [
      'Eight in ten early help workers are trained',
      'Family group conferences are offered in early help, not only in social work',
    ],
    start: -180,
    baselineDue: -100,
    due: -100,
    recommendations: ['R6'],
    milestones: [{ title: 'First conference held in early help', due: -125 }],
    story: [
      on(-177, 'jakub', 'start'),
      on(-149, 'jakub', 'report', {
        note: 'Sixty-two of 71 workers are trained. Families ask for somebody neutral to run the meeting, so Lantern has lent us two convenors.',
        forecast: -105,
      }),
      on(-126, 'bethan', 'meetMilestone', { milestone: 0, metOn: -127 }),
      evidence(-109, 'jakub', 0, 'document', 'Training register', 'p3-s3/training.pdf', -111),
      evidence(-108, 'jakub', 1, 'data', 'Conferences offered and held', 'p3-s3/conferences.csv', -110),
      on(-107, 'jakub', 'submit', {
        whatChanged:
          "Grandparents, aunts and neighbours now make plans that families keep: 14 conferences held, nearly all with a plan of the family's own.",
      }),
      on(-102, 'daniel', 'endorse', {
        statement: 'I opened the register and the figures, and sat in on one conference as an observer.',
      }),
      on(-98, 'helen', 'signOff', { minute: 'Board 3, item 7', embedCheck: -14 }),
      evidence(
        -33,
        'jakub',
        1,
        'data',
        'Conferences in the three months since',
        'p3-s3/conferences-2.csv',
        -36,
      ),
      independentEvidence(
        -22,
        'bethan',
        1,
        'feedback',
        'What 19 families said',
        'p3-s3/family-feedback.pdf',
        -25,
      ),
      on(-14, 'helen', 'embed'),
    ],
  },
  {
    ref: 'P3.S4',
    horizon: 'short',
    title: 'Place more social workers in the family casework teams',
    description:
      'Social workers join the teams that work longest with families, so that a rising worry is weighed by somebody whom the family already knows.',
    owner: 'priya',
    contributors: ['jakub'],
    agency: "Marsby Council Children's Services",
    criteria: ['Each locality team includes social workers', 'They take part in the weekly case discussion'],
    start: -170,
    baselineDue: -46,
    due: -46,
    recommendations: [],
    milestones: [{ title: 'Posts advertised', due: -130 }],
    story: [
      on(-167, 'priya', 'start'),
      on(-133, 'jakub', 'meetMilestone', { milestone: 0, metOn: -134 }),
      on(-132, 'priya', 'report', {
        note: 'Six posts are advertised with the promise of small caseloads and time for direct work. We have had more enquiries than in the last two rounds together.',
        forecast: -60,
      }),
      on(-82, 'priya', 'report', {
        note: 'All six posts are filled, half of them by people who already worked in the town. The last one starts next month.',
        forecast: -50,
      }),
      evidence(-49, 'priya', 0, 'document', 'Team lists by locality', 'p3-s4/teams.pdf', -50),
      evidence(-48, 'jakub', 1, 'observation', 'Visits to case discussions', 'p3-s4/visits.pdf', -50),
      on(-48, 'priya', 'submit', {
        whatChanged:
          'When a worry grows, the family keeps its worker: 21 families have had advice from a social worker without a referral.',
      }),
      on(-31, 'daniel', 'endorse', {
        statement: 'I opened both papers and joined the case discussion in one locality.',
      }),
      on(-14, 'helen', 'signOff', { minute: 'Board 6, item 5' }),
    ],
  },
]
