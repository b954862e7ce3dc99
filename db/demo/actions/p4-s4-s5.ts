import { evidence, on } from '#db/demo/story.ts'
import type { DemoAction } from '#db/demo/types.ts'

/** Children's voices and how taking part is measured: endorsed and signed off. */
export const p4ShortB: DemoAction[] = [
  {
    ref: 'P4.S4',
    horizon: 'short',
    title: "Write a strategy for children's voices, with advocacy for those who need it",
    description:
      'Young people help to write how they take part in decisions, and how a child who cannot speak up alone gets an advocate.',
    owner: 'bethan',
    contributors: ['marcus', 'sunita'],
    agency: 'Lantern Family Support',
    criteria: [
      'Young people from at least three settings have helped to write it',
      'The offer of advocacy says who may ask and how fast it comes',
    ],
    start: -165,
    baselineDue: -46,
    due: 15,
    recommendations: ['R8'],
    milestones: [{ title: 'Draft by young people', due: -80 }],
    story: [
      on(-160, 'bethan', 'start'),
      on(-119, 'bethan', 'report', {
        note: 'Groups at Harbour Lane, at our family centre and in supported housing have begun. They started by crossing out words that they would not use.',
      }),
      on(-82, 'marcus', 'meetMilestone', { milestone: 0, metOn: -84 }),
      on(-61, 'bethan', 'requestExtension', {
        newDue: 15,
        reasonCode: 'scope',
        text: 'The young people asked to hear from disabled children as well, and a group for them needs time to form.',
        effect: 'The strategy comes later but speaks for more children.',
        mitigation: 'The offer of advocacy is already in use in draft.',
      }),
      on(-56, 'helen', 'grantExtension', { reason: 'The right reason to take longer.' }),
      on(-30, 'bethan', 'report', {
        note: 'The fourth group has met and changed the section on getting to meetings. The text is finished; young people are designing the cover.',
        forecast: -15,
      }),
      evidence(-23, 'bethan', 0, 'feedback', 'How four groups shaped the text', 'p4-s4/groups.pdf', -26),
      evidence(-22, 'bethan', 1, 'document', 'Strategy and offer of advocacy', 'p4-s4/strategy.pdf', -24),
      on(-20, 'bethan', 'submit', {
        whatChanged:
          'A child who asks for an advocate now meets one within five days, and can ask by text message.',
      }),
      on(-10, 'ngozi', 'endorse', {
        statement: 'I opened both papers and met one of the groups, who confirmed that the words are theirs.',
      }),
    ],
  },
  {
    ref: 'P4.S5',
    horizon: 'short',
    title: 'Settle how taking part will be measured',
    description:
      'A few clear figures say how many children take part in their plan and its review, and whether they felt that it mattered.',
    owner: 'sunita',
    contributors: ['bethan'],
    agency: 'Marsby Council Performance Team',
    criteria: ['Four measures with definitions are approved and appear on the dashboards'],
    start: -160,
    baselineDue: -78,
    due: -78,
    recommendations: ['R8', 'R9'],
    milestones: [],
    story: [
      on(-156, 'sunita', 'start'),
      on(-120, 'sunita', 'report', {
        note: 'Young people chose four out of eleven suggestions. They struck out attendance at meetings: being there, they said, is not the same as being heard.',
        forecast: -84,
      }),
      evidence(
        -86,
        'sunita',
        0,
        'document',
        'Four measures and their definitions',
        'p4-s5/measures.pdf',
        -88,
      ),
      on(-84, 'sunita', 'submit', {
        whatChanged:
          "Children's own judgement, collected in one question after each review, is now on every team's page.",
      }),
      on(-77, 'ngozi', 'endorse', {
        statement: 'I opened the definitions and found all four measures on a live page.',
      }),
      on(-70, 'helen', 'signOff', { minute: 'Board 4, item 4' }),
    ],
  },
]
