import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { readAction } from '#db/read/read-actions.ts'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import { changeAction } from '#db/write/transition.ts'
import { useApi } from '../../support/api.ts'
import { type CastName, givenPlan, type TestPlan } from '../../support/plans.ts'

const api = useApi('2026-11-23T10:00:00Z')
let plan: TestPlan
let changes: Record<string, Entry[]>

type Entry = {
  action: { ref: string; owner: { name: string } | null }
  at: string
  actor: { name: string }
} & Record<string, unknown>
type ActionRequest = Extract<ActionChangeRequest, { subject: 'action' }>['event']

// What happens before and on the day from which changes are asked for, after it, and after the last day.
const EARLIER = '2026-11-02T10:00:00.000Z'
const ON_THE_DAY = '2026-11-09T23:59:59.999Z'
const LATER = '2026-11-10T00:00:00.000Z'
const AFTERWARDS = '2026-11-21T00:00:00.000Z'

beforeAll(async () => {
  const dated = (dueOn: string) => ({ dueOn })
  plan = await givenPlan(api().app.db, [
    {}, // S1 is signed off.
    {}, // S2 is reopened.
    {}, // S3 is given more time.
    {}, // S4 is cancelled and reinstated.
    {}, // S5 is superseded by S6.
    {}, // S6 changes hands.
    dated('2026-11-12'), // S7 runs past its date, with nobody doing anything.
    dated('2026-11-09'), // S8 is due on the day itself.
    dated('2026-11-01'), // S9 was overdue before.
    {}, // S10 is blocked, and no longer.
    {}, // S11 changes after the last day only.
    { dueOn: null }, // S12 is a draft whose date and owner are not agreed yet.
  ])
  const at = (now: string) => (who: CastName, ref: string, event: ActionRequest) =>
    act(who, ref, { subject: 'action', event }, now)
  for (const ref of ['P1.S1', 'P1.S2', 'P1.S3', 'P1.S10', 'P1.S11']) {
    await at(EARLIER)('owner', ref, { type: 'report', updateId: newId(), note: 'Begun' })
  }
  for (const ref of ['P1.S1', 'P1.S2']) await submitAndEndorse(ref, EARLIER)
  await at(ON_THE_DAY)('chair', 'P1.S2', { type: 'signOff' })
  await at(LATER)('chair', 'P1.S1', { type: 'signOff', minuteRef: '7/3' })
  await at(LATER)('chair', 'P1.S2', { type: 'reopen', reason: 'It came back', dueOn: '2027-03-31' })
  const extensionId = newId()
  const request = {
    type: 'request',
    extensionId,
    dueOn: '2027-01-08',
    reasonCode: 'partner',
    text: 'Later',
  } as const
  await act('owner', 'P1.S3', { subject: 'extension', event: request }, EARLIER)
  await act(
    'lead',
    'P1.S3',
    { subject: 'extension', event: { type: 'grant', extensionId, reason: 'Fair' } },
    LATER,
  )
  await at(LATER)('chair', 'P1.S4', { type: 'cancel', reason: 'No money' })
  await at('2026-11-11T10:00:00.000Z')('chair', 'P1.S4', {
    type: 'reinstate',
    reason: 'Money after all',
    dueOn: '2026-12-18',
  })
  const successorId = plan.actions['P1.S6'] ?? ''
  await at(LATER)('chair', 'P1.S5', { type: 'supersede', successorId, reason: 'One is enough' })
  const transfer = { ownerId: plan.people.otherOwner, fromOn: '2026-11-10', reason: 'She leaves' }
  await at(LATER)('lead', 'P1.S6', { type: 'transfer', ...transfer })
  await at(LATER)('administrator', 'P1.S12', { type: 'edit', change: { dueOn: '2026-12-18' } })
  const raise = {
    type: 'raise',
    blockerId: newId(),
    what: 'Data',
    waitingOn: 'Police',
    sinceOn: '2026-11-10',
  } as const
  await act('owner', 'P1.S10', { subject: 'blocker', event: raise }, LATER)
  await at(AFTERWARDS)('chair', 'P1.S11', { type: 'cancel', reason: 'Too late to be told' })
  changes = (await ask('since=2026-11-09&until=2026-11-20')).body
}, 60_000)

