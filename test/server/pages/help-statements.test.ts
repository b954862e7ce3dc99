import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { strongSessionLife, usualSessionLife } from '#db/read/sessions.ts'
import { cookiesOf } from '#server/features/help/cookies.ts'
import { tested } from '#server/features/help/tested.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { usePages } from '#test/support/pages.ts'
import { get, mainText, post } from '#test/support/visitor.ts'

const accessibility = '/help/accessibility'
const personalData = '/help/personal-data'
const pages = [accessibility, personalData]

const { app, plan, open } = usePages({ now: '2026-11-23T10:00:00.000Z', demonstration: true, given: [[{}]] })

/** The text of a page for a visitor, as it is read. */
async function readAt(path: string, site: TestApp = app): Promise<string> {
  const { status, text } = await get(site, path)
  expect(status).toBe(200)
  return text
    .slice(text.indexOf('<main'), text.indexOf('</main>'))
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
}

describe.each(pages)('%s', (path) => {
  test('opens for everybody, signed in or not and without JavaScript', async () => {
    const visitor = await open(undefined, path)
    expect(new URL(visitor.url()).pathname).toBe(path)
    const owner = await open(plan.people.owner, path)
    expect(await mainText(owner)).toBe(await mainText(visitor))
  })

  test('is linked from the foot of every page, and from the help on ratings', async () => {
    for (const from of ['/sign-in', '/help/workflows', ...pages]) {
      const { text } = await get(app, from)
      expect(text.slice(text.indexOf('<footer'))).toContain(`href="${path}"`)
    }
    const { text } = await get(app, '/help/rating')
    expect(text.slice(text.indexOf('<main'), text.indexOf('</main>'))).toContain(`href="${path}"`)
  })

  test('says that whom to tell is missing where the site has not set it, and where it has, names them', async () => {
    expect(await readAt(path)).toMatch(/Missing from this page: whom to tell\..*CONTACT_EMAIL/)
    const site = await startTestApp({ contactEmail: 'access@council.example' })
    try {
      const { text } = await get(site, path)
      expect(text).toContain('href="mailto:access@council.example"')
      expect(text).not.toContain('Missing from this page')
    } finally {
      await site.close()
    }
  })
})

describe('the accessibility statement', () => {
  test('says the widths, the rules and the sizes that the tests take from the same place', async () => {
    const text = await readAt(accessibility)
    const [wide, phone] = tested.mainPages
    expect(text).toContain(`Every page is opened at ${tested.everyPageWidth} pixels`)
    expect(text).toContain(
      `${wide.width} pixels in ${wide.colours} colours, and at ${phone.width} pixels in ${phone.colours} colours`,
    )
    expect(text).toContain(`at least ${tested.controlHeight} pixels high`)
    for (const [file, part] of [
      ['test/server/pages/every-page.test.ts', 'tested.everyPageWidth'],
      ['test/server/pages/looks.test.ts', 'tested.mainPages'],
      ['test/server/pages/looks.test.ts', 'tested.controlHeight'],
      ['test/support/browser.ts', 'tested.rules'],
    ] as const)
      expect(await readFile(join(root, file), 'utf8')).toContain(part)
  })

  test('says what a public body has to: the standard, what is untested, the law, and who enforces it', async () => {
    const text = await readAt(accessibility)
    for (const part of [
      'partially compliant',
      'WCAG) version 2.2',
      'No disabled people have tested Waymark yet.',
      'No person has tested it with a screen reader',
      '(No. 2) Accessibility Regulations 2018',
      'Equality and Human Rights Commission (EHRC)',
      'Equality Advisory and Support Service (EASS)',
      'prepared and last reviewed on',
    ])
      expect(text).toContain(part)
  })
})

describe('the page on personal data', () => {
  let source = ''
  beforeAll(async () => {
    const files = (await readdir(join(root, 'server'), { recursive: true })).filter(
      (file) => file.endsWith('.ts') && !file.startsWith('features/help/'),
    )
    source = (await Promise.all(files.map((file) => readFile(join(root, 'server', file), 'utf8')))).join('\n')
  })

  test('names every cookie of the code, and no other', async () => {
    const made = [...source.matchAll(/(?:[cC]ookie\(|NAME = )'(waymark[\w-]*)'/g)].map(
      ([, name = '']) => name,
    )
    const told = cookiesOf(usualSessionLife).map(({ name }) => name)
    expect(told.toSorted()).toEqual([...new Set(made)].toSorted())
    const text = await readAt(personalData)
    for (const { name, purpose, lasts } of cookiesOf(usualSessionLife))
      expect(text).toContain(`Name ${name} What it is for ${purpose} How long it lasts ${lasts} `)
    expect(source).not.toMatch(/\b(localStorage|sessionStorage|indexedDB|document\.cookie)\b/)
  })

  test.each([
    ['waymark', 67, 'day', usualSessionLife],
    ['waymark', 37, 'day', strongSessionLife],
    ['waymark-done', 60, 'second', usualSessionLife],
    ['waymark-code', 10, 'minute', usualSessionLife],
    ['waymark-known', 400, 'day', usualSessionLife],
    ['waymark-passkey', 5, 'minute', usualSessionLife],
    ['waymark-new-passkey', 5, 'minute', usualSessionLife],
    ['waymark-journey', 10, 'minute', usualSessionLife],
  ] as const)('says that the cookie %s lasts %i %ss', (name, number, unit, life) => {
    const told = cookiesOf(life).find((each) => each.name === name)
    expect(told?.lasts).toMatch(new RegExp(`^${number} ${unit}s(,|$)`))
  })

  test('gives the lifetimes with which the server really sends the cookies', async () => {
    const site = await startTestApp()
    try {
      const asked = await post(site, '/sign-in', '', { email: 'nobody@council.example', next: '/' })
      expect(lifetimesOf(asked.headers)).toEqual({ 'waymark-code': 10 * 60 })
      const began = await post(site, '/sign-in/passkey/options', '', {})
      expect(lifetimesOf(began.headers)).toEqual({ 'waymark-passkey': 5 * 60 })
    } finally {
      await site.close()
    }
    const began = await post(app, '/sign-in/demonstration', '', { person: plan.people.owner, next: '/' })
    expect(lifetimesOf(began.headers)).toEqual({ waymark: 67 * 24 * 60 * 60 })
  })

  test('gives the lifetime of the session as this site has set it', async () => {
    expect(await readAt(personalData)).toContain('ends after 14 days without use, or 60 days in any case')
    const site = await startTestApp({ sessionLife: { idleDays: 3, absoluteDays: 9 } })
    try {
      const text = await readAt(personalData, site)
      expect(text).toContain('ends after 3 days without use, or 9 days in any case')
      expect(text).toContain('16 days, or until you sign out')
    } finally {
      await site.close()
    }
  })

  test('says what is never asked for, that the history stays, and that logs hold no network address', async () => {
    const text = await readAt(personalData)
    for (const part of [
      'No form asks for the name of a child',
      'Waymark deletes no entry of it',
      'The log of Waymark holds no network addresses',
      'No script can read these cookies',
    ])
      expect(text).toContain(part)
  })
})

const root = join(import.meta.dirname, '../../..')

/** Seconds for which each cookie of an answer lasts. */
function lifetimesOf(headers: Headers): Record<string, number> {
  return Object.fromEntries(
    headers.getSetCookie().map((cookie) => {
      const [, name = '', age = ''] = /^([^=]+)=.*; Max-Age=(\d+)/i.exec(cookie) ?? []
      return [name, Number(age)]
    }),
  )
}
