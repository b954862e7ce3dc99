import { evidence, on } from '#db/demo/story.ts'
import type { DemoAction } from '#db/demo/types.ts'

/** The sub-group, the consultation line and the partnership agreement: signed off, returned and overdue. */
export const p1ShortB: DemoAction[] = [
  {
    ref: 'P1.S4',
    horizon: 'short',
    title: 'Set up a partnership sub-group for early help and prevention',
    description:
      'A working group of partners meets between boards, follows this plan in detail and answers to both the safeguarding partnership and the board.',
    owner: 'helen',
    contributors: ['yusuf'],
    agency: 'Marsby Safeguarding Partnership',
    criteria: [
      'Terms of reference are agreed by the safeguarding partnership and by the board',
      'The group has met twice with at least six agencies present',
    ],
    start: -178,
    baselineDue: -90,
    due: -90,
    recommendations: [],
    milestones: [{ title: 'First meeting held', due: -140 }],
    story: [
      on(-175, 'helen', 'start'),
      on(-144, 'yusuf', 'meetMilestone', { milestone: 0, metOn: -145 }),
      on(-143, 'helen', 'report', {
        note: 'The group met for the first time with eight agencies present and chose its own chair from the voluntary sector. It will look at one priority in depth at each meeting.',
      }),
      evidence(
        -120,
        'yusuf',
        0,
        'document',
        'Terms of reference as agreed',
        'p1-s4/terms-of-reference.pdf',
        -126,
      ),
      evidence(
        -97,
        'yusuf',
        1,
        'document',
        'Notes and attendance of both meetings',
        'p1-s4/meeting-notes.pdf',
        -100,
      ),
      on(-96, 'helen', 'submit', {
        whatChanged:
          'Problems that one agency cannot solve alone are now raised within weeks, not kept for the quarterly board.',
      }),
      on(-84, 'priya', 'endorse', {
        statement:
          'I opened the terms of reference and both sets of notes; nine agencies came to the second meeting.',
      }),
      on(-70, 'siobhan', 'signOff', { minute: 'Board 4, item 3, vice-chair presiding' }),
    ],
  },
  {
    ref: 'P1.S5',
    horizon: 'short',
    title: 'Give practitioners one line to call about a decision',
    description:
      'A consultation line, staffed in office hours, lets anyone who works with a family talk through a worry, or question a decision that early help has made.',
    owner: 'leanne',
    contributors: ['claire', 'amara'],
    agency: "Marsby Council Children's Services",
    criteria: [
      'The line has been open every working day for eight weeks',
      'Callers from at least four agencies say that the advice was useful',
    ],
    start: -150,
    baselineDue: -74,
    due: 20,
    recommendations: ['R1'],
    milestones: [
      { title: 'Rota agreed by police, health and the hub', due: -100 },
      { title: 'Line open to all agencies', due: -76 },
    ],
    story: [
      on(-148, 'leanne', 'start'),
      on(-121, 'leanne', 'report', {
        note: 'Police and health visiting will each staff one day a week. The rota is drafted; we now need a number that also works from a mobile in a school.',
      }),
      on(-101, 'claire', 'meetMilestone', { milestone: 0, metOn: -102 }),
      on(-81, 'leanne', 'requestExtension', {
        newDue: -46,
        reasonCode: 'scope',
        text: 'The board folded P1.S2 into this action, so the line has to be in place for first conversations as well.',
        effect: 'Callers keep using the duty desk, where they wait longer for a return call.',
        mitigation: 'A hub worker sits at the duty desk each morning until the line opens.',
      }),
      on(-79, 'priya', 'grantExtension', { reason: 'The scope grew by a decision of board 3.' }),
      on(-78, 'leanne', 'replanMilestone', {
        milestone: 1,
        newDue: -64,
        reason: 'The number has to be live for first conversations too.',
      }),
      on(-65, 'leanne', 'meetMilestone', { milestone: 1, metOn: -65 }),
      on(-64, 'leanne', 'report', {
        note: 'The line opened to all agencies. Eighteen calls came in the first week, most of them from schools; half ended with advice and no referral.',
        whatChanged:
          'Parents whose worry was settled on the phone did not have to tell their story to a second service.',
        forecast: -46,
      }),
      on(-52, 'leanne', 'requestExtension', {
        newDue: 20,
        reasonCode: 'evidence',
        text: 'Eight full weeks of opening, and a survey of callers after them, cannot be shown by the present date.',
        effect: 'None for families: the line is open and stays open.',
        mitigation: 'Weekly call figures go to the sub-group in the meantime.',
      }),
      on(-49, 'helen', 'grantExtension'),
      on(-28, 'leanne', 'report', {
        note: 'The line has not missed a day. Calls settle at about twenty a week, and the police day is the busiest. The survey of callers goes out next week.',
        forecast: 10,
      }),
      evidence(
        -15,
        'leanne',
        0,
        'data',
        'Opening times and calls, eight weeks',
        'p1-s5/call-log-summary.csv',
        -16,
      ),
      evidence(-14, 'leanne', 1, 'feedback', 'Replies from 23 callers', 'p1-s5/caller-survey.pdf', -17),
      on(-13, 'leanne', 'submit', {
        whatChanged:
          'Practitioners get an answer while the family is still with them. Four in ten calls now end with advice and no referral.',
      }),
      on(-9, 'priya', 'return', {
        criterion: 1,
        reason:
          'The survey reached schools and health visiting only, and we agreed on four agencies. Please add replies from police and housing; the call log is fine as it is.',
      }),
      on(-4, 'leanne', 'report', {
        note: 'Ten police officers and six housing officers who called the line have been sent the same questions. I expect enough replies within a week and will submit again.',
        forecast: 9,
      }),
    ],
  },
  {
    ref: 'P1.S6',
    horizon: 'short',
    title: 'Agree who does what in early help, and who co-ordinates it',
    description:
      'A signed partnership agreement says what each agency gives to early help in staff, places and information, and which small team keeps it all together.',
    owner: 'yusuf',
    contributors: ['bethan'],
    agency: "Marsby Council Children's Services",
    criteria: [
      'All nine agencies have signed the agreement',
      'The co-ordinating team has published its first work plan',
    ],
    start: -165,
    baselineDue: -50,
    due: -22,
    recommendations: [],
    milestones: [{ title: 'Draft agreement discussed with each agency', due: -90 }],
    story: [
      on(-160, 'yusuf', 'start'),
      on(-118, 'yusuf', 'report', {
        note: 'First drafts have been discussed with five agencies. All support the aim; what each can promise in staff time is harder.',
      }),
      on(-88, 'bethan', 'meetMilestone', { milestone: 0, metOn: -89 }),
      on(-58, 'yusuf', 'requestExtension', {
        newDue: -22,
        reasonCode: 'partner',
        text: 'Two agencies can sign only after their own boards have met.',
        effect: 'Families who need two services at once still depend on goodwill between teams.',
        mitigation: 'The seven agencies that are ready will work to the draft from now on.',
      }),
      on(-55, 'priya', 'grantExtension', { reason: 'Both board dates are confirmed in writing.' }),
      on(-34, 'yusuf', 'report', {
        note: 'Seven of nine agencies have signed. The academy trust wants the paragraph on attendance data made clearer before its trustees vote.',
        forecast: -22,
      }),
      on(-20, 'yusuf', 'requestExtension', {
        newDue: 40,
        reasonCode: 'partner',
        text: 'The trustees put the item off to their next meeting, and I would like to use the time to reword the paragraph with them.',
        effect: 'The realigned family casework team in P1.S7 cannot start under the agreement.',
        mitigation: 'None beyond what already runs.',
      }),
      on(-14, 'helen', 'refuseExtension', {
        reason:
          'Another two months holds up P1.S7. I will telephone the trust myself; please bring a signed agreement, or a list of what is left in dispute, to the next board.',
      }),
      on(-6, 'yusuf', 'report', {
        note: 'The chair has spoken to the trust, and a new paragraph on attendance data is with its lawyers. The eighth signature came in; only the trust is outstanding.',
        forecast: 6,
      }),
    ],
  },
]