const ask = (query: string, as: CastName = 'member') =>
  api().get(`/plans/${plan.planId}/changes?${query}`, { as: plan.people[as] })

async function act(who: CastName, ref: string, change: ActionChangeRequest, now: string): Promise<void> {
  const actionId = plan.actions[ref] ?? ''
  const done = await changeAction(api().app.db, { actionId, actorId: plan.people[who], now }, change)
  expect([ref, change.event.type, done.outcome, done]).toEqual([
    ref,
    change.event.type,
    'done',
    expect.anything(),
  ])
}

async function submitAndEndorse(ref: string, now: string): Promise<void> {
  const read = await readAction(api().app.db, plan.actions[ref] ?? '')
  const evidence = {
    kind: 'audit',
    title: 'Sample',
    url: 'https://documents.example/1',
    independent: false,
  } as const
  for (const { id: criterionId } of read?.facts.criteria ?? []) {
    const event = {
      ...evidence,
      type: 'addEvidence',
      evidenceId: newId(),
      criterionId,
      datedOn: '2026-11-01',
    } as const
    await act('owner', ref, { subject: 'action', event }, now)
  }
  await act('owner', ref, { subject: 'action', event: { type: 'submit', whatChanged: 'Less waiting' } }, now)
  await act('lead', ref, { subject: 'action', event: { type: 'endorse', statement: 'Opened and read' } }, now)
}

const refsOf = (list: string) => changes[list]?.map(({ action }) => action.ref)
const only = (list: string) => changes[list]?.[0]

