import { z } from 'zod'
import type { WorkItem } from '#db/read/people-list.ts'
import type { PersonOffered } from '#db/read/plan-people.ts'
import { textSchema } from '#server/http/schemas.ts'
import { dayField } from '#server/ui/forms/fields.ts'
import { asFault } from '#server/ui/forms/forms.ts'
import { type Faults, type Read, readForm, type Typed } from '#server/ui/forms/forms.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { limits } from '#workflows/limits.ts'
import { pastDayRule } from '#workflows/people/leaving.ts'
import { type Handover, TO_NOBODY } from './schemas.ts'

/** What a hand-over is about: the work that the actor sees, and who could take it on. */
export type HandoverModel = {
  work: readonly WorkItem[]
  heirs: readonly PersonOffered[]
  /** Titles of the plans that the work is in, by id. */
  planTitles: ReadonlyMap<string, string>
  leaving: boolean
  today: Day
}

/** Chosen for a piece that no person takes on for now. */
export const STAYS = 'stays'

/** The name of the field in which one piece gets an owner of its own. */
export const fieldOf = ({ kind, id }: Pick<WorkItem, 'kind' | 'id'>): string => `to-${kind}-${id}`

/** Names of the date inputs. */
export const handoverDates = ['leftOn', 'fromOn'] as const

/** Reads the form: who takes on what, from which day and why. Each piece is named, so that nothing else goes along. */
export function readHandover(values: Typed, model: HandoverModel): Read<Handover> {
  const read = readForm(schemaFor(model), values, model.leaving ? handoverDates : ['fromOn'])
  // What came to them since the form was opened was on it for nobody to see, so it stays.
  const chosen = model.work
    .filter((item) => values[fieldOf(item)] !== undefined)
    .map((item) => ({ item, toId: values[fieldOf(item)] || values.all || '' }))
  const faults: Faults = {
    ...(read.ok ? {} : read.faults),
    ...(model.work.length > 0 && chosen.every(({ toId }) => toId === '' || toId === STAYS) && nobody),
    ...strangers(values, model),
  }
  if (!read.ok || Object.keys(faults).length > 0) return { ok: false, faults }
  const { reason, fromOn, leftOn } = read.data
  const items = chosen.flatMap(({ item: { kind, id }, toId }) =>
    toId === '' || toId === STAYS ? [] : [{ kind, id, toId }],
  )
  return { ok: true, data: { items, reason, fromOn: fromOn ?? model.today, ...(leftOn && { leftOn }) } }
}

const nobody: Faults = { all: asFault(TO_NOBODY) }

function schemaFor({ work, leaving, today }: HandoverModel) {
  const fromOn = dayField('the day from which they answer for it', pastDayRule('fromOn', today))
  const leftOn = dayField('their last day', pastDayRule('leftOn', today))
  return z.object({
    leftOn: leaving ? leftOn : z.undefined().optional(),
    reason: textSchema(
      leaving ? 'Say why they leave' : 'Say why the work changes hands',
      limits.handover.reason,
    ),
    fromOn: work.length > 0 ? fromOn : z.string().optional(),
  })
}

function strangers(values: Typed, { work, heirs }: HandoverModel): Faults {
  const wrong = (field: string, also: string[]) => {
    const value = values[field] ?? ''
    return value !== '' && !also.includes(value) && !heirs.some(({ id }) => id === value)
  }
  return Object.fromEntries(
    [{ field: 'all', also: [] as string[] }, ...work.map((item) => ({ field: fieldOf(item), also: [STAYS] }))]
      .filter(({ field, also }) => wrong(field, also))
      .map(({ field }) => [field, 'Choose a person from the list']),
  )
}
