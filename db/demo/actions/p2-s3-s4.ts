import { evidence, on } from '#db/demo/story.ts'
import type { DemoAction } from '#db/demo/types.ts'

/** Services and gaps: both handed over by a leaver, one returned by the chair and signed off since. */
export const p2ShortB: DemoAction[] = [
  {
    ref: 'P2.S3',
    horizon: 'short',
    title: 'List the services there are for these families, and what they achieve',
    description:
      'One list of every service, its cost, its capacity and the evidence that it works, to be read before anything new is bought.',
    owner: 'rob',
    contributors: ['bethan', 'sunita'],
    agency: "Marsby Council Children's Services",
    criteria: [
      'The list covers council, health and voluntary services',
      'Each entry says what is known of its effect',
    ],
    start: -176,
    baselineDue: -62,
    due: -62,
    recommendations: [],
    milestones: [{ title: 'All providers have answered', due: -100 }],
    story: [
      on(-174, 'rob', 'start'),
      on(-138, 'rob', 'report', {
        note: 'Sixty-four services are listed. Most providers count who came; few can say what changed for them.',
      }),
      on(-110, 'tom', 'transfer', {
        newOwner: 'hannah',
        from: -110,
        reason:
          'Rob leaves for another council; Hannah takes over his post and has been through the files with him.',
      }),
      on(-102, 'hannah', 'meetMilestone', { milestone: 0, metOn: -103 }),
      on(-88, 'hannah', 'report', {
        note: 'I have taken this over from Rob. All providers have answered, and the entries on effect are being written from their evaluations.',
        forecast: -64,
      }),
      evidence(-65, 'hannah', 0, 'document', 'List of 71 services', 'p2-s3/services.pdf', -66),
      evidence(-65, 'hannah', 1, 'data', 'What is known of effect, by service', 'p2-s3/effect.csv', -66),
      on(-64, 'hannah', 'submit', {
        whatChanged: 'Workers can see in one place what a family could be offered this week.',
      }),
      on(-51, 'daniel', 'endorse', {
        statement: 'I opened both papers and looked up services that I know well.',
      }),
      on(-42, 'helen', 'return', {
        criterion: 1,
        reason:
          'For a third of the services the effect column is empty. Please say what is not known, and why, so that an empty cell cannot be read as no effect.',
      }),
      on(-31, 'hannah', 'report', {
        note: 'Every empty cell now says whether the service has never been evaluated, is too new or would not share its results. Two providers sent theirs after all.',
        forecast: -28,
      }),
      evidence(
        -30,
        'hannah',
        1,
        'data',
        'What is known of effect, second edition',
        'p2-s3/effect-2.csv',
        -31,
      ),
      on(-29, 'hannah', 'submit', {
        whatChanged: 'Workers can see what a family could be offered, and how far each service is proven.',
      }),
      on(-23, 'daniel', 'endorse', { statement: 'I opened the second edition; no cell is empty.' }),
      on(-14, 'helen', 'signOff', { minute: 'Board 6, item 4' }),
    ],
  },
  {
    ref: 'P2.S4',
    horizon: 'short',
    title: 'Name the gaps in what these families can get',
    description:
      'The list of services is held against the picture of families to show what is missing, where, and for whom.',
    owner: 'rob',
    contributors: ['sunita'],
    agency: "Marsby Council Children's Services",
    criteria: ['Gaps are ranked by need', 'Families and workers have had a say in the ranking'],
    start: -120,
    baselineDue: -46,
    due: 9,
    recommendations: [],
    milestones: [],
    story: [
      on(-118, 'rob', 'start'),
      on(-110, 'tom', 'transfer', {
        newOwner: 'hannah',
        from: -110,
        reason: 'Follows the hand-over of P2.S3, on which it builds.',
      }),
      on(-60, 'hannah', 'report', {
        note: 'A first ranking is done from figures alone. It cannot stand until the list of services is complete.',
      }),
      on(-52, 'hannah', 'requestExtension', {
        newDue: -18,
        reasonCode: 'dependency',
        text: 'It rests on P2.S3, whose entries on effect are still being written.',
        effect: 'Commissioning talks begin a month later.',
        mitigation: 'The two gaps that nobody disputes are already shared with commissioners.',
      }),
      on(-50, 'daniel', 'grantExtension'),
      on(-25, 'hannah', 'requestExtension', {
        newDue: 9,
        reasonCode: 'evidence',
        text: 'Parents asked to discuss the ranking at their own forum, which meets next week.',
        effect: 'None that families would notice.',
        mitigation: 'The ranking from figures stays in use until then.',
      }),
      on(-22, 'helen', 'grantExtension', { reason: 'Worth waiting for.' }),
      evidence(-18, 'hannah', 0, 'document', 'Ranking of eleven gaps', 'p2-s4/gaps.pdf', -19),
      evidence(-17, 'hannah', 1, 'feedback', "What the parents' forum said", 'p2-s4/forum.pdf', -19),
      on(-16, 'hannah', 'submit', {
        whatChanged:
          'Parents moved help for bereaved families from eighth place to second; commissioners have taken that over.',
      }),
      on(-8, 'daniel', 'endorse', {
        statement: 'I opened the ranking and the forum notes, and checked that the order of the two agrees.',
      }),
    ],
  },
]
