import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { useApi } from '../support/api.ts'
import { mutationRun } from '../support/mutation-run.ts'
import { givenPlace } from '../support/places.ts'

const api = useApi('2026-11-23T10:00:00Z')

test(
  '20,000 requests with something wrong in them: no 500, every refusal a problem as documented, and none changes a row',
  {
    timeout: 900_000,
  },
  async () => {
    const seed = randomInt(2 ** 31)
    console.info(`mutations with the seed ${seed}`)
    const place = await givenPlace(api())
    const { asked, statuses, faults } = await mutationRun(api().app, place, 20_000, seed)
    console.info(
      [...statuses]
        .toSorted(([a], [b]) => a - b)
        .map(([status, count]) => `${status}: ${count}`)
        .join(', '),
    )
    expect({ seed, faults: faults.slice(0, 20) }).toEqual({ seed, faults: [] })
    expect(asked).toBe(20_000)
  },
)
