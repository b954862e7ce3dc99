import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as govuk from '#server/ui/html/govuk.ts'
import { type Html, raw, render } from '#server/ui/html/html.ts'
import { govukFolder } from '#server/ui/html/macro.ts'

type Fixture = { name: string; options: Record<string, unknown>; html: string }

// What the library itself says its component looks like with given options.
function fixture(component: string, name: string): Fixture {
  const path = join(govukFolder, 'components', component, 'fixtures.json')
  const { fixtures } = JSON.parse(readFileSync(path, 'utf8')) as { fixtures: Fixture[] }
  const found = fixtures.find((one) => one.name === name)
  if (!found) throw new Error(`${component} has no fixture '${name}'`)
  return found
}

const lines = (markup: string): string => markup.replace(/\s*\n\s*/g, '\n').trim()

const cases: [component: string, name: string, draw: () => Html][] = [
  [
    'input',
    'with error message',
    () =>
      govuk.input({
        id: 'input-with-error-message',
        name: 'test-name-3',
        label: 'National Insurance number',
        error: 'Enter a National Insurance number in the correct format',
      }),
  ],
  [
    'input',
    'with prefix and suffix',
    () =>
      govuk.input({
        id: 'input-with-prefix-suffix',
        name: 'cost',
        label: 'Cost per item, in pounds',
        prefix: '£',
        suffix: 'per item',
      }),
  ],
  [
    'textarea',
    'with default value',
    () =>
      govuk.textarea({
        id: 'full-address',
        name: 'address',
        label: 'Full address',
        value: '221B Baker Street\nLondon\nNW1 6XE\n',
      }),
  ],
  [
    'textarea',
    'with error message',
    () =>
      govuk.textarea({
        name: 'no-ni-reason',
        label: 'Why can’t you provide a National Insurance number?',
        error: 'You must provide an explanation',
      }),
  ],
  [
    'radios',
    'inline',
    () =>
      govuk.radios({
        id: 'example',
        name: 'example',
        inline: true,
        value: 'no',
        label: 'Have you changed your name?',
        hint: 'This includes changing your last name or spelling your name differently.',
        items: [
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ],
      }),
  ],
  [
    'select',
    'with hint text and error message',
    () =>
      govuk.select({
        name: 'select-2',
        label: 'Label text goes here',
        hint: 'Hint text goes here',
        error: 'Error message goes here',
        items: ['1', '2', '3'].map((value) => ({ value, text: `GOV.UK frontend option ${value}` })),
      }),
  ],
  [
    'button',
    'secondary',
    () => govuk.button({ name: 'secondary', text: 'Secondary button', look: 'secondary' }),
  ],
  ['button', 'link', () => govuk.button({ text: 'Link button', href: '/' })],
  [
    'button',
    'attributes',
    () =>
      govuk.button({
        text: 'Submit',
        attributes: { 'aria-controls': 'test-target-element', 'data-tracking-dimension': '123' },
      }),
  ],
  [
    'notification-banner',
    'with type as success',
    () => govuk.notificationBanner({ text: 'Email sent to example@email.com', success: true }),
  ],
  ['tag', 'grey', () => govuk.tag('Grey', 'govuk-tag--grey')],
  [
    'details',
    'expanded',
    () =>
      govuk.details({
        id: 'help-with-nationality',
        summary: 'Help with nationality',
        open: true,
        body: String(fixture('details', 'expanded').options.text),
      }),
  ],
  ['skip-link', 'default', () => govuk.skipLink('Skip to main content', '#test-target-element')],
  [
    'warning-text',
    'default',
    () => govuk.warningText('You can be fined up to £5,000 if you don’t register.'),
  ],
  [
    'inset-text',
    'with html',
    () => govuk.insetText(raw(String(fixture('inset-text', 'with html').options.html))),
  ],
  [
    'file-upload',
    'with hint text',
    () =>
      govuk.fileUpload({
        name: 'file-upload-2',
        label: 'Upload your photo',
        hint: 'Your photo may be in your Pictures, Photos, Downloads or Desktop folder. Or in an app like iPhoto.',
      }),
  ],
  [
    'summary-list',
    'as a summary card with actions',
    () =>
      govuk.summaryList({
        card: {
          title: 'Undergraduate teaching assistant',
          links: [
            { text: 'Delete job history', href: '#' },
            { text: 'Withdraw job history', href: '#' },
          ],
        },
        rows: [
          { key: 'Name', value: 'Firstname Lastname' },
          { key: 'Date of birth', value: '13/08/1980' },
        ],
      }),
  ],
]

