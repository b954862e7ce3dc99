import { describe, expect, test } from 'vitest'
import { numbered, partBeside } from '#server/ui/html/chart-marks.ts'
import { dotLine } from '#server/ui/html/dot-line.ts'
import { render } from '#server/ui/html/html.ts'
import { SPARK, spark } from '#server/ui/html/spark.ts'
import { xmrChart } from '#server/ui/html/xmr-chart.ts'
import { inUnit } from '#workflows/measure/change-words.ts'
import { spc } from '#workflows/measure/spc.ts'

const points = [{ on: '2026-01-01' }, { on: '2026-04-11' }]

describe('what happened beside a chart', () => {
  test('is numbered by day, and what lies too close together shares a mark', () => {
    const marks = numbered(
      [
        { on: '2026-03-01', text: 'c' },
        { on: '2026-01-01', text: 'a' },
        { on: '2026-01-05', text: 'b' },
        { on: '2025-12-31', text: 'before the first figure' },
        { on: '2026-04-12', text: 'after the last figure' },
      ],
      points,
    )
    expect(marks.map(({ on, number, all }) => [on, number, all.map(({ text }) => text)])).toEqual([
      ['2026-01-01', '1–2', ['a', 'b']],
      ['2026-03-01', '3', ['c']],
    ])
  })

  test('is nothing where there are no figures', () => {
    expect(numbered([{ on: '2026-03-01', text: 'c' }], [])).toEqual([])
  })
})

test.each([
  ['whole', '2026-01-01', '2026-04-11', { from: ['2026-01-01', 0], to: ['2026-04-11', 100] }],
  ['its middle', '2025-12-01', '2026-07-20', { from: ['2026-01-01', 13.42], to: ['2026-04-11', 56.71] }],
  ['not at all', '2026-04-11', '2027-01-01', null],
])('of the line to the target is drawn what lies beside the figures: %s', (_, from, to, wanted) => {
  const part = partBeside({ from: { on: from, value: 0 }, to: { on: to, value: 100 } }, points)
  const end = ({ on, value }: { on: string; value: number }) => [on, Math.round(value * 100) / 100]
  expect(part && { from: end(part.from), to: end(part.to) }).toEqual(wanted)
})

describe('a spark line', () => {
  test('is drawn from two figures on, of the newest alone, in few bytes and for no reader aloud', () => {
    expect(spark([3])).toBe(false)
    const many = spark(Array.from({ length: 120 }, (_, at) => Math.sin(at) * 1e6))
    const drawn = many ? render(many) : ''
    expect(/d="M([^"]*)"/.exec(drawn)?.[1]?.split(' ').length).toBe(2 * SPARK)
    expect(drawn.length).toBeLessThan(450)
    expect(drawn).toContain('aria-hidden="true"')
  })

  test('ends in a mark whose shape tells a change for the worse from one for the better', () => {
    const shapes = (['improvement', 'concern', 'common'] as const).map((reading) => {
      const drawn = spark([1, 2], reading)
      return drawn ? /<(circle|path) class="([^"]*)"/.exec(render(drawn))?.slice(1).join(' ') : null
    })
    expect(shapes).toEqual(['circle wm-spark__better', 'path wm-spark__worse', 'circle wm-spark__end'])
    // In grey a ring is told from a dot, and a large dot is not told from a small one.
    const better = spark([1, 2], 'improvement')
    expect(better && render(better)).toContain('wm-spark__hole')
  })

  test('of figures that are all the same lies level', () => {
    const level = spark([5, 5, 5])
    expect(level && render(level)).toContain('d="M4 14 59 14 114 14"')
  })
})

test('letters of near figures on a line of dots are told together, and long words reach inwards at its ends', () => {
  const others = [61, 61, 61, 61.5, 64, 80].map((value, at) => ({ name: `Other ${at}`, value, ours: false }))
  const drawn = render(
    dotLine([...others, { name: 'We', value: 94, ours: true }], 'Others', (value) => `${value}%`),
  )
  const words = [...drawn.matchAll(/<svg x="([\d.]+)%" y="\d+"[^>]*><text x="(-?\d+)"[^>]*>([^<]*)</g)]
  expect(words.map(([, across, x, text]) => [Number(across), Number(x), text])).toEqual([
    [6.65, -6, 'A–D'],
    [14, 0, 'E'],
    [56.7, 0, 'F'],
    [6, -6, '61%'],
    [94, 6, '94%'],
  ])
})

test('a line of dots reads out who has what, least first, and marks ours by its shape', () => {
  const dots = [
    { name: 'We', value: 7, ours: true },
    { name: 'England <b>', value: 3, ours: false },
  ]
  const drawn = render(dotLine(dots, 'What others and we have', (value) => `${value}%`))
  expect(drawn).toContain('aria-label="What others and we have: England &lt;b&gt; 3%, We 7%"')
  expect(drawn.match(/wm-dots__ours/g)?.length).toBe(1)
  expect(drawn).toContain('>A England &lt;b&gt; 3%</p>')
})

test('a chart explains each line it draws, and its table tells figures as they are published', () => {
  const values = [52, 55, 51, 54, 52, 55, 51, 54, 52, 55, 51, 54, 52, 142, 140]
  const chart = (steps: { startOn: string }[]) =>
    render(
      xmrChart({
        title: 'Children waiting',
        sentence: '',
        spc: spc({
          points: values.map((value, at) => ({ on: `2026-01-${String(at + 10)}`, value })),
          polarity: 'lowerIsBetter',
          target: null,
          steps,
        }),
        target: null,
        inWords: (value) => inUnit('count', value),
        asPublished: (value) => inUnit('count', value, 1),
      }),
    )
  const stepped = chart([{ startOn: '2026-01-23' }])
  expect(stepped).toContain('wm-xmr__median')
  expect(stepped).toContain('>Average</li>')
  expect(stepped).toContain('>Middle figure, where they are too few to judge</li>')
  expect(stepped).toContain('142.0')
  expect(chart([])).not.toContain('Middle figure')
})