describe('the changes of a plan between two days', () => {
  test('name what was signed off, by whom and when', () => {
    expect(changes['closed']).toEqual([
      expect.objectContaining({
        action: expect.objectContaining({
          ref: 'P1.S1',
          owner: { id: plan.people.owner, name: 'The owner' },
        }),
        at: LATER,
        actor: { id: plan.people.chair, name: 'The chair' },
        from: 'endorsed',
        to: 'signedOff',
      }),
    ])
  })

  test('begin after the end of the first day in London and end with the last', () => {
    expect(refsOf('closed')).not.toContain('P1.S2')
    expect(refsOf('cancelled')).toEqual(['P1.S4'])
  })

  test('name what was reopened, with the reason and the new date', () => {
    expect(refsOf('reopened')).toEqual(['P1.S2'])
    expect(only('reopened')).toMatchObject({ from: 'signedOff', dueOn: '2027-03-31', reason: 'It came back' })
  })

  test('name every agreed date that moved, from when to when and who let it', () => {
    expect(refsOf('moved')?.toSorted()).toEqual(['P1.S2', 'P1.S3'])
    expect(changes['moved']?.find(({ action }) => action.ref === 'P1.S3')).toMatchObject({
      from: '2026-12-18',
      to: '2027-01-08',
      days: 21,
      event: 'grant',
      reason: 'Fair',
      actor: { name: 'The lead' },
    })
  })

  test('name what left the plan and what came back', () => {
    expect(only('cancelled')).toMatchObject({ reason: 'No money', actor: { name: 'The chair' } })
    expect(refsOf('reinstated')).toEqual(['P1.S4'])
    expect(only('superseded')).toMatchObject({
      action: { ref: 'P1.S5' },
      successor: { id: plan.actions['P1.S6'], name: 'P1.S6 What P1.S6 commits to' },
      reason: 'One is enough',
    })
  })

  test('name what changed hands, from whom to whom', () => {
    expect(refsOf('handedOver')).toEqual(['P1.S6'])
    expect(only('handedOver')).toMatchObject({
      action: { owner: { name: 'The otherOwner' } },
      from: { name: 'The owner' },
      to: { name: 'The otherOwner' },
      fromOn: '2026-11-10',
      reason: 'She leaves',
    })
  })

  test('name what ran past its date in between, and not what had before', () => {
    expect(changes['newlyOverdue']).toMatchObject([
      { action: { ref: 'P1.S7' }, dueOn: '2026-11-12', overdueDays: 8 },
      { action: { ref: 'P1.S8' }, dueOn: '2026-11-09', overdueDays: 11 },
    ])
  })

  test('name every colour that turned, with the reasons of both days and what was done last', () => {
    const turned = Object.fromEntries(
      (changes['turned'] ?? []).map(({ action, ...turn }) => [action.ref, turn]),
    )
    expect(turned['P1.S7']).toMatchObject({
      from: { rating: 'amber', code: 'dueSoonNoEvidence' },
      to: { rating: 'red', code: 'overdue', because: expect.stringContaining('12 November 2026') },
      direction: 'worse',
      last: null,
    })
    expect(turned['P1.S10']).toMatchObject({
      from: { rating: 'green' },
      to: { rating: 'amber', code: 'openBlocker' },
      direction: 'worse',
      last: { event: 'raise', actor: { name: 'The owner' } },
    })
    expect(turned['P1.S3']).toMatchObject({
      from: { rating: 'amber', code: 'extensionRequested' },
      to: { rating: 'green' },
      direction: 'better',
    })
    expect(Object.keys(turned)).not.toContain('P1.S9')
    expect(Object.keys(turned)).not.toContain('P1.S5')
  })

  test('are the whole plan where they begin before it was made', async () => {
    const { body } = await ask('since=2026-05-31')
    expect(body.added).toHaveLength(12)
    expect([body.since, body.until, body.turned]).toEqual(['2026-05-31', '2026-11-23', []])
    expect(body.cancelled.map(({ action }: Entry) => action.ref)).toEqual(['P1.S4', 'P1.S11'])
  })

  test('are none within one and the same day', async () => {
    const { plan: of, since, until, ...lists } = (await ask('since=2026-11-20&until=2026-11-20')).body
    expect([of.id, since, until]).toEqual([plan.planId, '2026-11-20', '2026-11-20'])
    expect(Object.values(lists).flat()).toEqual([])
    expect(Object.keys(lists).toSorted()).toEqual([
      'added',
      'cancelled',
      'closed',
      'handedOver',
      'moved',
      'newlyOverdue',
      'reinstated',
      'reopened',
      'superseded',
      'turned',
    ])
  })

  test.each([
    ['', '/since'],
    ['since=yesterday', '/since'],
    ['since=2026-11-24', '/since'],
    ['since=2026-11-09&until=2026-11-24', '/until'],
    ['since=2026-11-09&until=2026-11-08', '/until'],
    ['since=2026-11-09&to=2026-11-20', '/to'],
  ])('are refused for ?%s', async (query, pointer) => {
    const { status, body } = await ask(query)
    expect([status, body.errors[0].pointer]).toEqual([400, pointer])
  })

  test('begin with the last board, or with any other, from its cut-off on', async () => {
    const as = plan.people.administrator
    // Before the first board they begin with the plan.
    expect((await ask('since=meeting')).body).toEqual((await ask('since=2026-06-01')).body)
    const made: string[] = []
    for (const day of ['2026-11-09', '2026-11-16']) {
      const body = { title: 'The board', heldOn: day }
      const { body: meeting } = await api().post(`/plans/${plan.planId}/meetings`, { as, body })
      const early = await ask(`since=${meeting.id}`)
      expect([early.status, early.body.errors[0].pointer]).toEqual([400, '/since'])
      api().moveTo(`${day}T15:00:00Z`)
      const frozen = await api().post(`/meetings/${meeting.id}/transitions`, {
        as,
        ifMatch: '*',
        body: { event: 'freeze' },
      })
      expect(frozen.status).toBe(200)
      made.push(meeting.id)
    }
    api().moveTo('2026-11-23T10:00:00Z')
    const [sinceBoard, sinceDay] = [await ask(`since=${made[0]}`), await ask('since=2026-11-09')]
    // What was signed off late on the day of the cut-off, after it, comes on top.
    expect(sinceBoard.body.closed.slice(1)).toEqual(sinceDay.body.closed)
    expect(sinceBoard.body.closed[0].action.ref).toBe('P1.S2')
    for (const same of ['since', 'until', 'reopened', 'moved', 'cancelled', 'newlyOverdue'])
      expect(sinceBoard.body[same]).toEqual(sinceDay.body[same])
    expect((await ask('since=meeting')).body).toEqual((await ask('since=2026-11-16')).body)
    expect((await ask(`since=${newId()}`)).status).toBe(400)
  })

  test('hold all that was done after the cut-off of a board, also later that day, and nothing that it has read', async () => {
    const other = await givenPlan(api().app.db, [{}, {}])
    const { administrator, chair } = other.people
    const cancel = (ref: string) =>
      api().post(`/actions/${other.actions[ref]}/transitions`, {
        as: chair,
        ifMatch: '*',
        body: { event: 'cancel', reason: 'It is no longer needed.' },
      })
    const freeze = async (heldOn: string) => {
      const body = { title: 'The board', heldOn }
      const made = await api().post(`/plans/${other.planId}/meetings`, { as: administrator, body })
      const event = { as: administrator, ifMatch: '*', body: { event: 'freeze' } }
      await api().post(`/meetings/${made.body.id}/transitions`, event)
      return (await api().get(`/meetings/${made.body.id}/pack`, { as: chair })).body.changes
    }
    const refs = (list: { action: { ref: string } }[]) => list.map(({ action }) => action.ref)
    api().moveTo('2026-11-16T09:00:00Z')
    await cancel('P1.S1')
    api().moveTo('2026-11-16T10:00:00Z')
    expect(refs((await freeze('2026-11-18')).cancelled)).toEqual(['P1.S1'])
    api().moveTo('2026-11-16T15:00:00Z')
    await cancel('P1.S2')
    api().moveTo('2026-11-23T10:00:00Z')
    const since = await api().get(`/plans/${other.planId}/changes?since=meeting`, { as: chair })
    expect([since.body.since, refs(since.body.cancelled)]).toEqual(['2026-11-16', ['P1.S2']])
    expect(refs((await freeze('2026-11-25')).cancelled)).toEqual(['P1.S2'])
  })

  test('begin with the board whose cut-off was last, also where it was scheduled before others', async () => {
    const other = await givenPlan(api().app.db)
    const { administrator, chair } = other.people
    const made: string[] = []
    for (const title of ['The winter meeting', 'An extraordinary meeting', 'The spring meeting']) {
      const body = { title, heldOn: title === 'The spring meeting' ? '2026-12-01' : '2026-11-20' }
      made.push((await api().post(`/plans/${other.planId}/meetings`, { as: administrator, body })).body.id)
    }
    const freeze = async (id = '', on: string) => {
      api().moveTo(`${on}T10:00:00Z`)
      const event = { as: administrator, ifMatch: '*', body: { event: 'freeze' } }
      await api().post(`/meetings/${id}/transitions`, event)
      return (await api().get(`/meetings/${id}/pack`, { as: chair })).body.changes.since
    }
    const [winter, extraordinary, spring] = made
    expect(await freeze(extraordinary, '2026-11-16')).toBe('2026-06-01')
    expect(await freeze(winter, '2026-11-18')).toBe('2026-11-16')
    api().moveTo('2026-11-23T10:00:00Z')
    const since = await api().get(`/plans/${other.planId}/changes?since=meeting`, { as: chair })
    expect(since.body.since).toBe('2026-11-18')
    expect(await freeze(spring, '2026-11-23')).toBe('2026-11-18')
  })

  test('begin with the last board that has sat, while the pack of the next is frozen already', async () => {
    const other = await givenPlan(api().app.db)
    const { administrator, chair } = other.people
    const since = async () =>
      (await api().get(`/plans/${other.planId}/changes?since=meeting`, { as: chair })).body.since
    for (const [frozenOn, heldOn] of [
      ['2026-11-09', '2026-11-11'],
      ['2026-11-20', '2026-11-24'],
    ]) {
      api().moveTo(`${frozenOn}T10:00:00Z`)
      const body = { title: 'The board', heldOn }
      const { body: made } = await api().post(`/plans/${other.planId}/meetings`, { as: administrator, body })
      const event = { as: administrator, ifMatch: '*', body: { event: 'freeze' } }
      await api().post(`/meetings/${made.id}/transitions`, event)
    }
    for (const day of ['2026-11-23', '2026-11-24']) {
      api().moveTo(`${day}T10:00:00Z`)
      expect([day, await since()]).toEqual([day, '2026-11-09'])
    }
    api().moveTo('2026-11-25T10:00:00Z')
    expect(await since()).toBe('2026-11-20')
    api().moveTo('2026-11-23T10:00:00Z')
  })

  test('are nobody else’s to see', async () => {
    expect((await ask('since=2026-11-09', 'stranger')).status).toBe(404)
  })
})