describe('the typed components draw what the library says they look like', () => {
  test.each(cases)('%s: %s', (component, name, draw) => {
    expect(lines(render(draw()))).toBe(lines(fixture(component, name).html))
  })

  test('breadcrumbs, apart from our folding them on a phone', () => {
    const name = 'with last breadcrumb as current page'
    const items = fixture('breadcrumbs', name).options.items as { text: string; href?: string }[]
    const ours = render(govuk.breadcrumbs(items)).replace(' govuk-breadcrumbs--collapse-on-mobile', '')
    expect(lines(ours)).toBe(lines(fixture('breadcrumbs', name).html))
  })

  test('the error summary, apart from what moves the reader to it without a script', () => {
    const errors = fixture('error-summary', 'default').options.errorList as { text: string; href: string }[]
    const ours = render(govuk.errorSummary(errors)).replace(' tabindex="-1" autofocus=""', '')
    expect(lines(ours)).toBe(lines(fixture('error-summary', 'default').html))
  })

  test('tick boxes with what belongs to each', () => {
    const { options, html } = fixture('checkboxes', 'with pre-checked values')
    const items = (options.items as { value: string; text: string; conditional?: { html: string } }[]).map(
      ({ value, text, conditional }) => ({ value, text, conditional: conditional && raw(conditional.html) }),
    )
    const field = {
      id: 'how-contacted-checked',
      name: 'how-contacted-checked',
      label: 'How do you want to be contacted?',
    }
    const hint = (options.hint as { text: string } | undefined)?.text
    expect(lines(render(govuk.checkboxes({ ...field, hint, items, values: ['email', 'text'] })))).toBe(
      lines(html),
    )
  })
})

const drawDate = (more: object = {}): string =>
  render(
    govuk.dateInput({
      name: 'due',
      label: 'Due date',
      values: { day: '31', month: '13', year: '2018' },
      ...more,
    }),
  )

describe('a date in three parts', () => {
  test('names and numbers its parts so that an error can point at one', () => {
    for (const part of ['day', 'month', 'year'])
      expect(drawDate()).toMatch(new RegExp(`id="due-${part}" name="due-${part}"`))
    expect(drawDate()).toContain('value="13"')
  })

  test('marks the part that is wrong, and all of them when none is named', () => {
    expect(drawDate().match(/govuk-input--error/g)).toBeNull()
    expect(
      drawDate({ error: 'Must be a real date', wrong: ['month'] }).match(/govuk-input--error/g),
    ).toHaveLength(1)
    expect(drawDate({ error: 'Enter a date' }).match(/govuk-input--error/g)).toHaveLength(3)
  })

  test('ties the error to the group', () => {
    expect(drawDate({ error: 'Enter a date' })).toMatch(
      /<fieldset[^>]*role="group"[^>]*aria-describedby="due-error"/,
    )
  })
})

test('what a person typed stays in its attribute', () => {
  const typed = `"><script>alert(1)</script>' onfocus='x`
  const out = render(govuk.input({ name: 'note', label: 'Note', value: typed }))
  expect(out).not.toContain('<script')
  expect(out.match(/value="([^"]*)"/)?.[1]).toContain('&quot;&gt;&lt;script&gt;')
})
