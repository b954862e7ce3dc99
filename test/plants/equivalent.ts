/** What a line of the rules is, and what faults make of it. */
type Equivalent = { file: string; before: string; after: readonly string[]; why: string }

/** Faults of the rules that change nothing that could be noticed, with the reason: they are not planted. */
export const equivalents: readonly Equivalent[] = [
  {
    file: 'workflows/action/action-effects.ts',
    before: 'const submitted = { ...action, submittedBy: standing.personId }',
    after: ['const submitted = { ...action, }'],
    why: 'Its owner alone submits an action, and whoever submitted it before is forgotten on every way back.',
  },
  {
    file: 'workflows/calendar/bank-holidays.ts',
    before: 'const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)',
    after: ['const correction = Math.floor((century - Math.floor((century + 9) / 25) + 1) / 3)'],
    why: 'The inner quotients differ for centuries 16, 41, 66 …, and a third of the sum does not.',
  },
  {
    file: 'workflows/calendar/bank-holidays.ts',
    before: 'const shift = Math.floor((golden + 11 * epact + 22 * weekday) / 451)',
    after: ['const shift = Math.floor((golden + 11 * epact + 22 * weekday) / 450)'],
    why: 'The first year whose Easter it moves is 7515.',
  },
  {
    file: 'workflows/calendar/bank-holidays.ts',
    before: 'const month = Math.floor((epact + weekday - 7 * shift + 114) / 31)',
    after: [
      'const month = Math.floor((epact + weekday - 8 * shift + 114) / 31)',
      'const month = Math.floor((epact + weekday - 6 * shift + 114) / 31)',
    ],
    why: 'The shift is 1 in the few years that have an epact of 28 or 29 and a weekday of 6, deep in April, and else 0.',
  },
  {
    file: 'workflows/inspection/register.ts',
    before: 'const [large, small] = one.entries.length > other.entries.length ? [one, other] : [other, one]',
    after: [
      'const [large, small] = true ? [one, other] : [other, one]',
      'const [large, small] = false ? [one, other] : [other, one]',
      'const [large, small] = one.entries.length >= other.entries.length ? [one, other] : [other, one]',
    ],
    why: 'Which of two joins the other is a matter of time alone.',
  },
  {
    file: 'workflows/measure/figure-typed.ts',
    before: 'quotient(numerator, denominator, scaleOf[unit] ?? per ?? 1, decimals)',
    after: [
      'quotient(numerator, denominator, scaleOf[unit] ?? per ?? 2, decimals)',
      'quotient(numerator, denominator, scaleOf[unit] ?? per ?? 0, decimals)',
    ],
    why: 'A rate of which nobody says per how many is asked back before.',
  },
  {
    file: 'workflows/measure/measure-arithmetic.ts',
    before: 'const negative = above < 0n !== below < 0n',
    after: ['const negative = above < 1n !== below < 0n', 'const negative = above <= 0n !== below < 0n'],
    why: 'Nought is rounded to nought, whatever its sign.',
  },
  {
    file: 'workflows/measure/measure-arithmetic.ts',
    before: 'const [top, bottom] = [above < 0n ? -above : above, below < 0n ? -below : below]',
    after: [
      'const [top, bottom] = [above <= 0n ? -above : above, below < 0n ? -below : below]',
      'const [top, bottom] = [above < 1n ? -above : above, below < 0n ? -below : below]',
    ],
    why: 'Nought is as large as minus nought.',
  },
  {
    file: 'workflows/measure/measure-arithmetic.ts',
    before: 'const [top, bottom] = [above < 0n ? -above : above, below < 0n ? -below : below]',
    after: [
      'const [top, bottom] = [above < 0n ? -above : above, below <= 0n ? -below : below]',
      'const [top, bottom] = [above < 0n ? -above : above, below < 1n ? -below : below]',
    ],
    why: 'Nothing is divided by nought.',
  },
  {
    file: 'workflows/measure/pasted-dates.ts',
    before:
      "if ([...figures].some((column) => roles[column] === 'period')) return { headed: [], open: () => false }",
    after: [
      "if ([...figures].every((column) => roles[column] === 'period')) return { headed: [], open: () => false }",
    ],
    why: 'Figures stand below their periods, or all of them below headings that name none.',
  },
  {
    file: 'workflows/measure/whole-figures.ts',
    before: 'const safe = places <= MOST_PLACES && values.every((value) => Math.abs(value) * times < SAFE)',
    after: [
      'const safe = places < MOST_PLACES && values.every((value) => Math.abs(value) * times < SAFE)',
      'const safe = places <= MOST_PLACES && values.every((value) => Math.abs(value) * times <= SAFE)',
    ],
    why: 'At the border both ways of reckoning are exact.',
  },
  {
    file: 'workflows/measure/whole-figures.ts',
    before: 'const MOST_PLACES = 12',
    after: ['const MOST_PLACES = 11', 'const MOST_PLACES = 13'],
    why: 'At the border both ways of reckoning are exact.',
  },
  {
    file: 'workflows/redaction/units.ts',
    before: 'return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : WALL',
    after: [
      'return code > 0 && code < 0x10ffff ? String.fromCodePoint(code) : WALL',
      'return code > 0 && code <= 1114110 ? String.fromCodePoint(code) : WALL',
    ],
    why: 'The last code point is no character, and stands in no words.',
  },
  {
    file: 'workflows/redaction/units.ts',
    before:
      "const plain = sign.normalize('NFKD').toLowerCase().toUpperCase().toLowerCase().normalize('NFKD')",
    after: ["const plain = sign.normalize('NFKD').toLowerCase().toUpperCase().normalize('NFKD')"],
    why: 'What is compared is folded alike on both sides, into small letters or into capitals.',
  },
  {
    file: 'workflows/redaction/words.ts',
    before: 'const quick = needles.map((needle) => needle.slice(0, FEWEST_OF_CUT))',
    after: ['const quick = needles.map((needle) => needle.slice(1, FEWEST_OF_CUT))'],
    why: 'By it no more is settled than in which texts it is worth while to look on.',
  },
  {
    file: 'workflows/measure/line-to-target.ts',
    before: 'const [from = 0n, to = 0n, value = 0n, tolerance = 0n] = parts.figures.map(BigInt)',
    after: [
      'const [from = 1n, to = 0n, value = 0n, tolerance = 0n] = parts.figures.map(BigInt)',
      'const [from = 0n, to = 1n, value = 0n, tolerance = 0n] = parts.figures.map(BigInt)',
      'const [from = 0n, to = 0n, value = 1n, tolerance = 0n] = parts.figures.map(BigInt)',
      'const [from = 0n, to = 0n, value = 0n, tolerance = 1n] = parts.figures.map(BigInt)',
    ],
    why: 'All four are there.',
  },
  {
    file: 'workflows/measure/measure-progress.ts',
    before: 'const said = target ?? inUnit(measure.unit, targetValue ?? 0)',
    after: ['const said = target ?? inUnit(measure.unit, targetValue ?? 1)'],
    why: 'One of the two is there.',
  },
  {
    file: 'workflows/measure/pasted-rows.ts',
    before: 'const place = { row, column: named.at[0] ?? 0 }',
    after: ['const place = { row, column: named.at[0] ?? 1 }'],
    why: 'A row that names a measure does so in a column.',
  },
  {
    file: 'workflows/measure/spc-words.ts',
    before: "`The newest figure is far ${value > mean ? 'above' : 'below'} what is usual`,",
    after: ["`The newest figure is far ${value >= mean ? 'above' : 'below'} what is usual`,"],
    why: 'What is far from the average is not the average.',
  },
  {
    file: 'workflows/measure/spc-words.ts',
    before:
      "`Two of the last three figures are close to the limit ${value > mean ? 'above' : 'below'} the average`,",
    after: [
      "`Two of the last three figures are close to the limit ${value >= mean ? 'above' : 'below'} the average`,",
    ],
    why: 'What is close to a limit is not the average.',
  },
  {
    file: 'workflows/measure/spc-words.ts',
    before: 'const isAbove = value > mean',
    after: ['const isAbove = value >= mean'],
    why: 'What lies on one side of the average is not the average.',
  },
  {
    file: 'workflows/measure/spc.ts',
    before: 'for (let start = 0; start < ways.length;) {',
    after: ['for (let start = 0; start <= ways.length;) {'],
    why: 'Beyond the last place there is no way to be in.',
  },
  {
    file: 'workflows/search/characters.ts',
    before: '[0x591, 0x5bd],',
    after: ['[0x591, 1470],'],
    why: 'The dash that follows is read as a hyphen before.',
  },
  {
    file: 'workflows/measure/whole-figures.ts',
    before: 'const SAFE = 1e15',
    after: ['const SAFE = 999999999999999', 'const SAFE = 1000000000000001'],
    why: 'At the border both ways of reckoning are exact.',
  },
  {
    file: 'workflows/measure/whole-figures.ts',
    before: 'return by < 0n ? -by : by',
    after: ['return by <= 0n ? -by : by', 'return by < 1n ? -by : by'],
    why: 'Nought is as large as minus nought.',
  },
  {
    file: 'workflows/measure/whole-figures.ts',
    before: 'const parts = exact.reduce((most, { under }) => (under > most ? under : most), 1n)',
    after: [
      'const parts = exact.reduce((most, { under }) => (under >= most ? under : most), 1n)',
      'const parts = exact.reduce((most, { under }) => (under > most ? under : most), 0n)',
    ],
    why: 'Of two that are the same it does not matter which, and none is less than 1.',
  },
]
