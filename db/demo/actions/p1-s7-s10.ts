import { evidence, independentEvidence, on } from '#db/demo/story.ts'
import type { DemoAction } from '#db/demo/types.ts'

/** Casework team, missing and exploited children, and the front door: stuck, done and waiting for sign-off. */
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
        note: 'Two of three localities work in the new way. The third covers the trust’s academies and cannot move until the agreement is signed there; the families concerned know who their worker is meanwhile.',
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
        statement: 'I opened the review and the decision note, and asked two of the services to confirm the second offer.',
      }),
      on(-42, 'helen', 'signOff', { minute: 'Board 5, item 4' }),
    ],
  },
  {
    ref: 'P1.S9',
    horizon: 'short',
    title: 'Move the early help hub into the front door',
    description:
      'Early help staff sit with the social workers who receive contacts, so that one conversation decides which kind of help a family is offered.',
    owner: 'leanne',
    contributors: ['sunita', 'claire'],
    agency: "Marsby Council Children's Services",
    criteria: [
      'Hub staff and front door staff work from one room and one list of contacts',
      'Nine in ten contacts are decided within one working day',
    ],
    start: -168,
    baselineDue: -50,
    due: 6,
    critical: true,
    regulatorDate: true,
    recommendations: ['R2'],
    milestones: [
      { title: 'Staff in one room', due: -100 },
      { title: 'One list of contacts in use', due: -55 },
    ],
    story: [
      on(-164, 'leanne', 'start'),
      on(-131, 'leanne', 'report', {
        note: 'The room is ready and desks are shared out. Staff asked for time to learn each other’s decisions before the lists are joined; two joint mornings a week have begun.',
      }),
      on(-103, 'leanne', 'meetMilestone', { milestone: 0, metOn: -104 }),
      on(-66, 'leanne', 'requestExtension', {
        newDue: 6,
        reasonCode: 'dependency',
        text: 'The joint list needs a change in the case system that the supplier makes once a quarter.',
        effect: 'Some contacts are still entered twice and wait up to half a day longer.',
        mitigation: 'One person checks both lists at noon and at four each day.',
      }),
      on(-60, 'helen', 'grantExtension', {
        reason: 'The change is booked and the daily check works.',
        regulatorAgreement: 'Agreed by the lead inspector in her letter to the chair, filed with the papers of board 4',
      }),
      on(-58, 'leanne', 'replanMilestone', {
        milestone: 1,
        newDue: -26,
        reason: 'It follows the change in the case system.',
      }),
      on(-27, 'sunita', 'meetMilestone', { milestone: 1, metOn: -27 }),
      on(-26, 'leanne', 'report', {
        note: 'The joint list went live and double entry has stopped. In the first days 84% of contacts were decided within one working day, up from 61% when we began.',
        whatChanged: 'Families hear on the same or the next day who will ring them.',
        forecast: 4,
      }),
      evidence(-14, 'leanne', 0, 'observation', 'Visit to the joint room by the sub-group', 'p1-s9/visit-note.pdf', -16),
      independentEvidence(-13, 'sunita', 1, 'data', 'Contacts decided in one day, by week', 'p1-s9/contacts.csv', -14),
      on(-12, 'leanne', 'submit', {
        whatChanged:
          'Contacts are decided once, by people who hear each other: 92% within a working day in the last two weeks.',
      }),
      on(-6, 'priya', 'endorse', {
        statement:
          'I spent a morning in the room, opened the weekly figures and traced a handful of contacts from call to decision.',
      }),
    ],
  },
  {
    ref: 'P1.S10',
    horizon: 'short',
    title: 'Settle what the missing-from-home officer does in the hub',
    description:
      'The officer who speaks with children after they have been missing works part of the week from the hub; the role, the hours and the hand-over need to be written down.',
    owner: 'claire',
    contributors: ['leanne'],
    agency: 'North Vale Police',
    criteria: ['A role description is agreed by police and council', 'Hub staff know when and how to involve the officer'],
    start: -150,
    baselineDue: -46,
    due: 14,
    recommendations: ['R3'],
    milestones: [],
    story: [
      on(-144, 'claire', 'start'),
      on(-108, 'claire', 'report', {
        note: 'We followed the role for a fortnight. About a third of the time goes on retyping notes for the council, which the joint list in P1.S9 should end.',
      }),
      on(-54, 'claire', 'requestExtension', {
        newDue: 14,
        reasonCode: 'dependency',
        text: 'The role cannot be written down before the joint list is live, because it decides how notes are handed over.',
        effect: 'Small: the officer keeps working from the hub on two days.',
        mitigation: 'A weekly call covers the other three days.',
      }),
      on(-49, 'helen', 'grantExtension'),
      on(-22, 'claire', 'report', {
        note: 'With the joint list live, notes are written once. The draft role moves the saved hours to visits; the force and the council have both commented.',
        forecast: 2,
      }),
      evidence(-7, 'claire', 0, 'document', 'Role description, signed by both employers', 'p1-s10/role.pdf', -8),
      evidence(-6, 'leanne', 1, 'feedback', 'Answers of hub staff to five questions', 'p1-s10/staff-answers.pdf', -7),
      on(-5, 'claire', 'submit', {
        whatChanged:
          'Children are offered the conversation within three days of coming home, and by the same officer each time.',
      }),
    ],
  },
]
