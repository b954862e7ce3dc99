import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { rowsOf } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { figureIsMissing, suppliedMeasures } from '#db/read/figures-due.ts'
import { measures, people, priorities } from '#db/schema/index.ts'
import { createMeasure, observe } from '#db/write/measure-change.ts'
import { writtenParts } from '#emails/digests/write.ts'
import { planWeek } from '#emails/ledger/plan-week.ts'
import { useDatabase } from '#test/support/database.ts'
import type { TestPlan } from '#test/support/plans.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { figureObservation } from '#workflows/measure/figure-observation.ts'
import { dayCounted, figuresOwed, frequencies, type Supply } from '#workflows/measure/figures-due.ts'
import { givenOwners, ledger, MONDAY, MONDAY_EIGHT, PUBLIC_URL, startAfresh } from './harness.ts'

const database = useDatabase()
beforeEach(() => startAfresh(database().db))

const author = { actorId: null, now: '2026-09-01T09:00:00.000Z' }

async function givenMeasure(plan: TestPlan, told: Partial<typeof measures.$inferInsert>) {
  const { db } = database()
  const ref = `M${newId().slice(-8)}`
  const fixed = {
    planId: plan.planId,
    ref,
    title: `Counted ${ref}`,
    unit: 'count',
    polarity: 'higherIsBetter',
    position: 0,
  } as const
  return createMeasure(db, { ...fixed, every: 'month', dueFromOn: '2026-09-01', ...told } as never, author)
}
const record = (id: string, asAtOn: string) =>
  observe(
    database().db,
    id,
    figureObservation(
      { denominatorSource: '' },
      { ok: true, published: '40', value: 40, numerator: null, denominator: null },
      {
        asAtOn,
        precision: 'month',
        status: 'provisional',
        acknowledgeSmallCount: false,
      },
    ),
    { actorId: null, now: '2026-11-22T09:00:00.000Z' },
  )

async function partOf(personId: string) {
  const ask = {
    personId,
    name: 'A person',
    scope: 'allActive',
    lines: [],
    at: MONDAY_EIGHT,
    day: MONDAY,
    lateFrom: null,
  } as const
  const parts = await writtenParts(database().db, {
    ...ask,
    parts: ['supplierDigest'],
    publicUrl: PUBLIC_URL,
    linkPath: null,
  })
  return parts[0] ?? null
}

