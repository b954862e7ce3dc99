import { evidence, independentEvidence, on } from '#db/demo/story.ts'
import type { DemoAction } from '#db/demo/types.ts'

/** Quality assurance, first steps: embedded, cancelled and brought back, signed off. */
export const p4ShortA: DemoAction[] = [
  {
    ref: 'P4.S1',
    horizon: 'short',
    title: 'Renew the quality assurance framework, with joint audits and shadowing',
    description:
      'Audits are done with partners, and with the worker in the room; managers shadow practice as well as read files.',
    owner: 'jakub',
    contributors: ['amara', 'sunita'],
    agency: "Marsby Council Children's Services",
    criteria: [
      'The framework is approved by the board',
      'Two rounds of joint audits have been done under it',
    ],
    start: -182,
    baselineDue: -120,
    due: -120,
    critical: true,
    recommendations: ['R7'],
    milestones: [{ title: 'First round of joint audits', due: -150 }],
    story: [
      on(-180, 'jakub', 'start'),
      on(-155, 'amara', 'meetMilestone', { milestone: 0, metOn: -157 }),
      on(-154, 'jakub', 'report', {
        note: 'The first round covered 24 families, with auditors from four agencies. Partners graded lower than we did, which led to the most useful talk we have had.',
        forecast: -132,
      }),
      evidence(-136, 'jakub', 0, 'document', 'Framework as approved', 'p4-s1/framework.pdf', -154),
      evidence(-135, 'amara', 1, 'audit', 'Two rounds of joint audits', 'p4-s1/audits.pdf', -137),
      on(-134, 'jakub', 'submit', {
        whatChanged:
          'Workers hear what an audit found on the same day and agree with the auditor what to do for the family.',
      }),
      on(-129, 'ngozi', 'endorse', {
        statement: 'I opened the framework and both rounds, and shadowed one audit.',
      }),
      on(-126, 'helen', 'signOff', { minute: 'Board 2, item 7', embedCheck: -42 }),
      evidence(-58, 'jakub', 1, 'audit', 'Third and fourth round', 'p4-s1/audits-3-4.pdf', -60),
      independentEvidence(-50, 'sunita', 1, 'data', 'Audits planned and done', 'p4-s1/audit-counts.csv', -52),
      on(-42, 'helen', 'embed'),
    ],
  },
  {
    ref: 'P4.S2',
    horizon: 'short',
    title: 'Open a place online where good practice can be found',
    description:
      'Plans, letters and tools that worked are collected with names removed, so that a worker in any agency can borrow them.',
    owner: 'yusuf',
    contributors: ['jakub'],
    agency: "Marsby Council Children's Services",
    criteria: [
      'Staff of all agencies can reach it without a council log-in',
      'At least 40 examples are published',
    ],
    start: -170,
    baselineDue: -80,
    due: 50,
    recommendations: [],
    milestones: [{ title: 'Twenty examples collected', due: -110 }],
    story: [
      on(-168, 'yusuf', 'start'),
      on(-140, 'yusuf', 'report', {
        note: 'Fourteen examples are ready. The intranet on which they were to appear is being replaced, and nobody can say when partners will be let in.',
      }),
      on(-126, 'helen', 'cancel', {
        reason:
          'There is no point in building on a site that is being switched off. To be looked at again once its successor is known.',
      }),
      on(-42, 'helen', 'reinstate', {
        reason:
          'The safeguarding partnership has offered its own website, which every agency can already reach.',
        newDue: 50,
      }),
      on(-36, 'yusuf', 'start'),
      on(-34, 'yusuf', 'meetMilestone', { milestone: 0, metOn: -34 }),
      on(-15, 'yusuf', 'report', {
        note: "The pages are set up on the partnership's website and 22 examples are in. Two schools and the housing association have sent the newest ones.",
        forecast: 45,
      }),
    ],
  },
  {
    ref: 'P4.S3',
    horizon: 'short',
    title: 'Finish the service dashboards, and settle who acts on them',
    description:
      'Each team manager sees a dozen figures a month on one page, and a monthly meeting with a fixed order decides what to do about them.',
    owner: 'sunita',
    contributors: ['leanne', 'tom'],
    agency: 'Marsby Council Performance Team',
    criteria: [
      'Each team has its page by the fifth working day of the month',
      'Three monthly meetings have recorded decisions based on it',
    ],
    start: -175,
    baselineDue: -74,
    due: -60,
    recommendations: ['R9'],
    milestones: [{ title: 'First pages for all teams', due: -120 }],
    story: [
      on(-172, 'sunita', 'start'),
      on(-122, 'sunita', 'meetMilestone', { milestone: 0, metOn: -123 }),
      on(-121, 'sunita', 'report', {
        note: 'All teams have their first page. Managers asked for fewer colours and a sentence on what each figure means, and got both.',
        forecast: -76,
      }),
      on(-81, 'sunita', 'requestExtension', {
        newDue: -60,
        reasonCode: 'procurement',
        text: 'More licences for the dashboard tool are on order; the contract sets two weeks for delivery.',
        effect: 'None for families; four teams get their page as a document instead.',
        mitigation: 'The monthly meetings go ahead on paper.',
      }),
      on(-78, 'ngozi', 'grantExtension'),
      evidence(-64, 'sunita', 0, 'data', 'Dates on which pages went out', 'p4-s3/dates.csv', -65),
      evidence(-63, 'tom', 1, 'document', 'Decisions of three meetings', 'p4-s3/decisions.pdf', -66),
      on(-62, 'sunita', 'submit', {
        whatChanged:
          'Two teams saw long waits on their page and cleared them within a month, by lending each other staff.',
      }),
      on(-52, 'ngozi', 'endorse', {
        statement: 'I opened the pages of three teams and the decisions of all three meetings.',
      }),
      on(-42, 'helen', 'signOff', { minute: 'Board 5, item 5' }),
    ],
  },
]
