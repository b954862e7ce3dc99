import { expect, test } from 'vitest'
import { mailRounds } from '../faults/mail-rounds.ts'

/** As many as fit among the other tests; the long run has a hundred. */
const ROUNDS = 10

test('Mondays on which senders, database and mail server fail at random: nobody missed, nothing falsely sent, every copy flagged, and none without an answer lost', async () => {
  const { faults, tally } = await mailRounds(ROUNDS, 4)
  expect(faults).toEqual([])
  expect(tally).toMatchObject({ rounds: ROUNDS, emails: 10 * ROUNDS })
  expect(tally.killedSenders + tally.killedDatabases).toBeGreaterThanOrEqual(ROUNDS)
}, 600_000)
