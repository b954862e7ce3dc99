import { describe, expect, test } from 'vitest'
import { ownerWords } from '#emails/digests/owner.ts'
import { MOST_LINES } from '#emails/digests/shown.ts'
import type { DigestItem } from '#emails/digests/still-due.ts'
import { type Receiver, type WeeklyEmail, weeklyEmail } from '#emails/digests/weekly.ts'
import { escapeHtml } from '#emails/frame/html.ts'

const item = (different: Partial<DigestItem> = {}): DigestItem => ({
  group: 'overdue',
  actionId: '01a2092d-44ed-71bc-b92d-87a94677f53d',
  ref: 'P1.S3',
  title: 'Audit a sample of plans every month',
  planId: 'plan',
  plan: 'The improvement plan',
  milestoneId: null,
  milestone: null,
  dueOn: '2026-11-02',
  timesMoved: 0,
  silentSince: '2026-10-01',
  ...different,
})

const publicUrl = 'https://waymark.example'

const digest = (items: DigestItem[], different: Partial<Receiver> = {}): WeeklyEmail => {
  const words = ownerWords({ day: '2026-11-23', items, publicUrl })
  const email = weeklyEmail([words], { name: 'Amira Patel', publicUrl, lateFrom: null, ...different })
  if (!email) throw new Error('the owner has something to be told')
  return email
}

const due = (group: DigestItem['group'], number: number, more: Partial<DigestItem> = {}) =>
  Array.from({ length: number }, () => item({ group, ...more }))

describe('the subject says what it is about, and in which plan', () => {
  test.each([
    ['3 actions overdue, 2 due soon', [...due('overdue', 3), ...due('dueSoon', 2)]],
    ['1 action overdue', due('overdue', 1)],
    ['2 milestones overdue', due('overdue', 2, { milestone: 'First report' })],
    [
      '1 action and 1 milestone overdue, 1 action returned',
      [...due('overdue', 1), ...due('overdue', 1, { milestone: 'M' }), ...due('returned', 1)],
    ],
    ['1 action due soon, 1 needs an update', [...due('dueSoon', 1), ...due('stale', 1)]],
    ['2 actions returned', due('returned', 2)],
    ['1 action returned, 3 due soon', [...due('dueSoon', 3), ...due('returned', 1)]],
    ['3 actions need an update', due('stale', 3)],
    ['2 actions need evidence', due('evidence', 2)],
  ])('%s', (subject, items) => {
    expect(digest(items).subject).toBe(`${subject}: The improvement plan`)
  })
})

describe('each line', () => {
  test.each([
    [item({ timesMoved: 2 }), '21 days late. It was due on 2 November 2026. Its date has been moved twice.'],
    [
      item({ dueOn: '2026-11-22', timesMoved: 1 }),
      '1 day late. It was due on 22 November 2026. Its date has been moved once.',
    ],
    [item({ group: 'dueSoon', dueOn: '2026-11-23' }), 'Due today, 23 November 2026.'],
    [item({ group: 'dueSoon', dueOn: '2026-11-24' }), 'Due tomorrow, on 24 November 2026.'],
    [
      item({ group: 'dueSoon', dueOn: '2026-12-01', timesMoved: 4 }),
      'Due in 8 days, on 1 December 2026. Its date has been moved 4 times.',
    ],
    [item({ group: 'returned', dueOn: '2026-12-18' }), 'Sent back with a reason. Due on 18 December 2026.'],
    [item({ group: 'stale', dueOn: null }), 'No update since 1 October 2026.'],
    [
      item({
        group: 'evidence',
        dueOn: '2026-12-18',
        evidence: { lacks: ['independent'], askedBy: 'Ruth Okafor' },
      }),
      'Ruth Okafor asks for it. The check that it has stuck is due on 18 December 2026. Add evidence dated after sign-off',
    ],
  ])('says in words what it waits for (%#)', (line, words) => {
    const { text, html } = digest([line])
    expect(text.replace(/\s+/g, ' ')).toContain(words)
    expect(html.replace(/<[^>]+>/g, '')).toContain(words)
  })

  test('names the plan and links to the place where the owner answers', () => {
    const { text, html } = digest([item()])
    const href = 'https://waymark.example/week?row=week-01a2092d-44ed-71bc-b92d-87a94677f53d'
    expect(text).toContain(`  The improvement plan\n  ${href}\n`)
    expect(html).toContain(`<a href="${href}"`)
  })

  test('about a milestone names the action it belongs to', () => {
    const { text } = digest([item({ milestone: 'First report' })])
    expect(text).toContain('P1.S3 Milestone: First report\n')
    expect(text).toContain('Part of ‘Audit a sample of plans every month’, The improvement plan')
  })
})

