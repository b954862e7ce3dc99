import { ratingKey, ratingTag, stats, table } from '#server/ui/html/components.ts'
import { html } from '#server/ui/html/html.ts'
import { page } from '#server/ui/html/layout.ts'
import { frame, meanings, plan } from '#test/support/gallery-frame.ts'

/** Numbers and tables on the whole screen. */
export function aBoard(): string {
  return page({
    ...frame,
    title: 'Board',
    wide: true,
    caption: 'Data cut-off: 11 May 2018',
    section: plan,
    body: html`
${stats([
  { value: 7, name: 'Red', rating: 'red', href: '/', note: '2 more than last board' },
  { value: 12, name: 'Amber', rating: 'amber', href: '/' },
  { value: 31, name: 'Green', rating: 'green', href: '/' },
  { value: 4, name: 'Blue', rating: 'blue', href: '/' },
  { value: 9, name: 'Not due', rating: 'grey', href: '/' },
  { value: 5, name: 'Moved with approval', note: 'since 12 March 2018' },
])}
${table({
  caption: 'Overdue by agency',
  columns: [
    { heading: 'Agency' },
    { heading: 'Oldest' },
    { heading: 'Overdue', numeric: true },
    { heading: 'Days late, most', numeric: true },
  ],
  rowHeadings: true,
  rows: [
    ['Northmere County Council', 'Return interviews within three days', 5, 16],
    ['Northmere Constabulary', 'Protection notices reach social care within a day', 2, 9],
    ['Northmere Hospitals NHS Trust', 'None', 0, null],
  ],
})}
${table({
  caption: 'Delivery against outcome',
  narrow: 'scroll',
  columns: [
    { heading: 'Priority' },
    { heading: 'Lead' },
    { heading: 'Delivery' },
    { heading: 'Outcome confidence' },
    { heading: 'Actions', numeric: true },
    { heading: 'Finished', numeric: true },
  ],
  rows: [
    ['1. Practice', 'Owen Price', ratingTag('green'), 'Low: re-referrals have not moved', 14, 6],
    ['2. Children who go missing', 'Ruth Adeyemi', ratingTag('red'), 'Medium', 9, 2],
    ['3. Neglect', 'Helen Marsh', ratingTag('blue'), 'High', 6, 6],
  ],
})}
${ratingKey(meanings)}`,
  })
}
