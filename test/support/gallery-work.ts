import { type ActionLine, actionLines, emptyState, ratingKey, section } from '#server/ui/html/components.ts'
import { button } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import { page } from '#server/ui/html/layout.ts'
import { frame, meanings } from '#test/support/gallery-frame.ts'

/** The lists of an owner, just after an update. */
export function myWork(): string {
  return page({
    ...frame,
    title: 'My work',
    banner: 'You updated action 1.4. Its forecast date is 30 June 2018.',
    body: html`
${section({ title: 'Overdue', id: 'overdue', number: 2, body: actionLines(overdue) })}
${section({ title: 'Due in the next 14 days', id: 'soon', number: 2, body: actionLines(soon) })}
${section({
  title: 'Waiting for your decision',
  id: 'decide',
  number: 1,
  intro: 'Daniel Achebe asked for more time.',
  body: actionLines([
    {
      ref: '4.2',
      title: 'Publish the early help offer',
      href: '/action',
      rating: 'none',
      meta: 'New date asked for: 29 June 2018',
      due: null,
      press: { text: 'Decide', href: '/update' },
    },
  ]),
})}
${ratingKey(meanings)}`,
  })
}

/** The same page when nothing waits. */
export function nothingToDo(): string {
  return page({
    ...frame,
    title: 'My work',
    body: emptyState({
      title: 'Nothing is waiting for you',
      text: 'No action of yours is overdue or due in the next 14 days. The next email goes out on Monday 21 May 2018.',
      next: button({ text: 'See the plan on a page', href: '/board', look: 'secondary' }),
    }),
  })
}

const overdue: ActionLine[] = [
  {
    ref: '2.4',
    title: 'Every child who goes missing is offered a return interview within three days',
    href: '/action',
    rating: 'red',
    meta: 'Northmere improvement plan, priority 2: Children who go missing',
    due: '2018-04-28',
    daysLate: 16,
    timesMoved: 2,
    press: { text: 'Update', href: '/update' },
  },
  {
    ref: '3.1',
    title: 'Agree the neglect strategy with schools',
    href: '/action',
    rating: 'red',
    meta: 'Northmere improvement plan, priority 3: Neglect',
    due: '2018-05-13',
    daysLate: 1,
    press: { text: 'Update', href: '/update' },
  },
]

const soon: ActionLine[] = [
  {
    ref: '1.2',
    title: 'Supervision of social workers is recorded every month',
    href: '/action',
    rating: 'amber',
    meta: 'Northmere improvement plan, priority 1: Practice',
    because: 'Due on 25 May 2018, within 14 days, and there is no evidence yet.',
    due: '2018-05-25',
    daysLate: -11,
    timesMoved: 1,
    press: { text: 'Update', href: '/update' },
  },
  {
    ref: '1.5',
    title: 'Audit twelve case files a month',
    href: '/action',
    rating: 'green',
    meta: 'Northmere improvement plan, priority 1: Practice',
    due: '2018-05-15',
    daysLate: -1,
    press: { text: 'Update', href: '/update' },
  },
]
