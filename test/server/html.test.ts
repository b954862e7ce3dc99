import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeHtml, type Html, html, isHtml, raw, render, type Slot } from '#server/ui/html/html.ts'

const unescape = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39|#96);/g, (_, name: string) => {
    const characters: Record<string, string> = {
      amp: '&',
      lt: '<',
      gt: '>',
      quot: '"',
      '#39': "'",
      '#96': '`',
    }
    return characters[name] ?? ''
  })

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
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
        ' ',
        'script',
        'onload',
        '&lt;',
        '-->',
        '{{',
        '$',
      ),
    )
    .map((parts) => parts.join('')),
)

describe('the html tag', () => {
  test('prints any text so that it neither opens a tag nor leaves its attribute, and can be read back', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const out = render(html`<p title="${text}" class='${text}'>${text}</p>`)
        const found = /^<p title="([^"]*)" class='([^']*)'>([^<>]*)<\/p>$/.exec(out)
        expect(found?.slice(1).map(unescape)).toEqual([text, text, text])
      }),
      { numRuns: 500 },
    )
  })

  test('prints nothing for null, undefined and false, and zero as zero', () => {
    expect(render(html`[${null}${undefined}${false}${0}${12n}]`)).toBe('[012]')
  })

  test('flattens lists of any depth, and escapes only what is text', () => {
    const items: Slot = [html`<i>1</i>`, ['<', [html`<b>${'>'}</b>`, false]]]
    expect(render(html`${items}`)).toBe('<i>1</i>&lt;<b>&gt;</b>')
  })

  test('does not escape nested markup twice', () => {
    expect(render(html`<p>${html`<b>${'Tom & Ann'}</b>`}</p>`)).toBe('<p><b>Tom &amp; Ann</b></p>')
  })

  test('refuses a slot in an attribute without quotes, where no escaping would be enough', () => {
    const typed = '/x onclick=alert(1)'
    expect(() => html`<a class="x" href=${typed}>link</a>`).toThrow('quotes')
    expect(render(html`<p>a = ${'b'}</p>`)).toBe('<p>a = b</p>')
  })

  test('is not fooled by data that looks like markup of its own', () => {
    const forged: unknown = JSON.parse('{"html":"<script>","markup":"<script>","value":"<script>"}')
    expect(isHtml(forged)).toBe(false)
    expect(render(html`${forged as Html}`)).not.toContain('<')
    expect(isHtml(raw('<b>'))).toBe(true)
  })

  test('escapes the same characters alone', () => {
    expect(escapeHtml(`<a href="x" title='y'>\`&\``)).toBe(
      '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&#96;&amp;&#96;',
    )
  })
})
