import { expect, test } from 'vitest'
import { useApi } from '../../support/api.ts'
import { mutationRun } from '../../support/mutation-run.ts'
import { givenPlace } from '../../support/places.ts'

const api = useApi('2026-11-23T10:00:00Z')

// The long run, with new seeds each time, is among the fault runs.
test('1,500 requests with something wrong in them: no 500, every refusal a problem as documented, and none changes a row', async () => {
  const place = await givenPlace(api())
  const { asked, statuses, faults } = await mutationRun(api().app, place, 1_500, 20_261_123)
  expect(faults).toEqual([])
  expect(asked).toBe(1_500)
  expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 401, 403, 404, 409, 415]))
})
