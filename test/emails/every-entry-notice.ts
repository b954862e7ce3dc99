import { clockFrom } from '#db/connection/clock.ts'
import type { Db } from '#db/connection/connect.ts'
import { nameDeputy } from '#db/read/deputies.ts'
import { readPerson } from '#db/read/people-list.ts'
import { readPlan } from '#db/read/plans.ts'
import { changePerson } from '#db/write/change-person.ts'
import { changeMember } from '#db/write/plan-parts.ts'
import type { CastName, TestPlan } from '#test/support/plans.ts'
import { addDays, type Instant, londonDay } from '#workflows/calendar/calendar.ts'

/**
 * Makes every kind of email about a person's own entry owed, each by the real change: the vice-chair gets another
 * address and another role, and the stranger, who is their deputy, leaves.
 */
export async function provokeEveryEntryNotice(db: Db, plan: TestPlan, now: Instant): Promise<void> {
  const { viceChair, stranger, administrator } = plan.people
  const today = londonDay(now)
  const author = { actorId: administrator, now }
  const change = async (
    who: CastName,
    fields: { email?: string; leftOn?: string },
    event: 'edit' | 'leave',
  ) => {
    const { agency: _, ...row } = (await readPerson(db, plan.people[who])) ?? gone()
    if (!(await changePerson(db, row, fields, author, { event, payload: fields }))) gone()
  }
  await nameDeputy(db, clockFrom(now), {
    ownerId: viceChair,
    deputyId: stranger,
    fromOn: today,
    untilOn: addDays(today, 7),
  })
  await change('stranger', { leftOn: addDays(today, -1) }, 'leave')
  await change('viceChair', { email: `new.${plan.planId.slice(-8)}@plan.example` }, 'edit')
  const row = (await readPlan(db, administrator, plan.planId)) ?? gone()
  await changeMember(db, row, { personId: viceChair, role: 'member', was: 'viceChair' }, author)
}

function gone(): never {
  throw new Error('it is there, and nobody else changes it')
}
