import { describe, expect, test } from 'vitest'
import {
  actionLines,
  ratingReason,
  ratingTag,
  stats,
  table,
  timeline,
  typedLink,
} from '#server/ui/html/components.ts'
import { html, render } from '#server/ui/html/html.ts'
import { type Page, page } from '#server/ui/html/layout.ts'
import { ratings } from '#workflows/rating/rating.ts'

const textOf = (markup: string): string =>
  markup
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

describe('a rating', () => {
  test('always holds its word, whatever the colour', () => {
    expect(ratings.map((rating) => textOf(render(ratingTag(rating))))).toEqual([
      'Red',
      'Amber',
      'Green',
      'Blue',
      'Not due',
      'No rating',
    ])
  })

  test('says why, and what would turn it green only where something would', () => {
    const red = textOf(
      render(ratingReason({ rating: 'red', because: 'It is late.', toTurnGreen: 'Finish it.' })),
    )
    expect(red).toBe('Red It is late. To turn green: Finish it.')
    const green = textOf(render(ratingReason({ rating: 'green', because: 'On track.', toTurnGreen: null })))
    expect(green).toBe('Green On track.')
  })
})

describe('an action line', () => {
  const line = {
    ref: '2.4',
    title: 'Return interviews',
    href: '/actions/1',
    rating: 'red',
    due: '2018-04-28',
  } as const

  test('prints reference, title, rating, due date, lateness and moves', () => {
    const out = render(
      actionLines([
        { ...line, daysLate: 16, timesMoved: 2, press: { text: 'Update', href: '/actions/1/update' } },
      ]),
    )
    expect(textOf(out)).toBe(
      '2.4 Return interviews Red Due 28 April 2018 16 days late Moved twice Update 2.4 Return interviews',
    )
    expect(out).toContain('href="/actions/1/update"')
  })

  test('leaves out what is not known, and says so of a missing due date', () => {
    expect(textOf(render(actionLines([{ ...line, due: null }])))).toBe(
      '2.4 Return interviews Red No due date',
    )
  })
})

describe('a table', () => {
  const plain = {
    caption: 'Overdue by agency',
    columns: [{ heading: 'Agency' }, { heading: 'Overdue', numeric: true }],
    rowHeadings: true,
    rows: [
      ['Council', 5],
      ['Police', null],
    ],
  } as const

  test('names its columns and rows for a screen reader, also where it is laid out as cards', () => {
    const out = render(table(plain))
    expect(out.match(/<th scope="col" role="columnheader"/g)).toHaveLength(2)
    expect(out.match(/<th scope="row" role="rowheader"/g)).toHaveLength(2)
    expect(out.match(/role="cell"/g)).toHaveLength(2)
    expect(out).toContain('<table class="govuk-table wm-table" role="table">')
  })

  test('sets numbers to the right in heading and cells', () => {
    const out = render(table(plain))
    expect(out).toContain('govuk-table__header govuk-table__header--numeric">Overdue')
    expect(out.match(/govuk-table__cell--numeric/g)).toHaveLength(2)
  })

  test('can be scrolled by keyboard where it scrolls sideways', () => {
    expect(render(table({ ...plain, narrow: 'scroll' }))).toMatch(
      /role="region" aria-labelledby="([^"]+)" tabindex="0">.*id="\1"/s,
    )
  })

  test('says that a value is missing instead of leaving a hole', () => {
    expect(textOf(render(table(plain)))).toContain('Police Overdue – none')
  })

  test('marks the cells that need no heading on a phone, and the empty ones among them', () => {
    const out = render(
      table({ ...plain, columns: [{ heading: 'Agency' }, { heading: 'Post', plain: true }] }),
    )
    expect(out.match(/class="govuk-table__cell wm-table__plain"/g)).toHaveLength(1)
    expect(out.match(/class="govuk-table__cell wm-table__plain wm-table__plain--empty"/g)).toHaveLength(1)
    expect(render(table(plain))).not.toContain('wm-table__plain')
  })
})

