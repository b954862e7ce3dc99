import type { PersonHistoryEntry } from '#db/read/person-history.ts'
import { day } from '#server/ui/html/words.ts'
import type { Role } from '#workflows/engine/policy.ts'
import { roleWords } from '#workflows/engine/role-words.ts'
import { count } from '#workflows/words.ts'

/** Names by id, of people and agencies that a history mentions. */
export type Names = ReadonlyMap<string, string>

/** What an entry of a person's history says, in one sentence and what belongs to it. */
export function personHistoryWords(
  { event, from, to, plan, payload }: PersonHistoryEntry,
  { personId, names }: { personId: string; names: Names },
): { what: string; body: string[] } {
  const of = (key: string) => names.get(text(payload[key])) ?? 'somebody'
  const inPlan = plan === null ? 'in a plan that you do not see' : `in ‘${plan.title}’`
  const role = (held: string | null) => (held === null ? 'a role' : roleWords[held as Role].toLowerCase())
  const days = `${day(text(payload['fromOn']))} to ${day(text(payload['untilOn']))}`
  switch (event) {
    case 'create':
      return { what: 'Added and invited', body: administrator(payload) }
    case 'invite':
      return {
        what: payload['leftOn'] === null ? 'Came back and was invited again' : 'Invited again',
        body: administrator(payload),
      }
    case 'edit':
      return edited(payload, names)
    case 'leave':
      return { what: `Left on ${day(text(payload['leftOn']))}`, body: reason(payload) }
    case 'handOver':
      return handedOver(payload)
    case 'addMember':
      return { what: `Given a role ${inPlan}: ${role(to)}`, body: [] }
    case 'changeRole':
      return { what: `Role ${inPlan} changed from ${role(from)} to ${role(to)}`, body: [] }
    case 'removeMember':
      return { what: `Role ${inPlan} ended: ${role(from)} until then`, body: [] }
    case 'nameDeputy':
      return payload['ownerId'] === personId
        ? { what: `Named ${of('deputyId')} as deputy, ${days}`, body: [] }
        : { what: `Named as deputy of ${of('ownerId')}, ${days}`, body: [] }
    case 'endDeputy':
      return payload['ownerId'] === personId
        ? { what: `${of('deputyId')} is deputy no longer`, body: [] }
        : { what: `Deputy of ${of('ownerId')} no longer`, body: [] }
    case 'makeCalendar':
      return { what: 'Made an address for their calendar', body: [] }
    case 'revokeCalendar':
      return { what: 'The address of their calendar was revoked', body: [] }
    default:
      return { what: 'Something else was changed', body: [] }
  }
}

/** The ids of people and agencies that entries mention. */
export function idsMentioned(entries: readonly PersonHistoryEntry[]): {
  people: string[]
  agencies: string[]
} {
  const of = (keys: readonly string[]) =>
    entries
      .flatMap(({ payload }) =>
        [payload, (payload['was'] ?? {}) as Record<string, unknown>].flatMap((each) =>
          keys.map((key) => text(each[key])),
        ),
      )
      .filter((id) => id !== '')
  return { people: of(['ownerId', 'deputyId']), agencies: of(['agencyId']) }
}

function edited(payload: Record<string, unknown>, names: Names): { what: string; body: string[] } {
  const was = (payload['was'] ?? {}) as Record<string, unknown>
  const said = (key: string, value: unknown) => {
    const shown = key === 'agencyId' ? (names.get(text(value)) ?? '') : text(value)
    return shown === '' ? 'none' : shown
  }
  if (payload['leftOn'] === null) return { what: 'Came back and was invited again', body: [] }
  const changed = Object.entries(labels).filter(([key]) => key in payload)
  const lines = changed.map(([key, label]) => {
    const before = key in was ? ` from ${said(key, was[key])}` : ''
    return `${label} changed${before} to ${said(key, payload[key])}`
  })
  return { what: lines[0] ?? 'The entry was changed', body: lines.slice(1) }
}

const labels = { email: 'Address', name: 'Name', post: 'Post', agencyId: 'Agency' }

function handedOver(payload: Record<string, unknown>): { what: string; body: string[] } {
  const { length } = Array.isArray(payload['items']) ? payload['items'] : []
  const work = length === 0 ? 'No work was handed over' : `${count(length, 'piece')} of work handed over`
  const left = typeof payload['leftOn'] === 'string' ? `Left on ${day(payload['leftOn'])}. ` : ''
  return { what: `${left}${work}`, body: reason(payload) }
}

function reason(payload: Record<string, unknown>): string[] {
  return text(payload['reason']) === '' ? [] : [text(payload['reason'])]
}

function administrator(payload: Record<string, unknown>): string[] {
  return payload['administrator'] === true ? ['May start plans and invite people from then on'] : []
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
