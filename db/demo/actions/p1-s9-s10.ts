import { evidence, independentEvidence, on } from '#db/demo/story.ts'
import type { DemoAction } from '#db/demo/types.ts'

/** The front door and the missing-from-home officer: one waits for the chair, the other for the lead. */
export const p1ShortD: DemoAction[] = [
  {
    ref: 'P1.S9',
    horizon: 'short',
    title: 'Seat the early help hub at the front door',
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
        note: "The room is ready and desks are shared out. Staff asked for time to learn each other's decisions before the lists are joined; two joint mornings a week have begun.",
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
        regulatorAgreement: 'Agreed by the lead inspector in her letter to the chair, kept with the request',
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
      evidence(
        -14,
        'leanne',
        0,
        'observation',
        'Visit to the joint room by the sub-group',
        'p1-s9/visit-note.pdf',
        -16,
      ),
      independentEvidence(
        -13,
        'sunita',
        1,
        'data',
        'Contacts decided in one day, by week',
        'p1-s9/contacts.csv',
        -14,
      ),
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
    criteria: [
      'A role description is agreed by police and council',
      'Hub staff know when and how to involve the officer',
    ],
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
      evidence(
        -7,
        'claire',
        0,
        'document',
        'Role description, signed by both employers',
        'p1-s10/role.pdf',
        -8,
      ),
      evidence(
        -6,
        'leanne',
        1,
        'feedback',
        'Answers of hub staff to five questions',
        'p1-s10/staff-answers.pdf',
        -7,
      ),
      on(-5, 'claire', 'submit', {
        whatChanged:
          'Children are offered the conversation within three days of coming home, and by the same officer each time.',
      }),
    ],
  },
]