test('the groups come in the order of the page that they lead to, each under its heading', () => {
  const { text } = digest([
    item(),
    item({ group: 'stale' }),
    item({ group: 'dueSoon' }),
    item({ group: 'returned' }),
  ])
  const headings = text.match(/^[A-Z ]{6,}$/gm)
  expect(headings).toEqual(['OVERDUE', 'RETURNED TO YOU', 'DUE SOON', 'NO UPDATE FOR SOME TIME'])
})

test('the link that answers without signing in has one name, in the HTML and in the plain text', () => {
  const link = { path: '/answer/1/mark', planIds: [] }
  const words = ownerWords({ day: '2026-11-23', items: [item()], publicUrl, link })
  const email = weeklyEmail([words], { name: 'Amira Patel', publicUrl, lateFrom: null })
  expect(email?.text).toContain(`\nAnswer without signing in:\n${publicUrl}/answer/1/mark\n`)
  expect(email?.text).toContain('‘Answer without signing in’ works until')
  expect(email?.html).toMatch(/href="[^"]+\/answer\/1\/mark"[^>]*>\s*Answer without signing in/)
})

test('twenty lines are shown and the rest is counted, with the page that shows them all', () => {
  const { text, html, subject } = digest(Array.from({ length: 34 }, (_, at) => item({ ref: `P1.S${at}` })))
  expect(text.match(/\?row=\S+$/gm)).toHaveLength(MOST_LINES)
  expect(html.match(/\?row=[^"]+"/g)).toHaveLength(MOST_LINES)
  expect(text).toContain('And 14 more. All of it on one page:\nhttps://waymark.example/week\n')
  expect(html).toContain('And 14 more.')
  expect(subject).toBe('34 actions overdue: The improvement plan')
})

test('tells by name why it came, when it is late, and where to sign in', () => {
  const { text, html } = digest([item()], { lateFrom: '2026-11-16' })
  for (const part of [text, html]) {
    expect(part).toContain('Hello Amira Patel,')
    expect(part).toContain('Why did I get this?')
    expect(part).toContain('https://waymark.example/sign-in')
    expect(part).toContain('16 November 2026')
  }
  expect(digest([item()]).text).not.toContain('It is late')
})

test('the text part is readable by itself: 72 characters a line but for addresses, and no markup', () => {
  const { text } = digest([item({ title: 'A title that goes on '.repeat(12).trim() })], {
    name: 'A person of many names '.repeat(4).trim(),
  })
  const long = text.split('\n').filter((line) => line.length > 72 && !line.includes('https://'))
  expect(long).toEqual([])
  expect(text).not.toMatch(/<\w/)
})

test('the HTML part names its language, fetches nothing and runs nothing', () => {
  const { html } = digest([item()])
  expect(html).toContain('<html lang="en-GB"')
  expect(html).toContain('prefers-color-scheme: dark')
  expect(html).not.toMatch(/<(img|script|link|iframe|form|object)\b|url\(|@import|@font-face/)
  const addresses = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address)
  expect(addresses.every((address) => address?.startsWith('https://waymark.example/'))).toBe(true)
})

test('whatever people typed stays text, on one line, and cannot turn the reading direction', () => {
  const evil = '<b onclick=x>\r\nBcc: x@y.example\u202E"\'`\u2028end'
  const { text, html, subject } = digest([item({ title: evil, plan: evil, milestone: evil, ref: evil })], {
    name: evil,
  })
  const clean = '<b onclick=x> Bcc: x@y.example"\'` end'
  expect(text).toContain(clean.slice(0, 30))
  expect(text).not.toMatch(/^Bcc:|\u202E|\u2028/m)
  expect(html).toContain(escapeHtml(clean))
  expect(html).not.toContain('<b onclick')
  expect(subject).toBe(`1 milestone overdue: ${clean}`)
})
