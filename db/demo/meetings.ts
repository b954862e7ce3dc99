import { newId } from '#db/connection/ids.ts'
import { changeMeeting, createMeeting, type MeetingChange, type TakePack } from '#db/write/change-meeting.ts'
import { unnumberedMeeting } from '#workflows/meeting/new-meeting.ts'
import { demoAgenda } from './agendas.ts'
import type { Demonstration } from './demonstration.ts'
import type { Offset } from './names.ts'
import type { DatedStep, Replay } from './replay.ts'

type DemoMeeting = Demonstration['board']['meetings'][number]

type MeetingReplay = Replay & { takePack: TakePack; meetingIds: ReadonlyMap<number, string> }

/**
 * The sittings of the board, each as it really goes: put in the diary, its pack frozen and issued, its decisions
 * recorded on the day and closed on the next. What lies ahead has only been put in the diary.
 */
export function demoMeetings(replay: MeetingReplay): DatedStep[] {
  return replay.demo.board.meetings.flatMap((meeting) => stepsOf(meeting, replay)).filter(({ at }) => at < 0)
}

function stepsOf(meeting: DemoMeeting, replay: MeetingReplay): DatedStep[] {
  const { db, demo, ids, dayOf, personId, takePack, meetingIds } = replay
  const { place, startsAt, endsAt, secretary, chair } = demo.board
  const { at, number, title } = meeting
  const meetingId = meetingIds.get(number) ?? newId()
  const step = (offset: Offset, by: string, change: MeetingChange): DatedStep => ({
    at: offset,
    run: async (now) => {
      const context = { meetingId, actorId: personId(by), now, notify: false }
      const changed = await changeMeeting(db, context, change, takePack)
      if (changed.outcome === 'done') return
      const why = changed.outcome === 'refused' ? changed.refused.because : changed.outcome
      throw new Error(`meeting ${number}: ${by} may not ${change.type}: ${why}`)
    },
  })
  const inDiary = Math.max(at - 21, demo.plan.approved.at)
  const { itemIds, before, held } = demoAgenda(meeting, demo, { personId, earliest: inDiary })
  const bySecretary = (steps: typeof before) => steps.map((each) => step(each.at, secretary, each.change))
  const scheduled: DatedStep = {
    at: inDiary,
    run: async (now) => {
      const described = { title, heldOn: dayOf(at), place, startsAt, endsAt }
      const row = unnumberedMeeting(described, { id: meetingId, planId: ids.plan, now })
      await createMeeting(db, { ...row, number }, personId(secretary))
    },
  }
  return [
    scheduled,
    ...bySecretary(before),
    step(at - 5, secretary, { type: 'freeze' }),
    step(at - 4, chair, { type: 'issue' }),
    ...bySecretary(held),
    ...decisionsOf(meeting, replay, itemIds).map((decision) =>
      step(at, secretary, { type: 'recordDecision', ...decision }),
    ),
    step(at + 1, secretary, { type: 'close' }),
  ]
}

/** Sign-offs quote the number of their decision, so each stands at its own; the usual items fill the others. */
function decisionsOf({ number, agenda }: DemoMeeting, { demo, ids }: MeetingReplay, itemIds: string[]) {
  const itemOf = (place: number) => itemIds[place] ?? null
  const signOffs = agenda.findIndex(({ kind }) => kind === 'decision')
  // The first decision is on the minutes of the meeting before, the second on the pack.
  const usual = [0, agenda.findIndex(({ title }) => title.includes('plan'))]
  const signedOff = new Map<number, { ref: string; title: string }>()
  for (const { ref, title, story } of demo.plan.priorities.flatMap(({ actions }) => actions)) {
    for (const event of story) {
      const minute = event.event === 'signOff' ? event.minute : undefined
      const [, board, item] = /^Board (\d+), item (\d+)/.exec(minute ?? '') ?? []
      if (Number(board) === number) signedOff.set(Number(item), { ref, title })
    }
  }
  const last = Math.max(3, ...signedOff.keys())
  return Array.from({ length: last }, (_, at) => {
    const action = signedOff.get(at + 1)
    return {
      decisionId: newId(),
      text: action ? `${action.ref} ${action.title}: signed off as complete.` : usualItem(demo, number, at),
      actionId: action ? (ids.action.get(action.ref) ?? null) : null,
      agendaItemId: action ? itemOf(signOffs) : itemOf(usual[at] ?? -1),
    }
  })
}

function usualItem({ board }: Demonstration, number: number, at: number): string {
  if (number === 1 && at === 0) return board.firstDecision
  return board.usualItems[at % board.usualItems.length] ?? ''
}
