import { describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import type { WeekCounts } from '#db/read/mail.ts'
import { extensions, measures, meetings, observations, plans, priorities } from '#db/schema/index.ts'
import type { ActionDraft } from '#db/write/plan-draft.ts'
import type { FirstMail } from '#server/features/plans/board/board.ts'
import { mailLine } from '#server/features/plans/mail/view-mail-verdict.ts'
import { usePages } from '#test/support/pages.ts'
import { givenPlan, MADE_AT, type TestPlan, putAction } from '#test/support/plans.ts'
import { get } from '#test/support/visitor.ts'

// Four weeks after the plan was made: without a board before, all that happened since then is told.
const now = '2026-06-29T10:00:00.000Z'
const { app } = usePages({ now })

type Stored = Parameters<typeof putAction>[3]

/** A plan of actions agreed four weeks ago, with what is stored of some of them by reference. */
async function given(drafts: Partial<ActionDraft>[], stored: Record<string, Stored> = {}): Promise<TestPlan> {
  const plan = await givenPlan(app.db, drafts)
  for (const [ref, facts] of Object.entries(stored)) await putAction(app.db, plan, ref, facts)
  return plan
}

async function boardOf({ planId, people }: TestPlan): Promise<string> {
  return (await get(app, `/plans/${planId}/board`, await app.signInAs(people.chair))).text
}

/** The text of a section by the id of its heading. */
function sectionOf(page: string, id: string): string {
  const [, found = ''] =
    new RegExp(`<section class="wm-section[^"]*" aria-labelledby="${id}">(.*?)</section>`, 's').exec(page) ??
    []
  return found
    .replace(/<span class="wm-table__label".*?<\/span>/g, '')
    .replace(/<[^>]+>|\s+/g, ' ')
    .replace(/ +/g, ' ')
}

/** The number of the tile that leads to a section. */
function tileOf(page: string, id: string): string | undefined {
  return new RegExp(
    `<a class="govuk-link" href="#${id}">[^<]*</a></dt>\\s*<dd class="wm-stat__value">([^<]*)`,
  ).exec(page)?.[1]
}

const refsIn = (text: string) => [...text.matchAll(/(P1\.S\d+) What/g)].map(([, ref]) => ref)

describe('what turned red since the last board', () => {
  test('is told whole, with whose it is and why, and reds before ambers in every list', async () => {
    const late = Array.from({ length: 14 }, () => ({ dueOn: '2026-06-12' }))
    const soon = Array.from({ length: 12 }, () => ({ dueOn: '2026-07-05' }))
    const page = await boardOf(await given([...soon, ...late]))
    const red = sectionOf(page, 'turned-red')
    expect(red).toMatch(/^ ?Turned red 14 /)
    expect(refsIn(red)).toEqual(late.map((_, at) => `P1.S${at + 13}`))
    expect(red.match(/The owner: .{0,40}Ran past 12 June 2026, 17 days ago/g)).toHaveLength(14)
    const slipped = sectionOf(page, 'slipped')
    expect(refsIn(slipped)).toEqual(soon.map((_, at) => `P1.S${at + 1}`))
    expect(page).not.toMatch(/And \d+ more/)
  })

  test('leads to the plan as it was then only where there was a plan then', async () => {
    const plan = await given([{}])
    const then = `/plans/${plan.planId}?asAt=2026-06-01`
    const cookie = await app.signInAs(plan.people.chair)
    const begun = async (day: string) => {
      await app.db
        .update(plans)
        .set({ createdAt: `${day}T09:00:00.000Z` })
        .where(eq(plans.id, plan.planId))
      return [(await boardOf(plan)).includes(`href="${then}"`), (await get(app, then, cookie)).status]
    }
    expect([await begun('2026-06-01'), await begun('2026-06-02')]).toEqual([
      [true, 200],
      [false, 400],
    ])
  })

  test('holds what is new in the plan and red already', async () => {
    const plan = await given([{ criteria: [] }], {
      'P1.S1': { state: 'agreed', dueOn: '2026-06-26', agreedOn: '2026-06-22' },
    })
    expect(sectionOf(await boardOf(plan), 'turned-red')).toContain(
      'The owner: Not rated at the last board. Overdue by 3 days; it was due on 26 June 2026.',
    )
  })
})

describe('the greens to ask about', () => {
  test('are green only because a date moved, by more time or otherwise: a tile leads to their list', async () => {
    const moved = { baselineDueOn: '2026-06-19', state: 'inProgress' } as const
    const page = await boardOf(
      await given([{}, {}, {}, {}], {
        'P1.S1': { ...moved, timesExtended: 1 },
        'P1.S2': moved,
        'P1.S3': { ...moved, dueOn: '2026-06-26' },
      }),
    )
    expect(tileOf(page, 'green-by-move')).toBe('2')
    const list = sectionOf(page, 'green-by-move')
    expect(refsIn(list)).toEqual(['P1.S1', 'P1.S2'])
    expect(list).toContain(
      'The owner: First agreed for 19 June 2026, due 18 December 2026 now, moved once. By its first date it would be red.',
    )
  })

  test('are those of whom nothing was heard for five weeks: a tile leads to their list', async () => {
    const since = (day: string) => ({ agreedOn: day, startOn: null, lastUpdateOn: null })
    const page = await boardOf(
      await given([{}, {}, { ownerEmail: 'otherOwner' }], {
        'P1.S1': since('2026-05-25'),
        'P1.S2': since('2026-05-26'),
        'P1.S3': since('2026-05-01'),
      }),
    )
    expect(tileOf(page, 'green-unheard')).toBe('2')
    const list = sectionOf(page, 'green-unheard')
    expect(refsIn(list)).toEqual(['P1.S1', 'P1.S3'])
    expect(list).toContain('The otherOwner: no update since 1 May 2026, 59 days, amber for that alone')
  })
})

describe('what is overdue', () => {
  test('is counted by owner and by agency with its milestones, and what waits for others apart', async () => {
    const late = { dueOn: '2026-06-19' }
    const plan = await given(
      [
        { ...late },
        { ...late, agency: null },
        { ...late, ownerEmail: 'otherOwner' },
        { ...late },
        { milestones: [{ title: 'The first group meets', dueOn: '2026-06-09' }] },
      ],
      {
        'P1.S3': { state: 'endorsed', submittedOn: '2026-06-22', endorsedOn: '2026-06-24' },
        'P1.S4': { state: 'submitted', submittedOn: '2026-06-22' },
      },
    )
    const page = await boardOf(plan)
    expect(tileOf(page, 'overdue')).toBe('3')
    const list = sectionOf(page, 'overdue')
    expect(list).toContain(
      '2 actions and 1 milestone of owners are past their date. Not late of its owner: 1 action past its date that waits for the chair, and 1 action past its date that waits for the lead.',
    )
    const waiting = 'Waits for the chair 1 0 10 Waits for the lead 1 0 10'
    expect(list).toContain(`The owner 2 1 20 ${waiting}`)
    expect(list).toContain(`Agency of the owner 2 1 20 ${waiting}`)
    expect(list).not.toContain('No agency')
    expect(list).not.toContain('The otherOwner')
  })

  test('does not count as the owner’s what they asked more time for before its day, and wait for an answer', async () => {
    const plan = await given([{ dueOn: '2026-06-19' }, { dueOn: '2026-06-19' }], {})
    for (const [ref, requestedOn] of [
      ['P1.S1', '2026-06-19'],
      ['P1.S2', '2026-06-20'],
    ] as const)
      await app.db.insert(extensions).values({
        id: newId(),
        actionId: plan.actions[ref] ?? '',
        state: 'requested',
        reasonCode: 'partner',
        text: 'They are late.',
        previousDueOn: '2026-06-19',
        dueOn: '2026-12-18',
        requestedBy: plan.people.owner,
        requestedOn,
      })
    const list = sectionOf(await boardOf(plan), 'overdue')
    expect(list).toContain('Not late of its owner: 1 action past its date that waits for the chair.')
    expect(list).toContain('The owner 1 0 10 Waits for the chair 1 0 10')
  })
})

describe('delivery against outcome', () => {
  test('puts the first and the newest figure beside the verdict, on the board and on the form of the verdict', async () => {
    const plan = await given([{}], { 'P1.S1': { state: 'inProgress' } })
    await measured(plan, { title: 'Referrals answered in time', target: '90%', targetOn: '2027-03-31' }, [
      ['2026-03-31', '62%', 62],
      ['2026-04-30', '70%', 70],
      ['2026-05-31', '61%', 61],
    ])
    await measured(plan, { title: 'Families who feel heard' }, [])
    const said =
      'Referrals answered in time 62% (31 March 2026), then 61% (31 May 2026). Target 90% by 31 March 2027. Worse than at the start'
    const page = await boardOf(plan)
    expect(tileOf(page, 'delivery')).toBe('1')
    const list = sectionOf(page, 'delivery')
    expect(list).toContain(said)
    expect(list).toContain('Families who feel heard No figure yet. No target.')
    expect(list).toContain('Ask why')
    const form = await get(
      app,
      `/plans/${plan.planId}/priorities/P1/outcome`,
      await app.signInAs(plan.people.lead),
    )
    expect(sectionOf(form.text, 'measures')).toContain(said)
  })

  test('does not ask why where the measures move', async () => {
    const plan = await given([{}], { 'P1.S1': { state: 'inProgress' } })
    await measured(plan, { title: 'Referrals answered in time', baseline: '60%', baselineValue: 60 }, [
      ['2026-05-31', '61%', 61],
    ])
    const page = await boardOf(plan)
    expect(tileOf(page, 'delivery')).toBe('0')
    expect(sectionOf(page, 'delivery')).toContain('60% at the start, then 61% (31 May 2026). No target.')
    expect(sectionOf(page, 'delivery')).not.toContain('Ask why')
  })
})

describe('what needs a decision', () => {
  test('holds checks that it stuck and packs to issue, with what there is to decide on', async () => {
    const plan = await given([{}, {}], {
      'P1.S1': { state: 'signedOff', signedOffOn: '2026-06-08', embedCheckOn: '2026-06-29' },
      'P1.S2': { state: 'signedOff', signedOffOn: '2026-06-08', embedCheckOn: '2026-06-30' },
    })
    const [id, cutOffAt] = [newId(), '2026-06-24T08:00:00.000Z']
    await app.db.insert(meetings).values({
      id,
      planId: plan.planId,
      number: 1,
      title: 'First meeting',
      heldOn: '2026-07-01',
      state: 'frozen',
      version: 1,
      cutOffAt,
      createdAt: MADE_AT,
      updatedAt: MADE_AT,
    })
    const page = await boardOf(plan)
    expect(tileOf(page, 'decisions')).toBe('2')
    const list = sectionOf(page, 'decisions')
    expect(list).toContain('1 check that it has stuck P1.S1 What P1.S1 commits to')
    expect(list).toContain(
      'no evidence since To confirm it: Add evidence of two different kinds, dated after sign-off.',
    )
    expect(list).not.toContain('P1.S2')
    expect(list).toContain('1 pack to issue First meeting')
    // The form would refuse it for want of evidence, so it offers to ask for that.
    expect(list).not.toContain('Has it stuck?')
    expect(list).toContain('Ask for the evidence')
    expect(page).toContain(`href="/actions/${plan.actions['P1.S1']}/decide"`)
    expect(page).toContain(`href="/meetings/${id}/decide"`)
    const others = await get(app, `/plans/${plan.planId}/board`, await app.signInAs(plan.people.member))
    expect(tileOf(others.text, 'decisions')).toBe('0')
    expect(sectionOf(others.text, 'decisions')).toContain('The chair issues its pack')
  })
})

describe('the emails of the week', () => {
  test.each<[string, Partial<WeekCounts> | null, FirstMail, string]>([
    [
      'all went',
      { sent: 14, nothingDue: 6 },
      null,
      'Yes, all of them. Of 20 people in the week of 29 June 2026: 14 sent, 6 had nothing due.',
    ],
    [
      'one failed and one waits',
      { sent: 17, nothingDue: 1, failed: 1, waiting: 1 },
      null,
      'No. 1 email failed. Of 20 people in the week of 29 June 2026: 17 sent, 1 had nothing due, 1 failed, 1 waiting.',
    ],
    ['nobody planned the week', null, null, 'No email was planned for the week of 29 June 2026.'],
    [
      'the plan is not approved',
      null,
      'approval',
      'None was due yet: weekly emails begin once the chair has approved the plan.',
    ],
  ])('are told in one line with numbers: %s', (_what, counts, first, line) => {
    const none = { sent: 0, nothingDue: 0, failed: 0, superseded: 0, waiting: 0, late: 0, ambiguous: 0 }
    expect(mailLine('2026-06-29', counts && { ...none, expected: 20, ...counts }, first)).toBe(line)
  })
})

/** Gives the priority of a plan a measure with its figures by day. */
async function measured(
  { planId, people }: TestPlan,
  fields: Partial<typeof measures.$inferInsert>,
  figures: [asAtOn: string, published: string, value: number][],
): Promise<void> {
  const [priority] = await app.db.select().from(priorities).where(eq(priorities.planId, planId))
  const [id, at] = [newId(), MADE_AT]
  await app.db.insert(measures).values({
    id,
    planId,
    priorityId: priority?.id ?? null,
    ref: id,
    title: 'What is counted',
    unit: 'percent',
    polarity: 'higherIsBetter',
    position: 0,
    version: 1,
    createdAt: at,
    updatedAt: at,
    ...fields,
  })
  for (const [asAtOn, published, value] of figures)
    await app.db.insert(observations).values({
      id: newId(),
      measureId: id,
      kind: 'figure',
      asAtOn,
      precision: 'day',
      dateBasis: 'stated',
      published,
      value,
      status: 'validated',
      revision: 1,
      smallCountAcknowledged: true,
      recordedBy: people.administrator,
      recordedAt: at,
    })
}
