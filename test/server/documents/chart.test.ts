import { describe, expect, test } from 'vitest'
import { chartPng } from '#server/documents/chart/png.ts'
import { standAloneSvg } from '#server/documents/chart/stand-alone.ts'
import { drawnKinds } from '#test/support/documents/charts.ts'

describe.each(Object.entries(drawnKinds))('a chart of the kind %s', (_, draw) => {
  test('stands alone: no class, no share of a width, nothing from elsewhere', () => {
    const drawn = standAloneSvg(draw())
    if (!drawn) throw new Error('nothing was drawn')
    expect(drawn.unknown).toEqual([])
    expect(drawn.svg).not.toMatch(/class=|style|href|script|%"|onload|NaN|undefined/)
    expect(drawn.svg.match(/https?:[^"]*/g)).toEqual(['http://www.w3.org/2000/svg'])
  })

  test('comes out of itself as it went in', () => {
    const once = standAloneSvg(draw())?.svg ?? ''
    expect(standAloneSvg(once)?.svg).toBe(once)
  })

  test('is a picture for programs that know no SVG', () => {
    const drawn = standAloneSvg(draw())
    const png = chartPng(drawn?.svg ?? '')
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect(png.readUInt32BE(16)).toBe(1280)
    expect(png.readUInt32BE(20)).toBe(2 * (drawn?.height ?? 0))
  })
})

test('letters of a chart are drawn with the font we ship, whatever the machine has', () => {
  const lettered = (text: string) =>
    chartPng(
      standAloneSvg(`<svg width="100%" height="40"><text x="9" y="20">${text}</text></svg>`)?.svg ?? '',
    )
  expect(lettered('Some words').equals(lettered(''))).toBe(false)
})

test('the scale, the key and the numbered marks of a chart are part of it, its title and table are not', () => {
  const { svg = '' } = standAloneSvg(drawnKinds.months?.() ?? '') ?? {}
  for (const words of [
    '80%',
    'Line to the target',
    'Change for the better',
    '(2) 14 June 2026: New form for referrals',
  ])
    expect(svg).toContain(words)
  expect(svg).not.toContain('Assessments in time')
  expect(svg).not.toContain('How it reads')
})

test('whom the letters of a line of dots stand for is part of it', () => {
  expect(standAloneSvg(drawnKinds.dots?.() ?? '')?.svg).toContain('A Neighbours 64% · B England 82%')
})

test.each([
  '',
  'words',
  '<svg',
  '<svg></svg></svg>',
  '<svg><a></svg>',
  '<!DOCTYPE svg><svg/>',
  '<svg><script>alert(1)</script',
  '<p>no drawing</p>',
  `${'<g>'.repeat(60)}${'</g>'.repeat(60)}`,
])('of what is no chart nothing is drawn: %s', (markup) => {
  expect(standAloneSvg(markup)).toBeNull()
})

test('what charts do not use is left out, whatever it is', () => {
  const { svg = '' } =
    standAloneSvg(
      '<svg width="100%" height="20" onload="a()"><script>b()</script><image href="http://x.example/y"/><foreignObject><b>c</b></foreignObject><rect onclick="d()" fill="url(http://x.example)" style="e" width="10" height="10"/><text>f &lt;g&gt; &amp;</text></svg>',
    ) ?? {}
  expect(svg).not.toMatch(/onload|script|image|foreign|onclick|style|x\.example|b\(\)/)
  expect(svg).toContain('f &lt;g&gt; &amp;')
})
