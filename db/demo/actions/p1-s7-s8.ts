import { evidence, on } from '#db/demo/story.ts'
import type { DemoAction } from '#db/demo/types.ts'

/** The casework team that waits for a signature, and the review of help for missing or exploited children. */
export const p1ShortC: DemoAction[] = [
  {
    ref: 'P1.S7',
    horizon: 'short',
    title: 'Bring the family casework team into line with the new agreement',
    description:
      'The team that works with families over months is regrouped by locality, with caseloads and tasks that follow the partnership agreement.',
    owner: 'leanne',
    contributors: ['yusuf'],
    agency: "Marsby Council Children's Services",
    criteria: [
      'Every caseworker belongs to a locality and has a written remit',
      'Caseloads are within the range that the agreement sets',
    ],
    start: -140,
    baselineDue: -46,
    due: -18,
    recommendations: [],
    milestones: [
      { title: 'New team structure shared with staff', due: -60 },
      { title: 'All caseworkers moved to their locality', due: -46 },
    ],
    story: [
      on(-132, 'leanne', 'start'),
      on(-96, 'leanne', 'report', {
        note: 'Three ways to divide the town were tested against where families live. Staff preferred the one that follows school clusters, and so do I.',
      }),
      on(-58, 'leanne', 'meetMilestone', { milestone: 0, metOn: -58 }),
      on(-53, 'leanne', 'requestExtension', {
        newDue: -18,
        reasonCode: 'dependency',
        text: 'Remits cannot be final before the partnership agreement in P1.S6 is signed.',
        effect: 'Some families change worker later than we had told them.',
        mitigation: 'No family changes worker twice: moves wait until the remit is final.',
      }),
      on(-50, 'priya', 'grantExtension'),
      on(-47, 'leanne', 'replanMilestone', {
        milestone: 1,
        newDue: -24,
        reason: 'Moves follow the signature of the partnership agreement.',
      }),
      on(-30, 'leanne', 'raiseBlocker', {
        what: 'The remit of caseworkers in schools depends on the last signature under the partnership agreement',
        waitingOn: 'Saltern Academy Trust, through P1.S6',
        since: -32,
      }),
      on(-11, 'leanne', 'report', {
        note: "Two of three localities work in the new way. The third covers the trust's academies and cannot move until the agreement is signed there; the families concerned know who their worker is meanwhile.",
        forecast: 10,
      }),
    ],
  },
  {
    ref: 'P1.S8',
    horizon: 'short',
    title: 'Review the help for children who go missing or may be exploited',
    description:
      'Police, school and early help look together at which services are commissioned for these children, what the path to them looks like, and where it breaks off.',
    owner: 'claire',
    contributors: ['marcus', 'jakub'],
    agency: 'North Vale Police',
    criteria: [
      'A written review covers every commissioned service and the path into it',
      'The board has agreed what will change',
    ],
    start: -170,
    baselineDue: -60,
    due: -60,
    recommendations: ['R3'],
    milestones: [{ title: 'Workshop with young people who have been through the services', due: -95 }],
    story: [
      on(-166, 'claire', 'start'),
      on(-128, 'claire', 'report', {
        note: 'All seven commissioned services have sent their figures. Two of them take no one after the first refusal, which is when most young people need a second offer.',
      }),
      on(-97, 'marcus', 'meetMilestone', { milestone: 0, metOn: -98 }),
      on(-95, 'claire', 'report', {
        note: 'The workshop was frank: young people said that they were asked the same questions by everyone. The review will propose one conversation that all services use.',
        forecast: -66,
      }),
      evidence(-68, 'claire', 0, 'document', 'Review of seven services', 'p1-s8/review.pdf', -70),
      evidence(-67, 'claire', 1, 'document', 'Decision note of board 4', 'p1-s8/decision-note.pdf', -70),
      on(-66, 'claire', 'submit', {
        whatChanged:
          'A refusal no longer closes the door: all seven services now make a second offer within a month.',
      }),
      on(-55, 'priya', 'endorse', {
        statement:
          'I opened the review and the decision note, and asked two of the services to confirm the second offer.',
      }),
      on(-42, 'helen', 'signOff', { minute: 'Board 5, item 4' }),
    ],
  },
]
