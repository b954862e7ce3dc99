import { expect, test } from 'vitest'
import { loadDemonstration } from '#db/demo/load.ts'
import { deliveries, deliveryKinds, digestKinds } from '#db/schema/index.ts'
import { exampleOf } from '#emails/ledger/example.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { making } from '#server/demonstration.ts'
import { useDatabase } from '#test/support/database.ts'
import { PUBLIC_URL, sender } from './harness.ts'

const database = useDatabase()

test('the demonstration has every kind of email to look at: its first Monday brings the weekly ones, the others have examples', async () => {
  const { db, url } = database()
  await loadDemonstration(url, '2026-11-30T07:59:30.000Z', making)
  await sendOnce(sender(db, outboxTransport(), '2026-11-30T08:00:01.000Z'))
  const sent = new Set(
    (await db.select().from(deliveries))
      .filter(({ state }) => state === 'sent')
      .flatMap(({ kind, parts }) => [kind, ...parts]),
  )
  expect([...sent].toSorted()).toEqual(digestKinds.filter((kind) => kind !== 'deputyDigest').toSorted())
  const examples = await Promise.all(
    deliveryKinds
      .filter((kind) => !sent.has(kind))
      .map(
        async (kind) =>
          [kind, await exampleOf(db, kind, { day: '2026-11-30', publicUrl: PUBLIC_URL })] as const,
      ),
  )
  for (const [kind, example] of examples) {
    expect([kind, example?.text ?? '']).toEqual([kind, expect.stringContaining('Why did I get this?')])
    expect([kind, example?.html ?? '']).toEqual([kind, expect.stringContaining(example?.toName ?? 'nobody')])
  }
}, 60_000)
