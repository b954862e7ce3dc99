import type { Page } from '#server/ui/html/layout.ts'

/** Who is signed in, and the day of the demonstration. */
export const frame: Pick<Page, 'user' | 'nav' | 'demo'> = {
  user: { name: 'Samina Rahman', signOutToken: 'a-token' },
  nav: [
    { href: '/', text: 'My work', current: true },
    { href: '/board', text: 'Plans' },
    { href: '/parts', text: 'Meetings' },
    { href: '/empty', text: 'Outbox' },
  ],
  demo: { now: '2018-05-14' },
}

/** The pages of the plan at hand. */
export const plan = {
  name: 'Northmere improvement plan',
  href: '/board',
  nav: [
    { href: '/board', text: 'Plan on a page' },
    { href: '/board?board', text: 'Board', current: true },
    { href: '/board?timeline', text: 'Timeline' },
    { href: '/board?measures', text: 'Measures' },
    { href: '/board?changes', text: 'Changes' },
    { href: '/board?meetings', text: 'Meetings' },
    { href: '/board?people', text: 'People' },
  ],
}

/** What the colours mean. */
export const meanings = [
  {
    rating: 'red',
    meaning:
      'Past its due date, or expected more than 28 days after it, or blocked in a way that is critical.',
  },
  {
    rating: 'amber',
    meaning:
      'Expected up to 28 days late, blocked, due within 14 days without evidence, or silent for 35 days.',
  },
  { rating: 'green', meaning: 'On track, or complete and embedding.' },
  { rating: 'blue', meaning: 'Complete, and a later check showed that it stuck.' },
  { rating: 'grey', meaning: 'Its start date lies ahead.' },
  { rating: 'none', meaning: 'A draft, cancelled or superseded: it is not counted.' },
] as const
