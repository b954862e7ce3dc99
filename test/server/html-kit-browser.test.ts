import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actionLines, emptyState, section, stats, table, timeline } from '#server/ui/html/components.ts'
import * as govuk from '#server/ui/html/govuk.ts'
import { html, raw, render } from '#server/ui/html/html.ts'
import { page as document } from '#server/ui/html/layout.ts'
import {
  axeViolations,
  sharedBrowser,
  policyBreaches,
  sidewaysScroll,
  watchPolicy,
} from '#test/support/browser.ts'
import { galleryPages } from '#test/support/gallery-pages.ts'
import { openGallery } from '#test/support/gallery.ts'
import { press, pressInPlace } from '#test/support/press.ts'

const planted =
  (body: string): (() => string) =>
  () =>
    document({ title: 'Planted', nav: [], body: raw(body) })

let gallery: Awaited<ReturnType<typeof openGallery>>

beforeAll(async () => {
  gallery = await openGallery({
    '/planted-axe': planted(
      '<img src="/x.png"><input><p class="wm-rating wm-rating--amber"><span class="wm-rating--red">x</span></p>',
    ),
    '/planted-style': planted('<p style="color:red">Red</p><script>globalThis.ran = true</script>'),
    '/planted-wide': planted('<pre>' + 'x'.repeat(900) + '</pre>'),
  })
})

afterAll(async () => {
  await gallery?.close()
})

async function open(width: number, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await (await sharedBrowser()).newPage({ viewport: { width, height: 800 }, colorScheme })
  await watchPolicy(page)
  return page
}

const looks = [
  [360, 'light'],
  [360, 'dark'],
  [1440, 'light'],
  [1440, 'dark'],
] as const

type Seen = { axe: Record<string, string[]>; sideways: number; breaches: string[]; small: string[] }
/** What each page of the kit shows: every page is opened once, and seen in all looks. */
const seen: Record<string, Seen> = {}

beforeAll(async () => {
  const page = await open(360)
  for (const path of Object.keys(galleryPages)) {
    await page.goto(gallery.url + path)
    seen[path] = await lookAt(page)
  }
  await page.close()
})

async function lookAt(page: Page): Promise<Seen> {
  const axe: Record<string, string[]> = {}
  for (const [width, colorScheme] of looks) {
    await page.setViewportSize({ width, height: 800 })
    // Without motion: colours would still be on their way from one scheme to the other.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    axe[`${width} ${colorScheme}`] = await axeViolations(page)
  }
  await page.setViewportSize({ width: 360, height: 800 })
  const small = await page.evaluate<string[]>(tooSmall)
  await page.setViewportSize({ width: 320, height: 800 })
  return { axe, small, sideways: await sidewaysScroll(page), breaches: await policyBreaches(page) }
}

const tooSmall = `[...document.querySelectorAll('button, .govuk-button, input:not([type=hidden]), select, textarea, summary')]
  .filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < 43.9)
  .map((control) => control.outerHTML.slice(0, 80) + ' ' + control.getBoundingClientRect().height)`

const ofEach = <T>(part: (page: Seen) => T) =>
  Object.fromEntries(Object.entries(seen).map(([path, page]) => [path, part(page)]))
const everywhere = <T>(answer: T): Record<string, T> =>
  Object.fromEntries(Object.keys(galleryPages).map((path) => [path, answer]))

describe('every page of the kit', () => {
  test.each(looks)('has no fault that axe can find at %i pixels in the %s theme', (width, theme) => {
    expect(ofEach(({ axe }) => axe[`${width} ${theme}`])).toEqual(everywhere([]))
  })

  test('does not scroll sideways on the narrowest phone', () => {
    expect(ofEach(({ sideways }) => sideways)).toEqual(everywhere(0))
  })

  test('lives under the strict policy', () => {
    expect(ofEach(({ breaches }) => breaches)).toEqual(everywhere([]))
  })

  test('gives a thumb 44 pixels on every control', () => {
    expect(ofEach(({ small }) => small)).toEqual(everywhere([]))
  })
})

describe('what these tests would catch', () => {
  test('axe sees a picture without words, a field without a label and faint text', async () => {
    const page = await open(360)
    await page.goto(`${gallery.url}/planted-axe`)
    await page.evaluate(`document.querySelector('h1').style.color = '#ccc'`)
    const rules = (await axeViolations(page)).map((line) => line.split(':')[0])
    expect(rules).toEqual(expect.arrayContaining(['image-alt', 'label', 'color-contrast']))
    await page.close()
  })

  test('an inline style and an inline script are refused and reported', async () => {
    const page = await open(360)
    await page.goto(`${gallery.url}/planted-style`)
    const breaches = (await policyBreaches(page)).map((line) => line.split(' ')[0])
    expect(breaches).toEqual(expect.arrayContaining(['style-src-attr', 'script-src-elem']))
    expect(await page.evaluate('globalThis.ran')).toBeUndefined()
    await page.close()
  })

  test('a line that does not fit is measured', async () => {
    const page = await open(320)
    await page.goto(`${gallery.url}/planted-wide`)
    expect(await sidewaysScroll(page)).toBeGreaterThan(100)
    await page.close()
  })
})

