import { beforeAll, describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { eq, isNull, sql } from '#db/connection/drizzle.ts'
import { loadDemonstration } from '#db/demo/load.ts'
import { nameDeputy } from '#db/read/deputies.ts'
import { actions, meetings, people, plans } from '#db/schema/index.ts'
import { writtenParts } from '#emails/digests/write.ts'
import { type Preview, previewWeek } from '#emails/ledger/preview.ts'
import { making } from '#server/demonstration.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { get } from '#test/support/visitor.ts'
import { mondayOf } from '#workflows/calendar/calendar.ts'
import { usualSlot } from '#workflows/calendar/digest-slot.ts'

/** The demonstration as it begins, and as it stands when nobody has touched it for eleven weeks. */
const mondays = ['2026-11-30', '2027-02-15'] as const

describe.each(mondays)('on Monday %s each person of the demonstration', (monday) => {
  const now = `${monday}T08:00:00.000Z`
  let app: TestApp
  let previews: Preview[]
  beforeAll(async () => {
    app = await startTestApp({ now })
    await loadDemonstration(app.databaseUrl, '2026-11-30T07:59:30.000Z', making)
    await app.db.update(plans).set({ digestsFrom: '2026-11-30' })
    await makeUntidy(app)
    previews = await previewWeek(app.db, clockFrom(now), { week: monday, publicUrl: app.url })
    return () => app.close()
  }, 60_000)

  test('finds in My work all that their weekly email lists, and there is told of nothing that it leaves out', async () => {
    const everybody = await app.db.select().from(people).where(isNull(people.leftOn))
    const kinds = new Set<string>()
    for (const { id, name } of everybody) {
      const preview = previews.find(({ person }) => person.id === id)
      const parts = preview ? await partsOf(app, preview, monday) : []
      for (const { part, sections } of parts)
        for (const { title, lines } of sections) if (lines.length > 0) kinds.add(`${part} ${title}`)
      const lines = parts.flatMap(({ sections }) => sections.flatMap((section) => section.lines))
      const listed = new Set(lines.flatMap(({ heading, facts }) => refsIn(`${heading} ${facts}`)))
      const page = await get(app, '/', await app.signInAs(id))
      expect([name, refsIn(askedOf(page.text))]).toEqual([name, [...listed].toSorted()])
      // Each list of news has as many lines as the email's, so that nothing is told there alone.
      const news = parts.flatMap(({ part, sections }) =>
        sections.flatMap(({ title, isNews, lines: told }) =>
          isNews ? [`${part} ${title} ${told.length}`] : [],
        ),
      )
      expect([name, newsOn(page.text)]).toEqual([name, news])
    }
    expect([...kinds].toSorted()).toEqual(expect.arrayContaining(KINDS))
  })

  test('reads in each line one way to count days', () => {
    const lines = previews.flatMap(({ text }) => text.split('\n\n').filter((line) => /^ {2}http/m.test(line)))
    expect(lines.length).toBeGreaterThan(20)
    for (const line of lines) expect(line).not.toMatch(/working days?|No update for/)
  })

  test('is told by an email that is shortened how many lines it leaves out', async () => {
    for (const preview of previews) {
      const parts = await partsOf(app, preview, monday)
      const all = parts.flatMap(({ sections }) => sections.flatMap(({ lines }) => lines)).length
      const shown = preview.text.match(/^ {2}https?:\S+$/gm)?.length ?? 0
      const more = [...preview.text.matchAll(/^And (\d+) more/gm)].reduce((sum, [, n]) => sum + Number(n), 0)
      expect([preview.person.name, shown + more]).toEqual([preview.person.name, all])
    }
  })
})

const KINDS = [
  'ownerDigest Overdue',
  'deputyDigest Overdue',
  'leadDigest Long overdue',
  'leadDigest No update for some time',
  'chairDigest Long overdue',
  'chairDigest Packs to issue',
  'chairDigest Reports that still lack something',
  'administratorDigest Actions without an owner',
  'administratorDigest Drafts ready to be agreed',
  'administratorDigest Packs to be issued',
]

/** What a demonstration lacks: a deputy, an action without an owner, a draft with all it needs, a frozen pack. */
async function makeUntidy({ db }: TestApp) {
  const owned = await db
    .select({ ownerId: actions.ownerId })
    .from(actions)
    .where(sql`state = 'inProgress' and due_on < '2026-11-30'`)
  const ownerId = owned[0]?.ownerId ?? ''
  const [deputy] = await db
    .select()
    .from(people)
    .where(sql`id <> ${ownerId}`)
    .orderBy(people.name)
  const days = { fromOn: '2026-11-30', untilOn: '2027-03-01' }
  await nameDeputy(db, clockFrom('2026-11-30T07:00:00.000Z'), {
    ownerId,
    deputyId: deputy?.id ?? '',
    ...days,
  })
  const live = await db.select().from(actions).where(eq(actions.state, 'inProgress')).orderBy(actions.ref)
  await db
    .update(actions)
    .set({ ownerId: null })
    .where(eq(actions.id, live.at(-1)?.id ?? ''))
  await db
    .update(actions)
    .set({ state: 'draft', agreedOn: null, lastUpdateOn: null })
    .where(eq(actions.id, live.at(-2)?.id ?? ''))
  await db
    .update(meetings)
    .set({ state: 'frozen', cutOffAt: '2026-11-27T17:00:00.000Z' })
    .where(eq(meetings.state, 'scheduled'))
}

const partsOf = ({ db, url }: TestApp, { person, parts, lines, dueAt }: Preview, monday: string) =>
  writtenParts(db, {
    parts,
    personId: person.id,
    name: person.name,
    scope: { week: mondayOf(monday), slot: usualSlot },
    lines,
    at: dueAt,
    day: monday,
    lateFrom: null,
    publicUrl: url,
    linkPath: null,
  })

/** What My work asks of a person or tells them: not what is theirs without being asked, nor how plans stand. */
function askedOf(text: string): string {
  const main = text.slice(text.indexOf('<main'))
  return main.replaceAll(/<section[^>]*aria-labelledby="(?:other|glances)"[\s\S]*?<\/section>/g, '')
}

const newsIds = {
  'led-overdue': 'leadDigest Long overdue',
  'led-stale': 'leadDigest No update for some time',
  'reports-lacking': 'chairDigest Reports that still lack something',
  'chaired-overdue': 'chairDigest Long overdue',
  'newly-red': 'chairDigest Newly red',
}

/** The lists of news on My work, under the names that they have in the email, with how many lines each has. */
function newsOn(text: string): string[] {
  return Object.entries(newsIds).flatMap(([id, title]) => {
    const [section] = new RegExp(`aria-labelledby="${id}"[\\s\\S]*?</section>`).exec(text) ?? []
    return section ? [`${title} ${section.match(/<li class="wm-item"/g)?.length ?? 0}`] : []
  })
}

const refsIn = (text: string) =>
  [...new Set(text.replaceAll(/<[^>]+>/g, ' ').match(/\bP\d\.[SML]\d+\b/g))].toSorted()
