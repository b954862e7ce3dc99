import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { agencies, extensions, people, priorities, recommendations } from '#db/schema/index.ts'
import { changeAction } from '#db/write/transition.ts'
import { useApi } from '../../support/api.ts'
import { givenPlan, type TestPlan } from '../../support/plans.ts'
import { searchTexts } from '../../support/search-texts.ts'
import { get } from '../../support/visitor.ts'

const NOW = '2026-11-23T10:00:00.000Z'
const api = useApi(NOW)
let plan: TestPlan
let other: TestPlan

type Found = {
  kind: string
  ref: string | null
  title: string
  in: string
  excerpt: { text: string; found: boolean }[]
}

beforeAll(async () => {
  const { db } = api().app
  const action = {
    ref: 'P1.S1',
    title: 'Visit the aardvark house',
    description: 'Keepers bring badgers',
    intendedEffect: 'Fewer chameleons hide',
    criteria: ['A dormouse is shown'],
    milestones: [{ title: 'The echidna arrives', dueOn: '2026-11-30' }],
  }
  plan = await givenPlan(db, [action, {}, { ownerEmail: 'otherOwner' }])
  other = await givenPlan(db, [{ title: 'Another aardvark house' }])
  await db
    .update(people)
    .set({ name: 'Zoë Fennec-Özdemir', post: 'Head of QA' })
    .where(eq(people.id, plan.people.otherOwner))
  await db.update(agencies).set({ name: 'Llŷn Gibbon Trust' })
  await db.update(priorities).set({ impact: 'Herons nest again' }).where(eq(priorities.planId, plan.planId))
  await db
    .update(recommendations)
    .set({ text: 'Feed every ibis' })
    .where(eq(recommendations.planId, plan.planId))
  const as = plan.people.administrator
  await changeAction(
    db,
    { actionId: plan.actions['P1.S1'] ?? '', actorId: plan.people.owner, now: NOW },
    { subject: 'action', event: { type: 'report', updateId: newId(), note: 'A kestrel’s nest was found' } },
  )
  await made(`/actions/${plan.actions['P1.S1']}/blockers`, {
    as: plan.people.owner,
    body: { what: 'The jackal sleeps', waitingOn: 'The vet', sinceOn: '2026-11-20' },
  })
  await givenRequest(plan.actions['P1.S1'] ?? '')
  await made(`/plans/${plan.planId}/measures`, {
    as,
    body: {
      ref: 'M1',
      title: 'Lemurs',
      definition: 'Counts each marmot',
      unit: 'count',
      polarity: 'lowerIsBetter',
      aliases: ['Narwhals'],
    },
  })
  await made(`/plans/${plan.planId}/inspections`, {
    as,
    body: {
      title: 'Pangolin House',
      setting: 'home',
      urn: 'SC4711',
      inspector: 'The Quokka Inspectorate',
      visit: 'full',
      inspectedOn: '2026-11-02',
      judgement: 'Splendid',
      note: 'A raccoon was heard',
    },
  })
  const meeting = await made(`/plans/${plan.planId}/meetings`, {
    as,
    body: { title: 'The first sitting', heldOn: '2026-12-01', place: '' },
  })
  const agenda = `/meetings/${meeting.body.id}/agenda`
  await made(agenda, { as, body: { title: 'How the tapir fares' } })
  for (const [event, as] of [
    ['freeze', plan.people.administrator],
    ['issue', plan.people.chair],
  ] as const) {
    await made(`/meetings/${meeting.body.id}/transitions`, { as, ifMatch: '*', body: { event } })
  }
  await made(`/meetings/${meeting.body.id}/decisions`, { as, body: { text: 'The ocelot stays' } })
  const { items } = (await api().get(agenda, { as })).body
  const said = { minutes: 'The aye-aye was praised by all', carryOver: false }
  const minuted = await api().send('PUT', `${agenda}/${items[0].id}/minutes`, {
    as,
    ifMatch: '*',
    body: said,
  })
  if (minuted.status > 201) throw new Error(JSON.stringify(minuted.body))
}, 60_000)

