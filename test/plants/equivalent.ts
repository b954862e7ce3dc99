/** Faults of the rules that change nothing that could be noticed, with the reason: they are not planted. */
export const equivalents: readonly { file: string; before: string; after: string; why: string }[] = [
  {
    file: 'workflows/calendar/bank-holidays.ts',
    before: 'const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)',
    after: 'const correction = Math.floor((century - Math.floor((century + 9) / 25) + 1) / 3)',
    why: 'The inner quotients differ for centuries 16, 41, 66 …, and a third of the sum does not.',
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
]
