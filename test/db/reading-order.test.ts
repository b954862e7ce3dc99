import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { type ActionSort, listActions } from '#db/read/actions.ts'
import { deputyCandidates } from '#db/read/deputy-candidates.ts'
import { mailChoices } from '#db/read/mail-choices.ts'
import { listAgencies, membersOf } from '#db/read/members.ts'
import { pagePeople } from '#db/read/people-list.ts'
import { listPeople, membershipsOf } from '#db/read/people.ts'
import { planPeople } from '#db/read/plan-people.ts'
import { pagePlans } from '#db/read/plans.ts'
import { agencies, memberships, people, plans } from '#db/schema/index.ts'
import { compareNames } from '#workflows/search/reading-order.ts'
import { useDatabase } from '../support/database.ts'
import { givenPlan, type TestPlan } from '../support/plans.ts'
import { namesInOrder } from '../support/search-questions.ts'

const database = useDatabase()
const cast = [
  'owner',
  'otherOwner',
  'contributor',
  'lead',
  'chair',
  'viceChair',
  'administrator',
  'member',
] as const
const names = ['Zoë', 'de Souza', 'Zoe', 'O’Brien', 'Smith 10', 'élan', 'Smith 2', 'Elan']

let plan: TestPlan
beforeAll(async () => {
  const { db } = database()
  plan = await givenPlan(
    db,
    names.map((title, at) => (at === 1 ? { title, ownerEmail: 'otherOwner' } : { title })),
  )
  for (const [at, who] of cast.entries()) {
    await db
      .update(people)
      .set({ name: names[at] ?? '' })
      .where(eq(people.id, plan.people[who]))
  }
  await db.insert(agencies).values(namesInOrder.toReversed().map((name) => ({ id: newId(), name })))
  for (const title of names) {
    const { planId } = await givenPlan(db, [{}], { title })
    await db.insert(memberships).values({ planId, personId: plan.people.member, role: 'member' })
  }
  await db.update(plans).set({ title: 'Smith 3' }).where(eq(plans.id, plan.planId))
})

const inOrder = (all: readonly string[]) => all.toSorted(compareNames)
/** Those of the names, in the order in which they were given. */
const ours = (all: readonly { name: string }[]) =>
  all.map(({ name }) => name).filter((name) => names.includes(name))

/** An order by a name or title that is the database's own, or that of the machine. */
const otherwise = /order ?by\b.*(?<!key\.)\b(name|title)\b|\b(name|title)\.localeCompare|Intl\.Collator/i

describe('every list by name or title stands as people read it', () => {
  test('people of a plan, its members, those who are mailed or may stand in, and everybody', async () => {
    const { db } = database()
    const { planId, people: ids } = plan
    const ordered = inOrder(names)
    const mailed = await mailChoices(db, planId)
    expect(ours(await planPeople(db, planId))).toEqual(ordered)
    expect(ours(mailed.people)).toEqual(ordered)
    expect(ours(await listPeople(db))).toEqual(ordered)
    const candidates = await deputyCandidates(db, ids.chair)
    expect(ours(candidates)).toEqual(inOrder(names.filter((name) => name !== 'Smith 10')))
    const members = await membersOf(db, planId)
    expect(members.map(({ name }) => name)).toEqual(inOrder(members.map(({ name }) => name)))
  })

  test('agencies', async () => {
    const listed = (await listAgencies(database().db)).map(({ name }) => name)
    expect(listed.filter((name) => namesInOrder.includes(name))).toEqual(namesInOrder)
  })

  test('people on pages of the API, without a gap or a repeat', async () => {
    const found: { name: string }[] = []
    for (let after: string[] | null = null, more = true; more; more = after !== null) {
      const page = await pagePeople(database().db, plan.people.member, { limit: 3, after })
      found.push(...page.items)
      after = page.next
    }
    expect(found.map(({ name }) => name)).toEqual(inOrder(found.map(({ name }) => name)))
    expect(ours(found)).toEqual(inOrder(names))
  })

  test('plans, on pages of the API and in one piece', async () => {
    const { db } = database()
    const ordered = inOrder([...names, 'Smith 3'])
    const found: string[] = []
    for (let after: string[] | null = null, more = true; more; more = after !== null) {
      const page = await pagePlans(db, plan.people.member, { limit: 2, after })
      found.push(...page.items.map(({ title }) => title))
      after = page.next
    }
    expect(found).toEqual(ordered)
    expect((await membershipsOf(db, plan.people.member)).map((each) => each.plan)).toEqual(ordered)
  })

  test('actions sorted by title, in either direction, page by page', async () => {
    const { db } = database()
    for (const sort of ['title', '-title'] satisfies ActionSort[]) {
      const found: string[] = []
      for (let after: string[] | null = null, more = true; more; more = after !== null) {
        const list = { filter: { plan: [plan.planId] }, sort, limit: 3, after, today: '2026-06-02' }
        const page = await listActions(db, plan.people.member, list)
        found.push(...page.items.map(({ facts }) => facts.title))
        after = page.next
      }
      expect(found).toEqual(sort === 'title' ? inOrder(names) : inOrder(names).toReversed())
    }
  })

  test('in the source no list is sorted by a name or title in another way', async () => {
    const root = join(import.meta.dirname, '../..')
    const wrong: string[] = []
    for (const folder of ['db/read', 'db/write', 'emails', 'server', 'workflows']) {
      for (const file of await readdir(join(root, folder), { recursive: true })) {
        if (!file.endsWith('.ts')) continue
        const source = await readFile(join(root, folder, file), 'utf8')
        for (const line of source.split('\n')) {
          const plain = line.replaceAll(/inReadingOrder\(sql`[^`]*`\)/g, '')
          if (otherwise.test(plain)) wrong.push(`${file}: ${line.trim()}`)
        }
      }
    }
    expect(wrong).toEqual([])
  })
})
