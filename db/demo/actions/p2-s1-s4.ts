import { evidence, independentEvidence, on } from '#db/demo/story.ts'
import type { DemoAction } from '#db/demo/types.ts'

/** Knowing the families: embedded, badly late by its own forecast, and two that a leaver handed over. */
export const p2Short: DemoAction[] = [
  {
    ref: 'P2.S1',
    horizon: 'short',
    title: 'Build a picture of families under several strains at once',
    description:
      'Partners pool what they hold, without names, to learn how many households live with violence, addiction, illness or loss together, where they live and who already helps them.',
    owner: 'sunita',
    contributors: ['claire', 'amara', 'jakub'],
    agency: 'Marsby Council Performance Team',
    criteria: ['The picture draws on at least five agencies', 'Team managers say that it matches what they see'],
    start: -180,
    baselineDue: -128,
    due: -128,
    recommendations: ['R4'],
    milestones: [{ title: 'Data agreed with all five agencies', due: -160 }],
    story: [
      on(-178, 'sunita', 'start'),
      on(-161, 'claire', 'meetMilestone', { milestone: 0, metOn: -162 }),
      on(-158, 'sunita', 'report', {
        note: 'Six agencies have sent counts by area. Parental separation and bereavement are hardly recorded anywhere, so they will be estimated and marked as such.',
        forecast: -135,
      }),
      evidence(-142, 'sunita', 0, 'data', 'Picture of families, first edition', 'p2-s1/picture.pdf', -144),
      evidence(-141, 'sunita', 1, 'feedback', 'Notes of a session with 14 team managers', 'p2-s1/managers.pdf', -143),
      on(-140, 'sunita', 'submit', {
        whatChanged:
          'Teams know where the need is: a fifth of such households had no help from anyone, most of them in two wards.',
      }),
      on(-133, 'daniel', 'endorse', {
        statement: 'I opened the picture and the notes, and had the figures for one ward recalculated by hand.',
      }),
      on(-126, 'helen', 'signOff', { minute: 'Board 2, item 6', embedCheck: -14 }),
      evidence(-40, 'sunita', 0, 'data', 'Second edition of the picture', 'p2-s1/picture-2.pdf', -44),
      independentEvidence(-25, 'jakub', 1, 'audit', 'How 30 case plans used the picture', 'p2-s1/use-audit.pdf', -27),
      on(-14, 'helen', 'embed'),
    ],
  },
  {
    ref: 'P2.S2',
    horizon: 'short',
    title: 'Rewrite the information-sharing process, so that agencies speak up sooner',
    description:
      'One short process, with a lawful basis that staff can quote, replaces the five that agencies use today for sharing early worries about a household.',
    owner: 'claire',
    contributors: ['tom', 'amara'],
    agency: 'North Vale Police',
    criteria: [
      'The process is signed by the data protection officers of all partners',
      'Staff in each agency have been briefed',
    ],
    start: -172,
    baselineDue: -55,
    due: 12,
    recommendations: ['R4'],
    milestones: [
      { title: 'Draft process agreed by practitioners', due: -110 },
      { title: 'Legal advice received', due: -80 },
    ],
    story: [
      on(-168, 'claire', 'start'),
      on(-126, 'claire', 'report', {
        note: 'Practitioners from six agencies mapped the five present processes; officers wait eleven days on average for an answer. The draft aims at two.',
      }),
      on(-109, 'amara', 'meetMilestone', { milestone: 0, metOn: -112 }),
      on(-85, 'claire', 'raiseBlocker', {
        what: 'Legal advice on sharing worries before a family has given consent',
        waitingOn: "The council's legal service",
        since: -98,
      }),
      on(-66, 'claire', 'requestExtension', {
        newDue: 12,
        reasonCode: 'dependency',
        text: 'Without the advice, no data protection officer can sign.',
        effect: 'Early worries travel slowly, and some arrive only with the next incident.',
        mitigation: 'A daily call between police, health and the hub covers the most urgent households.',
      }),
      on(-62, 'helen', 'grantExtension'),
      on(-48, 'claire', 'resolveBlocker', {
        blocker: 0,
        how: 'The advice arrived. It asks for a clearer test of when consent may be left out.',
      }),
      on(-48, 'claire', 'meetMilestone', { milestone: 1, metOn: -49 }),
      evidence(-46, 'claire', 0, 'document', 'Legal advice, summary for practitioners', 'p2-s2/advice.pdf', -49),
      on(-30, 'claire', 'report', {
        note: 'The consent test has been rewritten with the advice at hand. Four of seven data protection officers are content; the others have asked for worked examples.',
        forecast: 12,
      }),
      on(-9, 'claire', 'report', {
        note: 'Five officers are content. The health trust has to take the process through a panel that meets every second month, so a full set of signatures is seven weeks away. The daily call goes on.',
        forecast: 55,
      }),
    ],
  },
  {
    ref: 'P2.S3',
    horizon: 'short',
    title: 'List the services there are for these families, and what they achieve',
    description:
      'One list of every service, its cost, its capacity and the evidence that it works, to be read before anything new is bought.',
    owner: 'rob',
    contributors: ['bethan', 'sunita'],
    agency: "Marsby Council Children's Services",
    criteria: ['The list covers council, health and voluntary services', 'Each entry says what is known of its effect'],
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
        reason: 'Rob leaves for another council; Hannah takes over his post and has been through the files with him.',
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
      on(-51, 'daniel', 'endorse', { statement: 'I opened both papers and looked up services that I know well.' }),
      on(-42, 'helen', 'return', {
        criterion: 1,
        reason:
          'For a third of the services the effect column is empty. Please say what is not known, and why, so that an empty cell cannot be read as no effect.',
      }),
      on(-31, 'hannah', 'report', {
        note: 'Every empty cell now says whether the service has never been evaluated, is too new or would not share its results. Two providers sent theirs after all.',
        forecast: -28,
      }),
      evidence(-30, 'hannah', 1, 'data', 'What is known of effect, second edition', 'p2-s3/effect-2.csv', -31),
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
      evidence(-17, 'hannah', 1, 'feedback', 'What the parents’ forum said', 'p2-s4/forum.pdf', -19),
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