describe('the Monday email to a supplier of figures', () => {
  test('goes to the supplier of a measure of which a figure is missing, and names what is late first', async () => {
    const { db } = database()
    const plan = await givenOwners(db, [], { digestsFrom: MONDAY })
    const { member } = plan.people
    const late = await givenMeasure(plan, { supplierId: member })
    const due = await givenMeasure(plan, { supplierId: member, dueAfterDays: 30 })
    const told = await givenMeasure(plan, { supplierId: member })
    await record(late.id, '2026-08-31')
    await record(due.id, '2026-09-30')
    await record(told.id, '2026-10-31')
    expect(await planWeek(db, clockFrom(MONDAY_EIGHT), MONDAY, { superseded: false })).toBe(true)
    expect(await ledger(db, 'supplierDigest')).toMatchObject([
      { personId: member, parts: ['supplierDigest'], state: 'queued' },
    ])

    const part = await partOf(member)
    expect(part?.subject).toBe('1 figure late, 1 figure due')
    expect(
      part?.sections.map(({ title, lines }) => [
        title,
        lines.map(({ heading, facts, late: days }) => [heading, facts, days]),
      ]),
    ).toEqual([
      [
        'Figures late',
        [
          [
            `${late.ref} ${late.title}`,
            'The figure for September 2026 was due by 14 October 2026. 1 later figure is missing too.',
            '40 days late.',
          ],
        ],
      ],
      [
        'Figures due',
        [[`${due.ref} ${due.title}`, 'The figure for October 2026 is due by 30 November 2026.', null]],
      ],
    ])
    expect(part?.sections[0]?.lines[0]?.href).toBe(`${PUBLIC_URL}/plans/${plan.planId}/figures?on=2026-09`)
    for (const { id } of [late, due]) await record(id, '2026-10-31')
    expect(await partOf(member)).toBeNull()
  })

  test('goes to the lead of the priority where nobody is named, or the person named has left', async () => {
    const { db } = database()
    const plan = await givenOwners(db, [{}], { digestsFrom: MONDAY })
    const { lead, member } = plan.people
    const [priority] = await db.select().from(priorities).where(eq(priorities.planId, plan.planId))
    await db.update(priorities).set({ leadId: lead }).where(eq(priorities.planId, plan.planId))
    const priorityId = priority?.id ?? null
    await givenMeasure(plan, { priorityId })
    const named = await givenMeasure(plan, { priorityId, supplierId: member })
    const told = async (personId: string) =>
      (await partOf(personId))?.sections.flatMap(({ lines }) => lines).length ?? 0
    expect([await told(lead), await told(member)]).toEqual([1, 1])
    await db.update(people).set({ leftOn: '2026-11-20' }).where(eq(people.id, member))
    expect([await told(lead), await told(member)]).toEqual([2, 0])
    await db.update(people).set({ leftOn: null }).where(eq(people.id, member))
    await db.update(measures).set({ active: false }).where(eq(measures.id, named.id))
    expect([await told(lead), await told(member)]).toEqual([1, 0])
  })

  test('asks the database by the same rule as the workflow, for every frequency and day', async () => {
    const { db } = database()
    const plan = await givenOwners(db, [])
    const days = fc.integer({ min: 0, max: 1_500 }).map((number) => addDays('2024-01-01', number))
    const supply = fc.record({
      every: fc.constantFrom(...frequencies),
      dueFromOn: days,
      newestOn: fc.option(days),
      span: fc.option(fc.constantFrom(1, 7, 28, 38, 39, 84, 92, 115, 116, 364, 460, 461)),
      today: days,
    })
    const sample = fc.sample(supply, 400)
    const rows = await Promise.all(
      sample.map(async ({ every, dueFromOn, newestOn, span }) => {
        const from = newestOn === null || span === null ? null : addDays(newestOn, 1 - span)
        const { id } = await givenMeasure(plan, { every, dueFromOn, supplierId: plan.people.member })
        if (newestOn !== null)
          await db.execute(sql`insert into observations (id, measure_id, kind, as_at_on, period_start_on, precision, date_basis, value, denominator_source,
            status, caveat, source, revision, small_count_acknowledged, recorded_at)
            values (${newId()}, ${id}, 'figure', ${newestOn}, ${from}, ${from === null ? 'month' : 'day'}, 'periodEnd', 40, '', 'validated', '', '', 1, false, now())`)
        return id
      }),
    )
    const asked = JSON.stringify(sample.map(({ today }, at) => ({ id: rows[at], today })))
    const found = await rowsOf<{ id: string; missing: boolean }>(
      db,
      sql`select ${measures.id} as id, ${figureIsMissing(sql`asked.today`)} as missing
        from jsonb_to_recordset(${asked}::jsonb) asked(id uuid, today date), ${suppliedMeasures(sql`current_date`)}
        where ${measures.id} = asked.id`,
    )
    expect(found).toHaveLength(400)
    const missing = new Map(found.map((each) => [each.id, each.missing]))
    const wrong = sample.flatMap(({ newestOn, today, span, ...rest }, at) => {
      const from = newestOn === null || span === null ? null : addDays(newestOn, 1 - span)
      const counted = newestOn && dayCounted(rest.every, { asAtOn: newestOn, periodStartOn: from })
      const byRule = figuresOwed({ ...rest, dueAfterDays: 14 } satisfies Supply, counted, today) !== null
      return missing.get(rows[at] ?? '') === byRule ? [] : [{ newestOn, span, today, ...rest, byRule }]
    })
    expect(wrong).toEqual([])
  })
})