/** A request for more time, and why it was refused. */
async function givenRequest(actionId: string): Promise<void> {
  await api().app.db.insert(extensions).values({
    id: newId(),
    actionId,
    state: 'refused',
    reasonCode: 'other',
    text: 'We wait for the long leopard',
    effect: 'The lynx stays hungry',
    mitigation: 'A manatee helps',
    previousDueOn: '2026-12-01',
    dueOn: '2026-12-31',
    requestedBy: plan.people.owner,
    requestedOn: '2026-11-20',
    decidedBy: plan.people.chair,
    decidedOn: '2026-11-21',
    decisionReason: 'The meerkat is quicker',
  })
}

async function made(path: string, options: Parameters<ReturnType<typeof api>['post']>[1]) {
  const answer = await api().post(path, options)
  if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`)
  return answer
}

async function search(q: string, query = '', as = plan.people.member): Promise<Found[]> {
  const { status, body } = await api().get(
    `/plans/${plan.planId}/search?q=${encodeURIComponent(q)}${query}`,
    { as },
  )
  expect(status).toBe(200)
  return body.items
}

const told = (items: Found[]) =>
  items.map(({ kind, ref, title, in: place, excerpt }) => [
    kind,
    ref ?? title,
    place,
    excerpt
      .filter(({ found }) => found)
      .map(({ text }) => text)
      .join('+'),
  ])

describe('a search of a plan', () => {
  test.each([
    ['aardvarks', ['action', 'P1.S1', 'title', 'aardvark']],
    ['badger', ['action', 'P1.S1', 'description', 'badgers']],
    ['chameleon', ['action', 'P1.S1', 'intendedEffect', 'chameleons']],
    ['dormouse', ['action', 'P1.S1', 'criterion', 'dormouse']],
    ['echidna', ['action', 'P1.S1', 'milestone', 'echidna']],
    ['jackal', ['action', 'P1.S1', 'blocker', 'jackal']],
    ['kestrel', ['action', 'P1.S1', 'update', 'kestrel’s']],
    ['“long leopard”', ['action', 'P1.S1', 'extension', 'long leopard']],
    ['lynx', ['action', 'P1.S1', 'extension', 'lynx']],
    ['manatee', ['action', 'P1.S1', 'extension', 'manatee']],
    ['meerkats', ['action', 'P1.S1', 'extension', 'meerkat']],
    ['heron', ['priority', 'P1', 'impact', 'Herons']],
    ['ibis', ['recommendation', 'R1', 'title', 'ibis']],
    ['lemur', ['measure', 'M1', 'title', 'Lemurs']],
    ['marmot', ['measure', 'M1', 'definition', 'marmot']],
    ['narwhal', ['measure', 'M1', 'aliases', 'Narwhals']],
    ['pangolins', ['inspection', 'I1', 'title', 'Pangolin']],
    ['raccoon', ['inspection', 'I1', 'note', 'raccoon']],
    ['splendid', ['inspection', 'I1', 'judgement', 'Splendid']],
    ['SC4711', ['inspection', 'I1', 'inspector', 'SC4711']],
    ['quokka', ['inspection', 'I1', 'inspector', 'Quokka']],
    ['ocelot', ['decision', '1.1', 'title', 'ocelot']],
    ['1.1', ['decision', '1.1', 'title', '']],
    ['tapirs', ['meeting', '1', 'agendaItem', 'tapir']],
    ['“praised by all”', ['meeting', '1', 'minutes', 'praised by all']],
  ])('finds %s, and says where', async (q, expected) => {
    expect(told(await search(q))).toEqual([expected])
  })

  test('finds no agenda of a meeting that was called off, nor a text that was taken out of one', async () => {
    const own = await givenPlan(api().app.db, [{}])
    const { administrator: as, chair } = own.people
    const meet = async (title: string) => {
      const body = { title, heldOn: '2026-12-07' }
      const { id } = (await api().post(`/plans/${own.planId}/meetings`, { as, body })).body
      await api().post(`/meetings/${id}/agenda`, { as, body: { title: 'News of the axolotl' } })
      return id as string
    }
    const find = async (q: string) =>
      (await api().get(`/plans/${own.planId}/search?q=${q}`, { as: own.people.member })).body.items
    const [off, on] = [await meet('Called off'), await meet('Held')]
    expect((await find('axolotl')).map(({ title }: { title: string }) => title)).toEqual([
      'Called off',
      'Held',
    ])
    const cancel = { event: 'cancel', reason: 'Too few can come.' }
    const called = await api().post(`/meetings/${off}/transitions`, { as: chair, ifMatch: '*', body: cancel })
    expect(called.status).toBe(200)
    expect((await find('axolotl')).map(({ id }: { id: string }) => id)).toEqual([on])
    const [item] = (await api().get(`/meetings/${on}/agenda`, { as })).body.items
    const out = { field: `agenda/${item.id}/title`, reason: 'It names somebody.' }
    const redacted = await api().post(`/meetings/${on}/redactions`, { as: chair, body: out })
    expect(redacted.status).toBeLessThan(300)
    expect(await find('axolotl')).toEqual([])
    expect(
      (await api().get(`/plans/${own.planId}/search?q=tapir`, { as: own.people.member })).body.items,
    ).toEqual([])
  })

  test('takes minutes of any words up to their limit, and finds their item', async () => {
    const own = await givenPlan(api().app.db, [{}])
    const { administrator: as } = own.people
    const body = { title: 'Long', heldOn: '2026-12-07' }
    const { id } = (await api().post(`/plans/${own.planId}/meetings`, { as, body })).body
    // A megabyte and more of words of which no two are the same.
    const item = (at: number) => ({
      id: `01900000-0000-7000-8000-${String(at).padStart(12, '0')}`,
      title: at === 99 ? 'The last wombat' : `Item ${at}`,
      minutes: Array.from({ length: 1_900 }, (_, word) =>
        (at * 1_900 + word).toString(36).padStart(4, 'ж'),
      ).join(' '),
    })
    const agenda = JSON.stringify(Array.from({ length: 100 }, (_, at) => item(at)))
    await rowsOf(api().app.db, sql`update meetings set agenda = ${agenda}::jsonb where id = ${id}`)
    const { items } = (await api().get(`/plans/${own.planId}/search?q=wombat`, { as })).body
    expect(items).toMatchObject([{ kind: 'meeting', in: 'agendaItem' }])
  })

  test('finds a person by name, post and agency, and what they own by their name and post', async () => {
    expect(told(await search('zoe ozdemir'))).toEqual([
      ['action', 'P1.S3', 'owner', 'Zoë+Özdemir'],
      ['person', 'Zoë Fennec-Özdemir', 'title', 'Zoë+Özdemir'],
    ])
    expect(told(await search('QA'))).toEqual([
      ['action', 'P1.S3', 'owner', 'QA'],
      ['person', 'Zoë Fennec-Özdemir', 'post', 'QA'],
    ])
    expect((await search('llyn gibbons')).map(({ kind }) => kind)).toContain('person')
  })

  test('finds words that stand in different places of one thing, and in no other thing', async () => {
    expect(told(await search('kestrel dormouse zoe'))).toEqual([])
    expect((await search('kestrel dormouse')).map(({ ref }) => ref)).toEqual(['P1.S1'])
    expect((await search('aardvark -kestrel')).length).toBe(0)
    expect((await search('kestrel or ocelot')).map(({ ref }) => ref)).toEqual(['P1.S1', '1.1'])
  })

  test('finds words side by side at the end of a long text, however often they stand before', async () => {
    const long = await givenPlan(api().app.db, [{}, {}])
    const texts = ["the plan is on the way. It isn't done. ", 'a board-member says what the schools need. ']
    for (const [at, text] of texts.entries()) {
      const { status } = await api().patch(`/actions/${long.actions[`P1.S${at + 1}`]}`, {
        as: long.people.administrator,
        ifMatch: '*',
        body: {
          description: `${text.repeat(110)} Ask the zebra.`,
          intendedEffect: 'The end-result is the walrus',
        },
      })
      expect(status).toBe(200)
    }
    for (const q of ['"ask the zebra"', '"is the walrus"', 'end-result', '"endresult is"']) {
      const path = `plan=${long.planId}&q=${encodeURIComponent(q)}`
      const [found, listed] = await Promise.all([
        api().get(`/plans/${long.planId}/search?q=${encodeURIComponent(q)}`, { as: long.people.member }),
        api().get(`/actions?${path}`, { as: long.people.member }),
      ])
      expect([q, found.body.items.length, listed.body.items.length]).toEqual([q, 2, 2])
    }
    const { body } = await api().get(`/plans/${long.planId}/search?q="zebra the"`, { as: long.people.member })
    expect(body.items).toEqual([])
  })

  test('is refused with more phrases than it looks for at once, and says how many that are', async () => {
    const phrases = (number: number) => Array.from({ length: number }, (_, at) => `"a ${at}"`).join(' or ')
    for (const path of [`/plans/${plan.planId}/search?q=`, `/actions?plan=${plan.planId}&q=`]) {
      const ask = (q: string) => api().get(path + encodeURIComponent(q), { as: plan.people.member })
      expect((await ask(phrases(10))).status).toBe(200)
      const { status, body } = await ask(phrases(11))
      expect([status, body.code]).toEqual([400, 'invalidRequest'])
      expect(body.errors[0].detail).toContain('Give at most 10 phrases')
    }
  })

  test('gives the thing whose reference is asked for first, and titles before other texts', async () => {
    expect((await search('P1.S3')).map(({ ref }) => ref)[0]).toBe('P1.S3')
    const refs = (await search('shown or aardvark', '&kind=action')).map(({ ref }) => ref)
    expect(refs).toEqual(['P1.S1', 'P1.S2', 'P1.S3'])
  })

  test('goes on from page to page, through all kinds, without a gap or a repeat', async () => {
    const whole = await search('the')
    expect(new Set(whole.map(({ kind }) => kind)).size).toBeGreaterThan(3)
    const paged: Found[] = []
    for (let after = ''; ;) {
      const path = `/plans/${plan.planId}/search?q=the&limit=2${after && `&after=${after}`}`
      const { body } = await api().get(path, { as: plan.people.member })
      paged.push(...body.items)
      if (body.page.next === null) break
      after = body.page.next
    }
    expect(paged).toEqual(whole)
  })

  test('shows nothing to who may not see the plan, and nothing of another plan', async () => {
    const path = `/plans/${plan.planId}/search?q=aardvark`
    expect((await api().get(path, { as: plan.people.stranger })).status).toBe(404)
    expect((await api().get(path, { as: other.people.administrator })).status).toBe(404)
    expect((await search('the')).map(({ title }) => title)).not.toContain('Another aardvark house')
    expect((await search('stranger')).length).toBe(0)
  })

  test('is refused without a question, with an unknown kind, and with too long a one', async () => {
    for (const query of ['', '?q=', '?q=a&kind=cloud', `?q=${'a'.repeat(201)}`, '?q=a&q=b', '?q=a%00']) {
      const { status, body } = await api().get(`/plans/${plan.planId}/search${query}`, {
        as: plan.people.member,
      })
      expect([query, status, body.code]).toEqual([query, 400, 'invalidRequest'])
    }
  })

  test('answers any text at all, by the API and on the page', async () => {
    const cookie = await api().app.signInAs(plan.people.member)
    const hostile = fc.oneof(
      searchTexts,
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom(
        '\u202e',
        '\0',
        '"',
        "'",
        '\\',
        ':*',
        '%',
        '((',
        '<->',
        '!',
        '-',
        '- -',
        'or',
        'or or',
        '""',
        '-""',
        'a'.repeat(10_000),
      ),
      fc
        .array(
          fc.constantFrom('a', '-', '"', ' ', 'or', "'", '\\', '&', '|', '!', '(', '*', ':', '\u0301', 'ß'),
          { maxLength: 100 },
        )
        .map((all) => all.join('')),
    )
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const q = encodeURIComponent(text.toWellFormed())
        const asked = `/plans/${plan.planId}/search?q=${q}`
        const { status } = await api().get(asked, { as: plan.people.member })
        const list = await api().get(`/actions?q=${q}`, { as: plan.people.member })
        const page = await get(api().app, asked, cookie)
        expect([200, 400]).toContain(status)
        expect(list.status).toBe(status)
        expect([200, 400]).toContain(page.status)
      }),
      {
        numRuns: 150,
        examples: [['\ud800'], ['a b c d e f g h i j k l m n o p q r s t u v w x y z '.repeat(3)]],
      },
    )
    for (const raw of ['%ED%A0%80', '%', '%FF', '%00', '%E2%80%8F']) {
      expect([200, 400]).toContain(
        (await get(api().app, `/plans/${plan.planId}/search?q=${raw}`, cookie)).status,
      )
    }
  }, 120_000)
})
