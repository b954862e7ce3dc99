import { expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { nameDeputy } from '#db/read/deputies.ts'
import { deliveryKinds, SIGN_IN_CODE } from '#db/schema/delivery.ts'
import { actions, agencies, deliveries, milestones, people, plans, priorities } from '#db/schema/index.ts'
import { invite } from '#db/write/invite.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { givenPlan } from '#test/support/plans.ts'
import { provokeEveryEntryNotice } from './every-entry-notice.ts'
import { NOTICED_ACTIONS, provokeEveryNotice } from './every-notice.ts'
import { fromMonday, MONDAY, MONDAY_EIGHT, overdue, parsed, sender, useMailRoom } from './harness.ts'
import { issuePack } from './issue-pack.ts'
import { oweFigure } from './owe-figure.ts'
import { oweReports } from './owe-reports.ts'

const room = useMailRoom()
const evils = [
  'Eve\r\nBcc: all@council.example\r\n\r\nInjected body',
  '</td></table><script>alert(1)</script><img src=x onerror=y> & "quoted"',
  '=HYPERLINK("https://evil.example","click")',
  '\u202Egnp.exe\u2028\u0000.',
]

// Signs that an address may hold without quotes around it.
const addressed = "o'brien+{{7*7}}=`&`|$%#/?"

test.each(evils)(
  'in every name, reference, address, title and note, %j arrives as text, in every kind of email',
  async (evil) => {
    const db = room.db()
    // A zero byte cannot even be stored.
    const stored = evil.replaceAll('\0', '')
    const noticed = Array.from({ length: NOTICED_ACTIONS }, () => ({ dueOn: '2027-01-29' }))
    const plan = await givenPlan(db, [overdue, { dueOn: '2027-02-26' }, ...noticed], fromMonday)
    const { owner, contributor } = plan.people
    const [first = '', undated = '', ...actionIds] = Object.values(plan.actions)
    const [mark, of] = [sql`' ' || ${stored}::text`, eq(priorities.planId, plan.planId)]
    for (const id of Object.values(plan.people)) {
      const email = sql`${addressed} || ${people.email}`
      await db.update(people).set({ name: stored, post: stored, email }).where(eq(people.id, id))
    }
    for (const id of Object.values(plan.actions)) {
      const ref = sql`${actions.ref} || ${mark}`
      await db.update(actions).set({ title: stored, ref }).where(eq(actions.id, id))
    }
    await db
      .update(priorities)
      .set({ title: stored, ref: sql`${priorities.ref} || ${mark}` })
      .where(of)
    await db.update(agencies).set({ name: sql`${agencies.name} || ${mark}` })
    await db.update(plans).set({ title: stored }).where(eq(plans.id, plan.planId))
    await db.insert(milestones).values({
      id: newId(),
      actionId: first,
      title: stored,
      state: 'planned',
      dueOn: '2026-11-09',
      metOn: null,
      timesReplanned: 0,
    })
    await provokeEveryNotice(db, plan, { actionIds, now: MONDAY_EIGHT, text: stored })
    await oweFigure(db, plan, stored)
    await issuePack(db, plan, { title: stored })
    await oweReports(db, plan, MONDAY_EIGHT, stored)
    await provokeEveryEntryNotice(db, plan, MONDAY_EIGHT)
    await invite(db, clockFrom(MONDAY_EIGHT), { email: `${newId()}@plan.example`, name: stored })
    await db.update(actions).set({ dueOn: null }).where(eq(actions.id, undated))
    await nameDeputy(db, clockFrom(MONDAY_EIGHT), {
      ownerId: owner,
      deputyId: contributor,
      fromOn: MONDAY,
      untilOn: MONDAY,
    })
    await sendOnce(sender(db, room.transport(), MONDAY_EIGHT))

    const { received } = room.server()
    const kinds = new Set(
      (await db.select().from(deliveries))
        .filter(({ state }) => state === 'sent')
        .flatMap(({ kind, parts }) => [kind, ...parts]),
    )
    // The code that somebody signs in with is mailed under their name alone: see the tests of codes.
    expect([...kinds].toSorted()).toEqual(deliveryKinds.filter((kind) => kind !== SIGN_IN_CODE).toSorted())
    const mails = await Promise.all(received.map(async ({ raw, to }) => ({ to, mail: await parsed(raw) })))
    const named = `P1.S1 ${wordsOf(evil)}`
    expect(mails.some(({ mail }) => textOf(mail.html).includes(named))).toBe(true)
    expect(mails.some(({ mail }) => mail.text?.replace(/\s+/g, ' ').includes(named))).toBe(true)
    for (const { to, mail } of mails) {
      expect(to).toHaveLength(1)
      expect(to[0]).toMatch(/^[^\s<>"]+@plan\.example$/)
      expect(mail.to).toHaveLength(1)
      const allowed = [
        'from',
        'to',
        'subject',
        'message-id',
        'date',
        'mime-version',
        'content-type',
        'auto-submitted',
        'x-auto-response-suppress',
      ]
      expect(mail.headers.map(({ key }) => key).filter((key) => !allowed.includes(key))).toEqual([])
      expect(mail.subject).not.toMatch(/[\r\n\u202E\u2028]/)
      // A long line may be broken before the word, but no paragraph begins with it.
      expect(mail.text).not.toMatch(/\n\s*\nInjected/)
      expect(mail.text).not.toMatch(/[\u202E\u2028]/)
      expect(mail.html).not.toMatch(/<(script|img)|\u202E|\u2028/)
      expect(mail.html).not.toContain('href="https://evil')
      expect(mail.attachments).toEqual([])
      expect(textOf(mail.html)).toContain(wordsOf(evil))
      expect(mail.text?.replace(/\s+/g, ' ')).toContain(wordsOf(evil))
    }
  },
)

/** What a reader sees of a text: one line, without what steers the reading direction. */
function wordsOf(text: string): string {
  return text
    .replace(/[\u202E]/g, '')
    .replace(/[\s\u2028\0]+/g, ' ')
    .trim()
    .slice(0, 30)
    .trim()
}

function textOf(html = ''): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#96': '`' }
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&([a-z]+|#\d+);/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/\s+/g, ' ')
}
