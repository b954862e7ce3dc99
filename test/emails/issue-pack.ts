import type { Db } from '#db/connection/connect.ts'
import { newId } from '#db/connection/ids.ts'
import { changeMeeting, createMeeting } from '#db/write/change-meeting.ts'
import type { CastName, TestPlan } from '#test/support/plans.ts'
import { newItem } from '#workflows/meeting/agenda.ts'
import { unnumberedMeeting } from '#workflows/meeting/new-meeting.ts'
import { MONDAY_EIGHT } from './harness.ts'

/** A meeting of the plan's board whose pack is taken and then issued by the chair. Gives the meeting's id. */
export async function issuePack(
  db: Db,
  plan: TestPlan,
  told: { title?: string; startsAt?: string; endsAt?: string; agenda?: readonly string[] } = {},
): Promise<string> {
  const { title = 'Seventh meeting', startsAt = null, endsAt = null, agenda = [] } = told
  const id = newId()
  const now = MONDAY_EIGHT
  const described = { title, heldOn: '2026-12-02', place: 'Town hall', startsAt, endsAt }
  const about = { actionId: null, reportId: null, decisionId: null, presenterId: null }
  const meeting = {
    ...unnumberedMeeting(described, { id, planId: plan.planId, now }),
    number: 7,
    agenda: agenda.map((each) =>
      newItem(newId(), { title: each, kind: 'other', presenter: '', minutesAllotted: null, ...about }),
    ),
  }
  await createMeeting(db, meeting, plan.people.administrator)
  const change = async (by: CastName, type: 'freeze' | 'issue') => {
    const context = { meetingId: id, actorId: plan.people[by], now }
    const { outcome } = await changeMeeting(db, context, { type }, async () => ({ read: 'by the board' }))
    if (outcome !== 'done') throw new Error(`${type} is ${outcome}`)
  }
  await change('administrator', 'freeze')
  await change('chair', 'issue')
  return id
}
