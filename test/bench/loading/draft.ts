import type { ActionDraft, PlanDraft, PriorityDraft } from '#db/write/plan-draft.ts'
import { initialDescription } from '#workflows/action/action-facts.ts'
import { addDays, type Day } from '#workflows/calendar/calendar.ts'
import {
  MEASURES_A_PRIORITY,
  NUMBER_MARK,
  OVERSEER_GROUP,
  PEOPLE_A_PLAN,
  personMark,
  PLANS_A_PERSON,
  PRIORITIES,
} from './shape.ts'

/** People of the model plan by number: ten of its own, and forty who are of plans beside it. */
export const PEOPLE = PEOPLE_A_PLAN * PLANS_A_PERSON
export const emailAt = (person: number): string => {
  const [group, at] = [Math.floor(person / PEOPLE_A_PLAN), person % PEOPLE_A_PLAN]
  return `person${at}.${personMark(group)}0000@bench.example`
}
export const overseerEmail = `overseer.${personMark(OVERSEER_GROUP)}0000@bench.example`

/** Who leads the priority of an action, and who owns it, by the numbers of people. */
export const leadOf = (number: number): number => number % PRIORITIES
export const ownerOf = (number: number): number => number % PEOPLE
export const isOwnLead = (number: number): boolean => leadOf(number) === ownerOf(number)

const CHAIR = 0
const ADMINISTRATOR = 1
export const chairEmail = emailAt(CHAIR)
export const administratorEmail = emailAt(ADMINISTRATOR)

/** The model plan: its actions in 12 priorities with 36 measures, whose words are those of plans of the kind. */
export function modelDraft(actions: number): PlanDraft {
  const people = Array.from({ length: PEOPLE }, (_, at) => ({
    name: `${names[at % PEOPLE_A_PLAN]}`,
    email: emailAt(at),
    post: `Head of ${subjects[at % PEOPLE_A_PLAN]}`,
    agency: agencyAt(at % PEOPLE_A_PLAN),
  }))
  const overseer = { name: 'Ruth Adeyemi', email: overseerEmail, post: 'Vice chair', agency: agencyAt(0) }
  return {
    title: `Help early, and help that lasts: area ${NUMBER_MARK}`,
    description: 'What the partners of the area change after the inspection, and how it is seen to work.',
    vision: 'Every child in the area gets the right help at the right time.',
    ownerBody: 'The improvement board',
    serves: 'Children and families of the area',
    challenges: [
      'Too few families are helped before they are in need',
      'Partners do not share what they know',
    ],
    firstOn: '2026-06-01',
    lastOn: '2028-05-31',
    people: [...people, overseer],
    members: [
      { email: chairEmail, role: 'chair' },
      { email: administratorEmail, role: 'administrator' },
      { email: overseerEmail, role: 'viceChair' },
      { email: emailAt(2), role: 'member' },
    ],
    horizons: [
      { name: 'short', label: 'Short term', firstOn: '2026-06-01', lastOn: '2026-12-31' },
      { name: 'medium', label: 'Medium term', firstOn: '2027-01-01', lastOn: '2027-06-30' },
      { name: 'long', label: 'Long term', firstOn: '2027-07-01', lastOn: '2028-05-31' },
    ],
    recommendations: Array.from({ length: 10 }, (_, at) => ({
      ref: `R${at + 1}`,
      source: 'Inspection',
      paragraph: `${at + 12}`,
      text: `The partners should ${verbs[at]} ${subjects[at]} without delay`,
    })),
    priorities: Array.from({ length: PRIORITIES }, (_, at) => priority(at, actions)),
  }
}

function priority(at: number, actions: number): PriorityDraft {
  const numbers = Array.from({ length: actions }, (_, number) => number)
  return {
    ref: `P${at + 1}`,
    title: `Better ${subjects[at % subjects.length]}: theme ${at + 1}`,
    description: '',
    impact: 'Fewer families need a social worker, because somebody they trust helped before it got worse.',
    leadEmail: emailAt(at),
    outcomeConfidence: 'medium',
    confidenceNote: 'Two of three measures move.',
    measures: Array.from({ length: MEASURES_A_PRIORITY }, (_, measure) => ({
      ref: `P${at + 1}.O${measure + 1}`,
      title: `${titled(subjects[(at + measure) % subjects.length] ?? '')} of theme ${at + 1} finished within ${measure + 4} weeks`,
      unit: 'percent',
      polarity: 'higherIsBetter',
      baseline: '68%',
      target: '85%',
      targetOn: '2027-12-31',
      note: '',
    })),
    actions: numbers.filter((number) => number % PRIORITIES === at).map((number) => action(at, number)),
  }
}

/** A fifth of the actions is due before the bench's present, and some in each week from then on. */
export const dueOf = (number: number): Day => addDays('2026-08-17', (number * 97) % 250)

function action(at: number, number: number): ActionDraft {
  const dueOn = dueOf(number)
  const horizon = dueOn <= '2026-12-31' ? 'short' : dueOn <= '2027-06-30' ? 'medium' : 'long'
  const subject = subjects[number % subjects.length] ?? ''
  return {
    ...initialDescription,
    ref: `P${at + 1}.${horizon.charAt(0).toUpperCase()}${number + 1}`,
    horizon,
    title: `${titled(verbs[(number * 7) % verbs.length] ?? '')} ${subject} with ${partners[number % partners.length]}, part ${number + 1}`,
    description: `What was found about ${subject} is put right, and shown to have been put right, with those who see it daily.`,
    intendedEffect: `One in ten more families say that ${subject} helped them`,
    ownerEmail: emailAt(ownerOf(number)),
    contributorEmails: [emailAt((number + 1) % PEOPLE)],
    agency: agencyAt(number % PEOPLE_A_PLAN),
    startOn: '2026-06-15',
    dueOn,
    criteria: [`It is shown that ${subject} changed`, 'Those whom it serves say so'],
    milestones: number % 3 === 0 ? [{ title: 'Half of it is in place', dueOn: addDays(dueOn, -30) }] : [],
    recommendations: [`R${(number % 10) + 1}`],
    measures: [`P${at + 1}.O${(number % MEASURES_A_PRIORITY) + 1}`],
  }
}

const titled = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const agencyAt = (at: number) => `Agency of ${subjects[at]}`

const names = [
  'Alexandra Montgomery',
  'Brian Okafor',
  'Carys Llewellyn',
  'Dev Chaudhuri',
  'Ewa Nowak',
  'Farah Siddiqui',
  'Gareth Pugh',
  'Hannah Whitfield',
  'Imran Qureshi',
  'Jo Bletchley',
]
const subjects = [
  'early help',
  'assessments',
  'housing advice',
  'school attendance',
  'health visiting',
  'youth work',
  'family hubs',
  'social work',
  'supervision',
  'transport',
]
const verbs = [
  'agree',
  'review',
  'publish',
  'train teams in',
  'map',
  'staff',
  'audit',
  'share',
  'test',
  'fund',
  'open',
]
const partners = ['schools', 'the police', 'midwives', 'landlords', 'parents', 'carers', 'general practices']