test('a timeline is an ordered list with machine-readable moments', () => {
  const out = render(timeline([{ what: 'Agreed', who: 'Margaret Ellison', at: '2018-05-14T08:02:00Z' }]))
  expect(out).toMatch(/^<ol/)
  expect(out).toContain('<time datetime="2018-05-14T08:02:00Z">14 May 2018 at 9:02am</time>')
})

test('a tile names its number', () => {
  expect(textOf(render(stats([{ value: 7, name: 'Red', rating: 'red' }])))).toBe('Red 7')
})

test('only a web address that a person typed becomes a link', () => {
  expect(render(typedLink('https://example.org/a?b=1&c=2'))).toContain(
    'href="https://example.org/a?b=1&amp;c=2"',
  )
  for (const address of [
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'data:text/html,x',
    '//example.org',
    'https://a b',
  ]) {
    expect(render(typedLink(address))).not.toContain('<a')
  }
})

const draw = (options: Partial<Page> = {}): string =>
  page({ title: 'My work', nav: [], body: html`<p>Body</p>`, ...options })

describe('a page', () => {
  test('names itself in the tab, and says first when something is wrong', () => {
    expect(draw()).toContain('<title>My work – Waymark</title>')
    expect(draw({ errors: [{ text: 'Enter a date', href: '#due-day' }] })).toContain(
      '<title>Error: My work – Waymark</title>',
    )
  })

  test('has one main heading, none of its own when a field is the heading', () => {
    expect(draw().match(/<h1/g)).toHaveLength(1)
    expect(draw({ heading: null })).not.toContain('<h1')
    expect(draw({ heading: 'Your work', caption: 'Action 2.4' })).toMatch(
      /<h1.*Action 2\.4.*Your work<\/h1>/s,
    )
  })

  test('speaks British English and lets a keyboard skip to what matters', () => {
    expect(draw()).toContain('<html lang="en-GB">')
    expect(draw()).toMatch(/<body[^>]*>\s*<a href="#main-content"/)
    expect(draw()).toContain('<main class="wm-main wm-narrow" id="main-content">')
  })

  test('links the faults to their fields', () => {
    const out = draw({ errors: [{ text: 'Enter a <date>', href: '#due-day' }] })
    expect(out).toContain('<a href="#due-day">Enter a &lt;date&gt;</a>')
  })

  test('signs out by a form with a token, never by a link', () => {
    const out = draw({ user: { name: 'Samina', signOutToken: 'token"1' } })
    expect(out).toMatch(
      /<form[^>]*method="post" action="\/sign-out">\s*<input type="hidden" name="_csrf" value="token&quot;1">/,
    )
  })

  test('marks the page at hand in the navigation, or the one that it is below', () => {
    const out = draw({
      nav: [
        { href: '/', text: 'My work', current: true },
        { href: '/plans', text: 'Plans' },
        { href: '/mail', text: 'Mail', current: 'below' },
      ],
    })
    expect(out).toContain('href="/mail" aria-current="true"')
    expect(out.match(/aria-current="page"/g)).toHaveLength(1)
    expect(out).toContain('<a class="wm-nav__link" href="/" aria-current="page">My work</a>')
  })

  test('says in the demonstration that it is one, and what day it is there', () => {
    expect(textOf(draw({ demo: { now: '2018-05-14' } }))).toContain(
      'Demonstration. The people and places are invented. Today is Monday 14 May 2018 .',
    )
    expect(draw()).not.toContain('Demonstration')
  })

  test('carries no script and no inline style, and asks no other site for anything', () => {
    const out = draw({
      user: { name: 'Samina', signOutToken: 't' },
      banner: 'Saved',
      demo: { now: '2018-05-14' },
    })
    expect(out).not.toMatch(/<script|<style|\sstyle=|\son\w+=|https?:/)
  })

  test('shows no mark that belongs to the government', () => {
    expect(draw()).not.toMatch(/crown|GOV\.UK|Open Government|GDS/i)
  })
})
