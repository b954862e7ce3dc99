import { evidence, independentEvidence, on } from '#db/demo/story.ts'
import type { DemoAction } from '#db/demo/types.ts'

/** Keeping families together, first steps: one reopened after a check, one overdue with a request open. */
export const p3ShortA: DemoAction[] = [
  {
    ref: 'P3.S1',
    horizon: 'short',
    title: 'Check how well cases step down from social work to early help',
    description:
      'A review of recent step-downs asks whether the plan was good, whether the family agreed to it, and whether a named worker took it on.',
    owner: 'jakub',
    contributors: ['leanne', 'sunita'],
    agency: "Marsby Council Children's Services",
    criteria: [
      'A review of at least 40 step-downs is complete',
      "Nine in ten step-downs have a plan, a named worker and the family's agreement",
    ],
    start: -178,
    baselineDue: -104,
    due: 30,
    recommendations: ['R5'],
    milestones: [{ title: 'Review of step-downs finished', due: -130 }],
    story: [
      on(-175, 'jakub', 'start'),
      on(-146, 'jakub', 'report', {
        note: 'Forty-four step-downs have been read. The plans are sound, but a fifth of families found out who their new worker was only when that person called.',
        forecast: -110,
      }),
      on(-131, 'sunita', 'meetMilestone', { milestone: 0, metOn: -132 }),
      evidence(-130, 'jakub', 0, 'audit', 'Review of 44 step-downs', 'p3-s1/review.pdf', -132),
      evidence(-113, 'jakub', 1, 'data', 'Step-downs in the two months since', 'p3-s1/step-downs.csv', -115),
      on(-112, 'jakub', 'submit', {
        whatChanged:
          'Families meet the next worker before the social worker leaves: 92% of them since the change.',
      }),
      on(-105, 'daniel', 'endorse', {
        statement: 'I opened the review and the figures, and read eight of the plans.',
      }),
      on(-98, 'helen', 'signOff', { minute: 'Board 3, item 6' }),
      independentEvidence(-46, 'sunita', 1, 'audit', 'Check three months on', 'p3-s1/check.pdf', -48),
      on(-42, 'helen', 'reopen', {
        reason:
          'The check three months on found that joint visits had fallen away in one locality: 68% of step-downs met the standard, not nine in ten.',
        newDue: 30,
      }),
      on(-24, 'jakub', 'report', {
        note: 'The locality had lost its joint visits when its team room closed. A shared diary is in place, and the duty manager signs off each step-down for now.',
        forecast: 26,
      }),
      on(-6, 'jakub', 'report', {
        note: 'All 16 step-downs of the last three weeks had a joint visit. I want two more months of figures in hand before I submit again, of which one is complete.',
        whatChanged:
          'Families in that locality again meet their next worker at home, with the one they know.',
        forecast: 28,
      }),
    ],
  },
  {
    ref: 'P3.S2',
    horizon: 'short',
    title: 'Review the help for families whose children may come into care',
    description:
      'What there is at the edge of care, at which hours and with what result, seen through the eyes of families who have used it.',
    owner: 'rob',
    contributors: ['siobhan', 'bethan'],
    agency: "Marsby Council Children's Services",
    criteria: [
      'The review covers every service at the edge of care, with cost and result',
      'Families who used the services have been heard',
    ],
    start: -160,
    baselineDue: -52,
    due: -24,
    recommendations: ['R6'],
    milestones: [
      { title: 'Figures on cost and result complete', due: -90 },
      { title: 'Families heard', due: -60 },
    ],
    story: [
      on(-155, 'rob', 'start'),
      on(-124, 'rob', 'report', {
        note: 'Nine services are in scope. Only two of them answer the telephone at weekends, when most emergencies begin.',
      }),
      on(-110, 'tom', 'transfer', {
        newOwner: 'hannah',
        from: -110,
        reason: 'Rob leaves for another council; Hannah takes over his post.',
      }),
      on(-90, 'hannah', 'report', {
        note: 'I have picked this up from Rob. Costs are complete for seven of nine services; the other two are part of block contracts that have to be taken apart.',
        forecast: -52,
      }),
      on(-74, 'hannah', 'meetMilestone', { milestone: 0, metOn: -75 }),
      on(-57, 'hannah', 'requestExtension', {
        newDue: -24,
        reasonCode: 'capacity',
        text: 'I took over four actions at once, and the talks with families could not begin on time.',
        effect: 'The case for weekend cover reaches the budget talks later.',
        mitigation: 'The figures on weekends have been sent ahead.',
      }),
      on(-54, 'daniel', 'grantExtension'),
      on(-53, 'hannah', 'replanMilestone', {
        milestone: 1,
        newDue: -30,
        reason: 'Talks with families begin later than planned.',
      }),
      evidence(-40, 'hannah', 0, 'data', 'Nine services: hours, cost and result', 'p3-s2/services.csv', -42),
      on(-19, 'hannah', 'report', {
        note: 'Lantern arranged talks with parents, but the first two evenings drew few people. A third, at a time that parents chose, is fixed.',
        forecast: 4,
      }),
      on(-5, 'hannah', 'requestExtension', {
        newDue: 25,
        reasonCode: 'partner',
        text: 'The talks with parents were moved to suit them; the review should not go out without their part.',
        effect: 'The case for weekend cover misses the next budget round and waits for the one after.',
        mitigation: 'Two services have agreed to try weekend calls in the meantime.',
      }),
    ],
  },
]
