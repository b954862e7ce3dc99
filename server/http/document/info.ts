/** What holds for the whole API. */
export const info = {
  title: 'Waymark',
  version: '1',
  license: { name: 'MIT', identifier: 'MIT' },
  description: [
    'Improvement plans: priorities, actions and what may happen to them.',
    'Every error is a problem (RFC 9457) whose code is one of those of the schema `Problem`.',
    'Every list is CSV with `Accept: text/csv`, or with `.csv` after the path: the whole list from `after` on, or one page where `limit` is given. With `.xlsx` it is a spreadsheet of the same columns, of 250,000 cells at most.',
    'A POST may carry an Idempotency-Key of its own: sent again within 24 hours it is answered again and not carried out again.',
    'The ETag of a resource is its version, followed by what it reads like where that has changed without a new version, as a colour does overnight; either goes back as If-Match.',
    'Answers may gain fields; what is there keeps its name and its meaning.',
  ].join('\n\n'),
}

/** What the operations of the API are about. */
export const tags = [
  { name: 'actions', description: 'Dated commitments, each with one accountable owner.' },
  { name: 'milestones', description: 'Dated steps within an action.' },
  { name: 'blockers', description: 'What an action waits for, and who has to act.' },
  { name: 'extensions', description: 'Requests for more time, and how they were decided.' },
  { name: 'plans', description: 'Improvement plans, with their horizons, recommendations and members.' },
  { name: 'priorities', description: 'The themes of a plan and their strands, each with a lead.' },
  { name: 'measures', description: 'What is counted to see whether outcomes move, and the observations.' },
  {
    name: 'meetings',
    description: 'Meetings of the board: agendas, attendance, minutes, packs and decisions.',
  },
  { name: 'decisions', description: 'The register of decisions: call-in, and what came of each.' },
  { name: 'inspections', description: 'The register of inspections: what was judged, and what came of it.' },
  {
    name: 'reports',
    description: 'Documents for a board or a council: their editions and their templates.',
  },
  {
    name: 'sections',
    description: 'What an author writes of a report: its text, its earlier texts and what the checks find.',
  },
  {
    name: 'report-templates',
    description: 'What the reports of a plan are made from: its own templates and those that ship.',
  },
  { name: 'imports', description: 'Spreadsheets on their way into a plan, row by row.' },
  { name: 'people', description: 'People and the agencies they work for.' },
  { name: 'mail', description: 'The ledger of emails, and how the weekly emails of a week went.' },
  { name: 'me', description: 'The caller: their work, weekly emails, deputy, API tokens and sign-ins.' },
  { name: 'auth', description: 'How a program gets an access token.' },
]
