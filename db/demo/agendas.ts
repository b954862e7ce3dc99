import { newId } from '#db/connection/ids.ts'
import type { AgendaWanted } from '#db/write/agenda-change.ts'
import type { Demonstration } from './demonstration.ts'
import type { Offset } from './names.ts'

type DemoMeeting = Demonstration['board']['meetings'][number]
/** A change of a meeting, with the day on which it is made. */
type Dated = { at: Offset; change: AgendaWanted }
/** The agenda of a meeting of the story, with the ids of its items in their order. */
export type DemoAgenda = { itemIds: string[]; before: Dated[]; held: Dated[] }

/**
 * How the agenda of a meeting comes about: its items are written a week and more ahead, for the next meeting within the
 * last days, what waits for the board is added to that, and on the day minutes and attendance are recorded.
 */
export function demoAgenda(
  { at, agenda, apologies = [], absent = [], others = [] }: DemoMeeting,
  { people }: Demonstration,
  { personId, earliest }: { personId: (key: string) => string; earliest: Offset },
): DemoAgenda {
  const items = agenda.map((item) => ({ ...item, id: newId() }))
  const written = Math.max(earliest, Math.min(at - 9, -3))
  const made = Math.max(written, Math.min(at - 8, -2))
  const isToCome = agenda.every(({ minutes }) => minutes === undefined)
  const added = items.map(({ id, title, kind = 'other', by, allotted }): Dated => ({
    at: written,
    change: {
      type: 'addAgendaItem',
      itemId: id,
      title,
      kind,
      actionId: null,
      reportId: null,
      decisionId: null,
      presenterId: personId(by),
      presenter: '',
      minutesAllotted: allotted,
    },
  }))
  const said = items.flatMap(({ id, minutes, carryOver = false }): Dated[] =>
    minutes === undefined ? [] : [{ at, change: { type: 'recordMinutes', itemId: id, minutes, carryOver } }],
  )
  const members = people.filter(({ role, left }) => role !== null && role !== 'viewer' && (left ?? at) >= at)
  const attendedAs = (key: string) => {
    if (apologies.includes(key)) return 'apologies' as const
    return absent.includes(key) ? ('absent' as const) : ('present' as const)
  }
  const attendance = members.map(({ key }) => ({ personId: personId(key), attended: attendedAs(key) }))
  return {
    itemIds: items.map(({ id }) => id),
    before: [...added, ...(isToCome ? [{ at: made, change: { type: 'makeAgenda' as const } }] : [])],
    held: [{ at, change: { type: 'recordAttendance', attendance, others } }, ...said],
  }
}
