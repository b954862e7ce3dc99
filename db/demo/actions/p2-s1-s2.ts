import { evidence, independentEvidence, on } from '#db/demo/story.ts'
import type { DemoAction } from '#db/demo/types.ts'

/** Knowing the families: one embedded, one that will be very late by its own forecast. */
export const p2ShortA: DemoAction[] = [
  {
    ref: 'P2.S1',
    horizon: 'short',
    title: 'Build a picture of families under several strains at once',
    description:
      'Partners pool what they hold, without names, to learn how many households live with violence, addiction, illness or loss together, where they live and who already helps them.',
    owner: 'sunita',
    contributors: ['claire', 'amara', 'jakub'],
    agency: 'Marsby Council Performance Team',
    criteria: [
      'The picture draws on at least five agencies',
      'Team managers say that it matches what they see',
    ],
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
      evidence(
        -141,
        'sunita',
        1,
        'feedback',
        'Notes of a session with 14 team managers',
        'p2-s1/managers.pdf',
        -143,
      ),
      on(-140, 'sunita', 'submit', {
        whatChanged:
          'Teams know where the need is: a fifth of such households had no help from anyone, most of them in two wards.',
      }),
      on(-133, 'daniel', 'endorse', {
        statement:
          'I opened the picture and the notes, and had the figures for one ward recalculated by hand.',
      }),
      on(-126, 'helen', 'signOff', { minute: 'Board 2, item 6', embedCheck: -14 }),
      evidence(-40, 'sunita', 0, 'data', 'Second edition of the picture', 'p2-s1/picture-2.pdf', -44),
      independentEvidence(
        -25,
        'jakub',
        1,
        'audit',
        'How 30 case plans used the picture',
        'p2-s1/use-audit.pdf',
        -27,
      ),
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
      evidence(
        -46,
        'claire',
        0,
        'document',
        'Legal advice, summary for practitioners',
        'p2-s2/advice.pdf',
        -49,
      ),
      on(-30, 'claire', 'report', {
        note: 'The consent test has been rewritten with the advice at hand. Four of seven data protection officers are content; the others have asked for worked examples.',
        forecast: 12,
      }),
      on(-9, 'claire', 'report', {
        note: 'Five officers are content. The health trust has to take the process through a panel that meets every second month, so a full set of signatures is nine weeks away. The daily call goes on.',
        forecast: 55,
      }),
    ],
  },
]
