import type { DemoRecommendation } from '#db/demo/types.ts'

const inspection = "Inspection of children's services"
const focusedVisit = 'Focused visit to the front door'
const peerReview = 'Peer review by neighbouring councils'

/** What outsiders found and the plan must answer. */
export const recommendations: DemoRecommendation[] = [
  {
    ref: 'R1',
    source: inspection,
    paragraph: '12',
    text: 'Agencies should use the same thresholds, so that a family is not turned away by one and passed on by another.',
  },
  {
    ref: 'R2',
    source: focusedVisit,
    paragraph: '7',
    text: 'Early help should sit beside social work where contacts first arrive, so that decisions are made once and quickly.',
  },
  {
    ref: 'R3',
    source: inspection,
    paragraph: '18',
    text: 'Children who go missing, or who may be exploited, should be offered help before harm is done, and offered it again when they refuse.',
  },
  {
    ref: 'R4',
    source: inspection,
    paragraph: '21',
    text: 'Partners should tell each other sooner what they know of a household, with a lawful basis that staff understand.',
  },
  {
    ref: 'R5',
    source: focusedVisit,
    paragraph: '11',
    text: 'Cases should step down from social work only with a plan, a named worker and the agreement of the family.',
  },
  {
    ref: 'R6',
    source: inspection,
    paragraph: '26',
    text: 'Help for families whose children may come into care should be planned, evaluated and available outside office hours.',
  },
  {
    ref: 'R7',
    source: inspection,
    paragraph: '33',
    text: 'Managers should audit often enough, and honestly enough, to know the quality of practice in every team.',
  },
  {
    ref: 'R8',
    source: peerReview,
    paragraph: '4.2',
    text: 'What children say should be seen to change services, not only be collected.',
  },
  {
    ref: 'R9',
    source: peerReview,
    paragraph: '4.5',
    text: 'Figures should reach team managers in time, and in a form they can act upon.',
  },
  {
    ref: 'R10',
    source: peerReview,
    paragraph: '5.1',
    text: 'Families should get help of the same standard whichever team or agency they happen to meet.',
  },
]
