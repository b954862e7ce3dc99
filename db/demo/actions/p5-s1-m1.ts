import { evidence, on } from '#db/demo/story.ts'
import type { DemoAction } from '#db/demo/types.ts'

/** Consistent practice, first steps: signed off, cancelled, on track. */
export const p5First: DemoAction[] = [
  {
    ref: 'P5.S1',
    horizon: 'short',
    title: 'Put the standards for a good family plan on one page',
    description:
      'Whoever leads a family plan, in whichever agency, can see on one page what families may expect and by when.',
    owner: 'amara',
    contributors: ['leanne', 'marcus'],
    agency: 'Tidewell NHS Trust',
    criteria: ['The page is agreed by workers and parents', 'It is in use in at least seven agencies'],
    start: -165,
    baselineDue: -66,
    due: -56,
    recommendations: ['R10'],
    milestones: [{ title: "Parents' forum has commented", due: -100 }],
    story: [
      on(-161, 'amara', 'start'),
      on(-127, 'amara', 'report', {
        note: 'We began with two pages and forty rules. Parents chose the nine that mattered to them, above all to be told when a worker is away.',
        forecast: -68,
      }),
      on(-101, 'amara', 'meetMilestone', { milestone: 0, metOn: -103 }),
      on(-72, 'amara', 'requestExtension', {
        newDue: -56,
        reasonCode: 'other',
        text: "The parents' forum moved its meeting to a week in which the schools are open.",
        effect: 'The page is handed out ten days later.',
        mitigation: 'Health visitors already use the draft.',
      }),
      on(-70, 'priya', 'grantExtension'),
      evidence(-61, 'amara', 0, 'document', 'Nine standards on one page', 'p5-s1/standards.pdf', -64),
      evidence(-60, 'marcus', 1, 'observation', 'Where the page is used', 'p5-s1/use.pdf', -62),
      on(-58, 'amara', 'submit', {
        whatChanged:
          'Families get the page at the first visit and can say what they miss; eight agencies hand it out.',
      }),
      on(-46, 'priya', 'endorse', {
        statement: 'I opened both papers and asked parents at the forum whether they had the page.',
      }),
      on(-42, 'helen', 'signOff', { minute: 'Board 5, item 6' }),
    ],
  },
  {
    ref: 'P5.S2',
    horizon: 'short',
    title: 'Pair everyone new to leading a family plan with somebody experienced',
    description: 'For the first three plans, a new lead practitioner can call a partner in another agency.',
    owner: 'marcus',
    contributors: ['amara'],
    agency: 'Harbour Lane School',
    criteria: ['Each new lead practitioner has a partner within two weeks'],
    start: -160,
    baselineDue: -60,
    due: -60,
    recommendations: ['R10'],
    milestones: [],
    story: [
      on(-150, 'marcus', 'start'),
      on(-117, 'marcus', 'report', {
        note: 'Nine pairs have started. Most of them use the consultation line for the same questions and ask whether they need both.',
      }),
      on(-70, 'helen', 'cancel', {
        reason:
          'The consultation line in P1.S5 and the shared supervision in P5.M2 give the same support to more people. The nine pairs may carry on.',
      }),
    ],
  },
  {
    ref: 'P5.M1',
    horizon: 'medium',
    title: 'See practice at first hand in every team each quarter',
    description:
      'Senior managers from all agencies visit, sit in on work with families who agree to it, and tell the team the same day what they saw.',
    owner: 'ngozi',
    contributors: ['jakub', 'amara'],
    agency: 'Marsby Council Performance Team',
    criteria: ['Each team has been visited in a quarter', 'What was seen is compared with what audits say'],
    start: -42,
    baselineDue: 75,
    due: 75,
    critical: true,
    recommendations: ['R10', 'R7'],
    milestones: [
      { title: 'Guide for visitors agreed', due: -25 },
      { title: 'Half of all teams visited', due: 25 },
    ],
    story: [
      on(-40, 'ngozi', 'start'),
      on(-26, 'amara', 'meetMilestone', { milestone: 0, metOn: -27 }),
      evidence(-11, 'jakub', 0, 'observation', 'First seven visits', 'p5-m1/visits-1.pdf', -13),
      on(-10, 'ngozi', 'report', {
        note: 'Seven of 18 teams have been visited. Practice is warm and practical; what families agree to is not always written down, which matches the audits.',
        forecast: 72,
      }),
    ],
  },
]
