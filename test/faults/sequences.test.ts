import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { useApi } from '../support/api.ts'
import { lives, today } from '../support/lives.ts'
import { runSequences } from '../support/sequences.ts'

const api = useApi(`${today}T10:00:00Z`)

test(
  'two thousand random ways through every machine, by several people, keep all that is promised',
  {
    timeout: 1_800_000,
  },
  async () => {
    const seed = randomInt(2 ** 31)
    console.info(`sequences with the seed ${seed}`)
    const { steps, accepted, refused, faults } = await runSequences(api(), 2_000, seed)
    console.info(
      `${steps} steps; accepted ${[...accepted].map(([name, count]) => `${name} ${count}`).join(', ')}`,
    )
    console.info(`refused ${[...refused].map(([code, count]) => `${code} ${count}`).join(', ')}`)
    expect({ seed, faults: faults.slice(0, 20) }).toEqual({ seed, faults: [] })
    const every = Object.entries(lives).flatMap(([noun, { steps: known }]) =>
      Object.keys(known).map((event) => `${noun} ${event}`),
    )
    expect(every.filter((name) => !accepted.has(name))).toEqual([])
  },
)
