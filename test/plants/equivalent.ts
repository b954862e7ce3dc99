/** Faults of the rules that change nothing that could be noticed, with the reason: they are not planted. */
export const equivalents: readonly { file: string; before: string; after: string; why: string }[] = [
  {
    file: 'workflows/action/action-effects.ts',
    before: 'const submitted = { ...action, submittedBy: standing.personId }',
    after: 'const submitted = { ...action, }',
    why: 'Its owner alone submits an action, and whoever submitted it before is forgotten on every way back.',
  },
  {
    file: 'workflows/calendar/bank-holidays.ts',
    before: 'const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)',
    after: 'const correction = Math.floor((century - Math.floor((century + 9) / 25) + 1) / 3)',
    why: 'The inner quotients differ for centuries 16, 41, 66 …, and a third of the sum does not.',
  },
  {
    file: 'workflows/calendar/bank-holidays.ts',
    before: 'const month = Math.floor((epact + weekday - 7 * shift + 114) / 31)',
    after: 'const month = Math.floor((epact + weekday - 8 * shift + 114) / 31)',
    why: 'The shift is 1 in the few years that have an epact of 28 or 29 and a weekday of 6, deep in April, and else 0.',
  },
  {
    file: 'workflows/calendar/bank-holidays.ts',
    before: 'const month = Math.floor((epact + weekday - 7 * shift + 114) / 31)',
    after: 'const month = Math.floor((epact + weekday - 6 * shift + 114) / 31)',
    why: 'The shift is 1 in the few years that have an epact of 28 or 29 and a weekday of 6, deep in April, and else 0.',
  },
  {
    file: 'workflows/measure/measure-arithmetic.ts',
    before: 'const negative = above < 0n !== below < 0n',
    after: 'const negative = above < 1n !== below < 0n',
    why: 'Nought is rounded to nought, whatever its sign.',
  },
  {
    file: 'workflows/measure/measure-arithmetic.ts',
    before: 'const negative = above < 0n !== below < 0n',
    after: 'const negative = above <= 0n !== below < 0n',
    why: 'Nought is rounded to nought, whatever its sign.',
  },
  {
    file: 'workflows/measure/measure-arithmetic.ts',
    before: 'const [top, bottom] = [above < 0n ? -above : above, below < 0n ? -below : below]',
    after: 'const [top, bottom] = [above <= 0n ? -above : above, below < 0n ? -below : below]',
    why: 'Nought is as large as minus nought.',
  },
  {
    file: 'workflows/measure/measure-arithmetic.ts',
    before: 'const [top, bottom] = [above < 0n ? -above : above, below < 0n ? -below : below]',
    after: 'const [top, bottom] = [above < 1n ? -above : above, below < 0n ? -below : below]',
    why: 'Nought is as large as minus nought.',
  },
  {
    file: 'workflows/measure/measure-arithmetic.ts',
    before: 'const [top, bottom] = [above < 0n ? -above : above, below < 0n ? -below : below]',
    after: 'const [top, bottom] = [above < 0n ? -above : above, below <= 0n ? -below : below]',
    why: 'Nothing is divided by nought.',
  },
  {
    file: 'workflows/measure/measure-arithmetic.ts',
    before: 'const [top, bottom] = [above < 0n ? -above : above, below < 0n ? -below : below]',
    after: 'const [top, bottom] = [above < 0n ? -above : above, below < 1n ? -below : below]',
    why: 'Nothing is divided by nought.',
  },
]
