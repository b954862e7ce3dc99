import { evidence, on } from '#db/demo/story.ts'
import type { DemoAction } from '#db/demo/types.ts'

/** Towards one multi-agency support team: on track, due soon without evidence, gone quiet, on track. */
export const p1MediumA: DemoAction[] = [
  {
    ref: 'P1.M1',
    horizon: 'medium',
    title: 'Plan the change to one local way of working',
    description:
      'A programme with its own budget, risks and timetable turns separate services into locality teams that families know by name.',
    owner: 'daniel',
    contributors: ['yusuf', 'hannah'],
    agency: "Marsby Council Children's Services",
    criteria: [
      'A programme plan with costs is approved by the council and the NHS trust',
      'A locality has a named manager and a start date',
    ],
    start: -45,
    baselineDue: 95,
    due: 95,
    recommendations: [],
    milestones: [
      { title: 'Outline programme discussed by the sub-group', due: -20 },
      { title: 'Costs agreed by both finance directors', due: 50 },
    ],
    story: [
      on(-43, 'daniel', 'start'),
      on(-21, 'yusuf', 'meetMilestone', { milestone: 0, metOn: -21 }),
      on(-19, 'daniel', 'report', {
        note: 'The sub-group asked for fewer work streams and earlier talks with staff. The outline now has four streams, and staff sessions are booked in each locality.',
        forecast: 90,
      }),
      on(-5, 'daniel', 'report', {
        note: 'Two of four staff sessions are done, with 74 people. The question asked most is who will line-manage whom; an answer goes out before the next session.',
        forecast: 90,
      }),
    ],
  },
  {
    ref: 'P1.M2',
    horizon: 'medium',
    title: 'Design how early help joins the multi-agency support team',
    description:
      'The design says which early help posts move into the new team, how cases reach them, and what the team does that no single service can.',
    owner: 'leanne',
    contributors: ['claire', 'siobhan'],
    agency: "Marsby Council Children's Services",
    criteria: [
      'The design is agreed by police, health and the council',
      'Staff who would move have been consulted',
    ],
    start: -44,
    baselineDue: 9,
    due: 9,
    recommendations: ['R2'],
    milestones: [
      { title: 'Design workshop with all three agencies', due: -30 },
      { title: 'Draft design out for comment', due: -6 },
    ],
    story: [
      on(-40, 'leanne', 'start'),
      on(-30, 'siobhan', 'meetMilestone', { milestone: 0, metOn: -31 }),
      on(-29, 'leanne', 'report', {
        note: 'The workshop agreed what the team is for: families with several needs and no lead agency. How mental health workers are supervised inside the team is still open.',
        forecast: 8,
      }),
      on(-12, 'leanne', 'report', {
        note: 'The draft is nearly there; the supervision of health staff is the last gap, and the clinical director will send a paragraph this week.',
        forecast: 9,
      }),
    ],
  },
  {
    ref: 'P1.M3',
    horizon: 'medium',
    title: 'Tell everyone who refers a family what came of it',
    description:
      'Whoever asks for help on behalf of a family gets a written answer within two weeks: what was decided, why, and whom to call.',
    owner: 'leanne',
    contributors: ['tom'],
    agency: "Marsby Council Children's Services",
    criteria: [
      'A written process and a plain letter are in use',
      'Nine in ten referrers in a monthly sample had an answer within two weeks',
    ],
    start: -75,
    baselineDue: 60,
    due: 60,
    recommendations: ['R1'],
    milestones: [{ title: 'Letter tested with ten referrers', due: -50 }],
    story: [
      on(-72, 'leanne', 'start'),
      on(-51, 'leanne', 'meetMilestone', { milestone: 0, metOn: -52 }),
      on(-46, 'leanne', 'report', {
        note: 'Ten referrers tried the draft letter and cut it to half a page. The case system can fill in most of it; I have asked for the template to be set up.',
        forecast: 55,
      }),
    ],
  },
  {
    ref: 'P1.M4',
    horizon: 'medium',
    title: 'Train staff in every agency to notice the first signs of strain',
    description:
      'Short courses and a shared helpsheet show receptionists, teaching assistants, officers and nurses when to offer early help, and how to ask.',
    owner: 'marcus',
    contributors: ['bethan'],
    agency: 'Harbour Lane School',
    criteria: [
      'At least 250 people from seven agencies have attended',
      'Three months on, two in three say that they have used what they learnt',
    ],
    start: -44,
    baselineDue: 110,
    due: 110,
    recommendations: [],
    milestones: [
      { title: 'First course held', due: -18 },
      { title: 'Half of the places filled', due: 30 },
    ],
    story: [
      on(-41, 'marcus', 'start'),
      on(-18, 'marcus', 'meetMilestone', { milestone: 0, metOn: -19 }),
      on(-17, 'marcus', 'report', {
        note: 'The first course ran at Harbour Lane for 28 people, a third of them not teachers. Receptionists said that nobody had asked them before.',
        forecast: 105,
      }),
      evidence(
        -16,
        'bethan',
        0,
        'feedback',
        'Evaluation sheets of the first course',
        'p1-m4/course-1.pdf',
        -19,
      ),
      on(-3, 'marcus', 'report', {
        note: 'Second course held, 31 people, with police and housing for the first time. Four dates are open for booking and two of them are already full.',
        forecast: 105,
      }),
    ],
  },
]
