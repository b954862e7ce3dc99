import { expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { plans } from '#db/schema/index.ts'
import { roleNames } from '#test/support/access-row.ts'
import { accessTable } from '#test/support/access-table.ts'
import { useApi } from '#test/support/api.ts'
import { contractOf, type Operation } from '#test/support/openapi.ts'
import { givenPlace, pathOf } from '#test/support/places.ts'

const api = useApi('2026-11-23T10:00:00Z')

/** Who is in a plan, and who works on what when a person leaves, changes in one that is withdrawn too. */
const people = /^[A-Z]+ \/(people|plans\/\{id\}\/members)/

/** What must not be there is taken out of a withdrawn plan too: the harm does not end with it. */
const redactions = /\/redactions$/

/** What was never brought into the plan is discarded; nothing of it reaches the plan. */
const discarded = 'POST /imports/{id}/transitions'

const isWrite = ({ method, name }: Operation) =>
  method !== 'GET' &&
  accessTable[name]?.foreign !== 'sameAsOwn' &&
  !people.test(name) &&
  !redactions.test(name) &&
  name !== discarded

test(
  'a withdrawn plan takes nothing by any route, and hand-overs in it go on',
  { timeout: 600_000 },
  async () => {
    const { subjects, who } = await givenPlace(api())
    await api().app.db.update(plans).set({ state: 'withdrawn' }).where(eq(plans.id, subjects.plan))
    const taken: string[] = []
    const codes = new Map<string, string>()
    for (const operation of contractOf(api().app.app).operations.filter(isWrite)) {
      const row = accessTable[operation.name]
      if (!row) continue
      for (const role of roleNames) {
        const { status, body } = await api().send(operation.method, pathOf(operation, row, subjects), {
          as: who[role],
          ...(row.body && { body: row.body(subjects) }),
          ...(row.ifMatch && { ifMatch: row.ifMatch }),
        })
        if (status < 300) taken.push(`${operation.name} ${role}`)
        if ((row.own[role] ?? row.own.rest) < 300) codes.set(operation.name, body.code)
      }
    }
    expect(taken).toEqual([])
    expect(codes.size).toBeGreaterThan(20)
    expect(Object.fromEntries([...codes].filter(([, code]) => code !== 'planClosed'))).toEqual({})

    const handover = await api().post(`/people/${subjects.person}/handover`, {
      as: who.administrator,
      body: { toId: subjects.member, fromOn: '2026-11-20', reason: 'A new post' },
    })
    expect(handover.body.items.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['done', 'done'])
  },
)
