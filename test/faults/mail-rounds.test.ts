import { expect, test } from 'vitest'
import { mailRounds } from './mail-rounds.ts'

const ROUNDS = Number(process.env.WAYMARK_ROUNDS ?? 100)
const SEED = Number(process.env.WAYMARK_SEED ?? 2026)

test('a hundred Mondays on which senders, database and mail server fail at random: nobody missed, nothing falsely sent, every copy flagged, and none without an answer lost', async () => {
  const { faults, tally } = await mailRounds(ROUNDS, SEED, (so, wrong) => {
    if (so.rounds % 10 === 0) process.stdout.write(`${JSON.stringify({ ...so, faults: wrong.length })}\n`)
  })
  process.stdout.write(`seed ${SEED}: ${JSON.stringify(tally)}\n`)
  expect(faults).toEqual([])
  expect(tally).toMatchObject({ rounds: ROUNDS, emails: 10 * ROUNDS })
  expect(tally.killedSenders + tally.killedDatabases).toBeGreaterThanOrEqual(ROUNDS)
  // What is flagged has to have happened at all, or nothing is shown by it.
  expect(tally.copies).toBeGreaterThan(0)
}, 7_200_000)
