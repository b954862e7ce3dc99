import { beforeAll, describe, expect, test } from 'vitest'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { foundPage, pageFound } from '#db/read/plan-search.ts'
import { actionsFoundBy } from '#db/read/search.ts'
import { actions } from '#db/schema/index.ts'
import { questionOf } from '#workflows/search/question.ts'
import { loaded, useDatabase } from '../support/database.ts'
import { allNodes, explained } from '../support/explained.ts'
import { givenPlan } from '../support/plans.ts'

const database = useDatabase({ deadlineMs: 120_000 })
const MANY = 100_000
const OWNERS = 500

describe('the search of a plan with 100,000 actions', () => {
  let planId: string
  beforeAll(async () => {
    planId = (await givenPlan(database().db, [{}])).planId
    await loaded(database(), (db) => fill(db, planId))
  }, 240_000)

  const asked = (text: string) => ({ planId, question: questionOf(text), text })
  const page = (text: string): SQL => foundPage(asked(text), { limit: 50, after: null })

  test.each([
    ['zebra crossing', 'actions_title_words', ['X77']],
    ['“zebra crossing”', 'actions_title_words', ['X77']],
    ['okapi', 'actions_text_words', ['X78']],
    ['wombat', 'criteria_text_words', ['X79']],
    ['quokka’s', 'updates_text_words', ['X80']],
    ['zebra wombats or quokka', 'actions_title_words', ['X80']],
  ])('finds %s by the index %s', async (text, index, refs) => {
    const { db } = database()
    expect(await refsOf(db, asked(text))).toEqual(refs)
    for (const statement of [
      page(text),
      sql`select id from actions where id in ${actionsFoundBy(text, sql`${actions.planId} = ${planId}`)}`,
    ]) {
      const plan = await explained(db, statement)
      expect(allNodes(plan).map((node) => node['Index Name'])).toContain(index)
      expect(scanned(plan)).toEqual([])
    }
  })

  test('looks for words side by side in no text of another plan', async () => {
    const { db } = database()
    const small = await givenPlan(db, [{ title: 'Visit school by school' }])
    const asked = (text: string) => ({ planId: small.planId, question: questionOf(text), text })
    for (const text of [
      '"visit school"',
      '"visit school" or "it is shown" or "as it should" or -"is seen"',
    ]) {
      const isWithin = sql`${actions.planId} = ${small.planId}`
      for (const statement of [
        foundPage(asked(text), { limit: 50, after: null }),
        sql`select id from actions where id in ${actionsFoundBy(text, isWithin)}`,
      ]) {
        const plan = await explained(db, statement)
        expect(scanned(plan)).toEqual([])
        const cut = allNodes(plan).filter((node) => node.Alias?.startsWith('held'))
        expect(cut.length).toBeGreaterThan(5)
        expect(cut.filter((node) => node['Actual Rows'] * node['Actual Loops'] > 10)).toEqual([])
      }
    }
    expect((await pageFound(db, asked('"visit school"'), { limit: 50, after: null })).items.length).toBe(1)
  })

  test('finds the agenda of a meeting among many by its index', async () => {
    const { db } = database()
    await loaded(database(), (own) => fillMeetings(own, planId))
    for (const [text, index] of [
      ['numbat', 'meetings_text_words'],
      ['zorilla', 'meetings_text_words'],
      ['bandicoot', 'meetings_title_words'],
    ] as const) {
      const { items } = await pageFound(db, asked(text), { limit: 50, after: null })
      expect(items.map(({ kind }) => kind)).toEqual(['meeting'])
      const plan = await explained(db, page(text))
      expect(allNodes(plan).map((node) => node['Index Name'])).toContain(index)
      expect(scanned(plan, ['actions', 'meetings'])).toEqual([])
    }
  })

  test('finds what somebody owns by an index of names and one of owners', async () => {
    const { db } = database()
    const { items } = await pageFound(db, asked('zoe number7'), { limit: 500, after: null })
    const numberOf = (kind: string) => items.filter((item) => item.kind === kind).length
    expect([numberOf('action'), numberOf('person')]).toEqual([MANY / OWNERS, 1])
    const plan = await explained(db, page('zoe number7'))
    const used = allNodes(plan).map((node) => node['Index Name'])
    expect(used).toContain('people_title_words')
    expect(used).toContain('actions_owner')
    expect(scanned(plan)).toEqual([])
  })
})

