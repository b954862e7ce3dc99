import { evidence, independentEvidence, on } from '#db/demo/story.ts'
import type { DemoAction } from '#db/demo/types.ts'

/** Thresholds, conversations and the shared assessment: done early, one of them taken over by another. */
export const p1ShortA: DemoAction[] = [
  {
    ref: 'P1.S1',
    horizon: 'short',
    title: 'Send the threshold guidance out again and check that it is used',
    description:
      'Every agency gets the current guidance on which family needs which level of help, with a one-page summary. A sample of referrals then shows whether staff follow it.',
    owner: 'yusuf',
    contributors: ['jakub'],
    agency: "Marsby Council Children's Services",
    criteria: [
      'Each partner agency has confirmed in writing that it holds the current guidance',
      'A sample of referrals shows that the level chosen matches the guidance',
    ],
    start: -180,
    baselineDue: -150,
    due: -150,
    recommendations: ['R1'],
    milestones: [{ title: "Guidance sent to every agency's safeguarding lead", due: -168 }],
    story: [
      on(-179, 'yusuf', 'start'),
      on(-168, 'yusuf', 'meetMilestone', { milestone: 0, metOn: -168 }),
      on(-168, 'yusuf', 'report', {
        note: 'The guidance went to all 31 safeguarding leads with a one-page summary. Twenty-two have confirmed so far; the rest are being telephoned this week.',
        forecast: -152,
      }),
      evidence(
        -157,
        'yusuf',
        0,
        'document',
        'Receipts signed by 31 safeguarding leads',
        'p1-s1/receipts.pdf',
      ),
      independentEvidence(-156, 'jakub', 1, 'audit', 'Dip sample of 40 referrals', 'p1-s1/dip-sample-1.pdf'),
      on(-154, 'yusuf', 'submit', {
        whatChanged:
          'Families are offered the same level of help whichever agency they speak to first: 34 of 40 referrals in the sample were at the right level, against 25 of 40 last year.',
      }),
      on(-140, 'priya', 'endorse', {
        statement:
          'I opened both papers, compared the receipts with our list of agencies and read ten of the sampled referrals myself.',
      }),
      on(-126, 'helen', 'signOff', { minute: 'Board 2, item 5', embedCheck: -42 }),
      independentEvidence(
        -60,
        'jakub',
        1,
        'audit',
        'Second sample, three months on',
        'p1-s1/dip-sample-2.pdf',
        -62,
      ),
      evidence(
        -52,
        'yusuf',
        0,
        'feedback',
        'Survey of 58 practitioners',
        'p1-s1/practitioner-survey.pdf',
        -53,
      ),
      on(-42, 'helen', 'embed'),
    ],
  },
  {
    ref: 'P1.S2',
    horizon: 'short',
    title: 'Start with a conversation before filling in a form',
    description:
      'Anyone worried about a family talks it over with early help first, so that what is known is shared by word of mouth and not only on paper.',
    owner: 'leanne',
    contributors: ['amara'],
    agency: "Marsby Council Children's Services",
    criteria: ['Referrers say that they spoke to somebody before they sent a form'],
    start: -176,
    baselineDue: -90,
    due: -90,
    recommendations: ['R1'],
    milestones: [{ title: 'Short guide to a good first conversation agreed', due: -140 }],
    story: [
      on(-172, 'leanne', 'start'),
      on(-150, 'leanne', 'report', {
        note: 'Health visitors and hub staff wrote a short guide to a good first conversation. Staff like it, but callers have no fixed person to ask for.',
      }),
      on(-139, 'amara', 'meetMilestone', { milestone: 0, metOn: -141 }),
      on(-116, 'leanne', 'report', {
        note: 'The guide is in use at the hub. A call only helps when somebody is there to take it, and that is what the consultation line in P1.S5 will provide. I suggest we run the two as one.',
      }),
      on(-98, 'helen', 'supersede', {
        reason:
          'The consultation line does the same work with a named person at the end of it. One action is easier to follow than two.',
        successor: 'P1.S5',
      }),
    ],
  },
  {
    ref: 'P1.S3',
    horizon: 'short',
    title: "Write the shared assessment into the safeguarding partnership's business plan",
    description:
      "The business plan says who may carry out the shared early help assessment, for whom, and what happens with the result, so that no agency treats it as somebody else's job.",
    owner: 'yusuf',
    contributors: [],
    agency: "Marsby Council Children's Services",
    criteria: ['The business plan as published names the agencies that carry out the assessment'],
    start: -176,
    baselineDue: -108,
    due: -108,
    recommendations: [],
    milestones: [{ title: 'Draft wording shared with all partners', due: -140 }],
    story: [
      on(-174, 'yusuf', 'start'),
      on(-142, 'yusuf', 'report', {
        note: 'Draft wording went to all partners. Two schools asked who would pay for cover while staff write assessments; the answer is now part of the text.',
        forecast: -110,
      }),
      on(-141, 'yusuf', 'meetMilestone', { milestone: 0, metOn: -142 }),
      evidence(
        -113,
        'yusuf',
        0,
        'document',
        'Business plan as published, section 4',
        'p1-s3/business-plan.pdf',
        -115,
      ),
      on(-112, 'yusuf', 'submit', {
        whatChanged:
          'A parent no longer hears that an assessment is for another service to do: nine agencies are named as ready to begin one.',
      }),
      on(-106, 'priya', 'endorse', {
        statement: 'I read section 4 as published; it names nine agencies and what each of them does.',
      }),
      on(-98, 'helen', 'signOff', { minute: 'Board 3, item 4' }),
    ],
  },
]