describe('without a script', () => {
  test('the reader lands on the faults of a form', async () => {
    const page = await open(360)
    await page.goto(`${gallery.url}/update`)
    // The browser moves the focus when it first paints, which may be after the page is whole.
    await expect
      .poll(() => page.evaluate('document.activeElement.className'), { timeout: 60_000 })
      .toBe('govuk-error-summary')
    await press(page, 'text=The forecast date must be a real date >> nth=0')
    await expect
      .poll(() => page.evaluate('document.activeElement.id'), { timeout: 60_000 })
      .toBe('forecast-month')
    await page.close()
  })

  test('a field that belongs to a choice shows with that choice only', async () => {
    const page = await open(360)
    await page.goto(`${gallery.url}/update`)
    expect([await page.isVisible('#blocker'), await page.isVisible('#why')]).toEqual([true, false])
    await page.check('input[value=worse]')
    expect([await page.isVisible('#blocker'), await page.isVisible('#why')]).toEqual([false, true])
    await page.close()
  })

  test('the navigation opens and closes on a phone, and always shows on a laptop', async () => {
    const page = await open(360)
    await page.goto(`${gallery.url}/`)
    expect(await page.isVisible('text=Meetings')).toBe(false)
    await pressInPlace(page.getByText('Menu'))
    expect(await page.isVisible('text=Meetings')).toBe(true)
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    expect(await page.isVisible('text=Meetings')).toBe(false)
    await page.setViewportSize({ width: 1440, height: 800 })
    expect([await page.isVisible('text=Meetings'), await page.isVisible('text=Menu')]).toEqual([true, false])
    await page.close()
  })

  test('a keyboard reaches the main matter first', async () => {
    const page = await open(1440)
    await page.goto(`${gallery.url}/`)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to main content')
    expect(await page.isVisible('.govuk-skip-link')).toBe(true)
    await page.close()
  })
})

test('no text, however hostile, changes what a real browser builds from any component', async () => {
  const page = await open(360)
  const samples = ['harmless', ...fc.sample(hostile, 60)]
  const drawn = samples.flatMap((text) => drawAll(text))
  const shapes = await page.evaluate<string[]>(`${JSON.stringify(drawn)}.map((markup) =>
    [...new DOMParser().parseFromString(markup, 'text/html').querySelectorAll('*')]
      .map((element) => [element.localName, ...element.getAttributeNames()].join(' ')).join('|'))`)
  const [plain, ...others] = chunks(shapes, drawAll('harmless').length)
  const changed = others.flatMap((shape, i) => (isDeepStrictEqual(shape, plain) ? [] : [samples[i + 1]]))
  expect(changed).toEqual([])
  expect(others).toHaveLength(60)
  await page.close()
}, 30_000)

const hostile = fc
  .array(
    fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '`',
      '&',
      '=',
      '/',
      '\n',
      'x',
      '</p>',
      '<script>',
      ' onload=',
      '&lt;',
      '&#60;',
      '--',
      '<!--',
      '{{',
      '{%',
      ']]>',
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => `a${parts.join('')}`)

const chunks = <T>(all: T[], size: number): T[][] =>
  Array.from({ length: all.length / size }, (_, i) => all.slice(i * size, (i + 1) * size))

function drawAll(text: string): string[] {
  const field = { name: text, label: text, hint: text, error: text }
  const choices = [
    { value: text, text, hint: text },
    { value: 'other', text: 'Other' },
  ]
  const parts = [
    govuk.input({ ...field, value: text, prefix: text, suffix: text, attributes: { title: text } }),
    govuk.textarea({ ...field, value: text }),
    govuk.select({ ...field, items: [{ value: text, text }], value: 'other' }),
    govuk.radios({ ...field, items: choices }),
    govuk.checkboxes({ ...field, items: choices }),
    govuk.dateInput({ ...field, values: { day: text, month: text, year: text } }),
    govuk.fileUpload(field),
    govuk.button({ text, value: text, name: text }),
    govuk.errorSummary([{ text, href: text }]),
    govuk.notificationBanner({ text, title: text }),
    govuk.tag(text),
    govuk.breadcrumbs([{ text, href: text }, { text }]),
    govuk.details({ summary: text, body: text }),
    govuk.fieldset({ legend: text, body: html`<p>Body</p>` }),
    govuk.summaryList({
      rows: [{ key: text, value: text, links: [{ href: text, text, hidden: text }] }],
      card: { title: text },
    }),
    govuk.warningText(text),
    govuk.insetText(text),
    actionLines([
      {
        ref: text,
        title: text,
        href: text,
        rating: 'red',
        meta: text,
        because: text,
        due: null,
        press: { text, href: text },
      },
    ]),
    emptyState({ title: text, text }),
    section({ title: text, id: text, intro: text, body: text }),
    stats([{ value: text, name: text, note: text, href: text }]),
    table({ caption: text, columns: [{ heading: text }], rows: [[text]] }),
    timeline([{ what: text, who: text, at: '2018-05-14T08:02:00Z', body: text }]),
  ].map((part) => render(part))
  const whole = document({
    title: text,
    caption: text,
    nav: [{ href: text, text }],
    user: { name: text, signOutToken: text },
    section: { name: text, href: text, nav: [{ href: text, text }] },
    banner: text,
    errors: [{ text, href: text }],
    back: { href: text, text },
    body: html`${text}`,
  })
  return [...parts, whole]
}
