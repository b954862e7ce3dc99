import { describe, expect, test } from 'vitest'
import { findingsOf, reportAction, reportFacts, table } from '../support/report-texts.ts'

const action = reportAction({
  reference: 'P1.A2',
  title: 'Embed the performance framework',
  dueOn: '2018-09-28',
  dueBefore: [
    { dueOn: '2018-03-30', movedOn: '2018-03-20' },
    { dueOn: '2018-06-29', movedOn: '2018-06-20' },
  ],
  owner: 'Priya Nair',
  formerOwners: [{ name: 'Tom Hale', until: '2018-04-30' }],
})
const other = reportAction({
  reference: 'P1.A3',
  title: 'Write the communication strategy',
  dueOn: '2018-10-31',
})
const facts = reportFacts({
  actions: [action, other],
  people: [
    { name: 'Michael Carr', leftOn: '2018-05-31' },
    { name: 'Priya Nair', leftOn: null },
    { name: 'Tom Hale', leftOn: null },
    { name: 'Zafar Uddin', leftOn: '2018-12-31' },
    { name: 'Jo Smith', leftOn: '2018-01-31' },
    { name: 'Jo Smith', leftOn: null },
    { name: 'Ana Ruiz', leftOn: null },
  ],
  posts: [
    {
      post: 'Head of Assessment',
      holder: 'Priya Nair',
      since: '2018-04-01',
      before: [{ name: 'Ana Ruiz', until: '2018-03-31' }],
    },
    {
      post: 'Principal Social Worker',
      holder: null,
      since: '2018-02-01',
      before: [{ name: 'Tom Hale', until: '2018-01-31' }],
    },
  ],
})
const found = (...text: Parameters<typeof findingsOf>[2][]) => findingsOf('outOfDate', facts, ...text)

describe('what the plan knows better is asked about', () => {
  test.each([
    ['Councillor Michael Carr chairs the group.', 'Michael Carr left on 31 May 2018.'],
    ['The lead is MICHAEL  CARR.', 'Michael Carr left on 31 May 2018.'],
    ['In June 2018 Michael Carr met the team.', 'Michael Carr left on 31 May 2018.'],
    [
      'Ana Ruiz, Head of Assessment, leads this.',
      'Ana Ruiz was Head of Assessment until 31 March 2018; Priya Nair has held it since 1 April 2018.',
    ],
    ['The Head of Assessment (Ana Ruiz) leads this.', 'Ana Ruiz was Head of Assessment'],
    [
      'Tom Hale is the Principal Social Worker.',
      'Tom Hale was Principal Social Worker until 31 January 2018; the post is vacant since 1 February 2018.',
    ],
    [
      'Tom Hale owns P1.A2.',
      'Tom Hale owned P1.A2 (Embed the performance framework) until 30 April 2018; Priya Nair owns it now.',
    ],
    [
      'P1.A2 is due on 29 June 2018.',
      'P1.A2 (Embed the performance framework) was due on 29 June 2018 and is due on 28 September 2018 now: it was moved twice, the last time on 20 June 2018.',
    ],
    ['We will embed the performance framework by 30 March 2018.', 'was due on 30 March 2018'],
    ['P1.A2 (29 June 2018) goes well.', 'was due on 29 June 2018'],
    ['P1.A2 will be complete by the end of June 2018.', 'is due on 28 September 2018 now'],
    ['P1.A2: deadline 29.06.2018', 'was due on 29 June 2018'],
    [
      'P1.A3 is due on 1 October 2018.',
      'P1.A3 (Write the communication strategy) is due on 31 October 2018.',
    ],
    ['P1.A3 is due on 30 November.', 'is due on 31 October 2018.'],
    ['P1.A3 will be finished by September 2018.', 'is due on 31 October 2018.'],
  ])('%s', (text, fact) => {
    const [finding, ...more] = found(text)
    expect(more).toEqual([])
    expect(finding?.fact).toContain(fact)
    expect(finding?.sentence).toBe(text)
  })

  test.each([
    'Michael Carr left in May and we thank him.',
    'Our former chair, Michael Carr, set this up.',
    'In April 2018 Michael Carr opened the home.',
    'Councillor Zafar Uddin chairs the group.',
    'Jo Smith chairs the group.',
    'Carr Hill is a home.',
    'Priya Nair, Head of Assessment, leads this.',
    'The previous Head of Assessment, Ana Ruiz, started it.',
    'Ana Ruiz met the Head of Assessment.',
    'Ana Ruiz has ideas for P1.A3.',
    'Priya Nair owns P1.A2.',
    'P1.A2 is due on 28 September 2018.',
    'P1.A2 will be complete by the end of September 2018.',
    'P1.A2 moved from 29 June 2018 to 28 September 2018.',
    'P1.A2 was due on 29 June 2018.',
    'P1.A2 was discussed on 29 June 2018.',
    'P1.A2 and P1.A3 are due on 29 June 2018.',
    'P1.A3 began on 1 May 2018.',
    'Since 29 June 2018 P1.A2 has gone well.',
    'P1.A2 is due in 2018.',
    'The peer review is due on 1 October 2018.',
  ])('is not found: %s', (text) => {
    expect(found(text)).toEqual([])
  })

  test('a person is told once a sentence, and an owner who left as one who left', () => {
    expect(found('Michael Carr and again Michael Carr.')).toHaveLength(1)
    const gone = reportFacts({ actions: [action], people: [{ name: 'Tom Hale', leftOn: '2018-04-30' }] })
    expect(findingsOf('outOfDate', gone, 'Tom Hale owns P1.A2.').map(({ fact }) => fact)).toEqual([
      'Tom Hale left on 30 April 2018.',
    ])
  })

  test('a column of due dates tells that of the action in its row', () => {
    const lines = [
      'Action | First due | Due | Owner',
      'P1.A2 | 30 March 2018 | 29 June 2018 | Priya Nair',
      'P1.A3 | 31 October 2018 | 31.10.18 | Priya Nair',
    ]
    expect(found(table(lines)).map(({ at, sentence }) => [at.path, sentence])).toEqual([
      [[0, 1, 2], '29 June 2018'],
    ])
  })
})