/** The long tables that are read from end to end. */
function scanned(plan: Parameters<typeof allNodes>[0], long = ['actions', 'criteria', 'updates']): unknown[] {
  return allNodes(plan)
    .filter((node) => node['Node Type'] === 'Seq Scan' && long.includes(node['Relation Name'] ?? ''))
    .map((node) => node['Relation Name'])
}

async function refsOf(db: Db, asked: Parameters<typeof pageFound>[1]): Promise<string[]> {
  const { items } = await pageFound(db, asked, { limit: 50, after: null })
  const ids = JSON.stringify(items.map(({ id }) => id))
  const rows = await rowsOf<{ ref: string }>(
    db,
    sql`select ref from actions where id in (select value::uuid from jsonb_array_elements_text(${ids}::jsonb)) order by ref`,
  )
  return rows.map(({ ref }) => ref)
}

/** Many actions like the one there is, each with a criterion and an update, shared out among many owners. */
async function fill(db: Db, planId: string): Promise<void> {
  const made = sql`overlay(gen_random_uuid()::text placing '7' from 15)::uuid`
  await rowsOf(
    db,
    sql`insert into people select made.* from generate_series(1, ${OWNERS}::int) n, people pattern,
      jsonb_populate_record(pattern, jsonb_build_object('id', ${made}, 'email', 'owner' || n || '@many.example', 'mailbox', 'owner' || n || '@many.example',
        'name', 'Zoë Number' || n, 'post', 'Head of service ' || n)) made
      where pattern.id = (select owner_id from actions where plan_id = ${planId} and ref = 'P1.S1')`,
  )
  await rowsOf(
    db,
    sql`insert into actions select made.* from generate_series(1, ${MANY}::int) n
      join (select id, row_number() over () as nth from people where email like '%@many.example') owner
        on owner.nth = 1 + n % ${OWNERS}::int,
      actions pattern,
      jsonb_populate_record(pattern, jsonb_build_object('id', ${made}, 'ref', 'X' || n, 'same_ref', 'x' || n, 'owner_id', owner.id,
        'title', case when n = 77 then 'A zebra crossing by the school' else 'Visit school ' || n end,
        'description', case when n = 78 then 'Where the okapi’s keeper lives' else 'What is seen there' end)) made
      where pattern.plan_id = ${planId} and pattern.ref = 'P1.S1'`,
  )
  const others = sql`actions where plan_id = ${planId} and ref <> 'P1.S1'`
  await rowsOf(
    db,
    sql`with added as (insert into criteria select ${made}, id, 0,
          case when ref = 'X79' then 'The wombat is shown' else 'It is shown' end from ${others})
      insert into updates (id, action_id, by, at, version, note) select ${made}, id, owner_id, now(), 1,
        case when ref = 'X80' then 'The quokka’s gone' else 'As it should be' end from ${others}`,
  )
}

/** Ten thousand meetings, each with an item and its minutes. */
async function fillMeetings(db: Db, planId: string): Promise<void> {
  await rowsOf(
    db,
    sql`insert into meetings (id, plan_id, number, title, held_on, state, version, agenda, created_at, updated_at)
      select overlay(gen_random_uuid()::text placing '7' from 15)::uuid, ${planId}, n,
        case when n = 7 then 'Sitting about the bandicoot' else 'Sitting ' || n end, '2026-12-14', 'scheduled', 1,
        jsonb_build_array(jsonb_build_object('id', gen_random_uuid(), 'title', case when n = 77 then 'News of the numbat' else 'News' end,
          'minutes', case when n = 78 then 'The zorilla was seen' else 'Noted' end)), now(), now()
      from generate_series(1, 10000) n`,
  )
}
