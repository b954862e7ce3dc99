import type { ActionFacts } from '#workflows/action/action-facts.ts'
import { addDays, type Day } from '#workflows/calendar/calendar.ts'
import type { CastName } from './plans.ts'

/** One thing that somebody wants to do, before it is known what the action will look like by then. */
export type Wish = {
  /** Something that is usual in the state by somebody who usually does it; otherwise anything by anybody. */
  usual: boolean
  /** Fields are filled in as they should be; otherwise with whatever comes. */
  sound: boolean
  which: number
  who: number
  pick: number
  text: string
  day: string
  daysLater: number
}

/** Who there is, and how an action's parts get their ids. */
export type Company = { people: Record<CastName, string>; successorId: string; newId: () => string }

/** What a wish fills the fields of its event with. */
export type Fields = ReturnType<typeof fieldsFor>

/** Fields as they should be where the wish is sound, and otherwise with whatever it brings. */
export function fieldsFor(wish: Wish, action: ActionFacts, today: Day, company: Company) {
  const { sound, pick } = wish
  const one = <T>(list: readonly T[]): T | undefined => list[pick % list.length]
  const id = (parts: readonly { id: string }[]) =>
    (sound ? one(parts)?.id : one([...parts, { id: company.newId() }])?.id) ?? company.newId()
  const lacking = action.criteria.filter(({ id: each }) =>
    action.evidence.every(({ criterionId }) => criterionId !== each),
  )
  return {
    sound,
    pick,
    action,
    today,
    company,
    id,
    one,
    text: sound ? `${wish.text} and why` : wish.text,
    past: sound ? addDays(today, -(pick % 3)) : wish.day,
    later: sound ? addDays(laterOf(action.dueOn ?? today, today), 1 + (pick % 45)) : wish.day,
    notAfterDue: sound ? addDays(action.dueOn ?? today, -(pick % 30)) : wish.day,
    criterion: id(lacking.length > 0 ? lacking : action.criteria),
    heir: sound
      ? (one(Object.values(company.people).filter((each) => each !== action.ownerId)) ?? '')
      : personOf('owner', action, company),
  }
}

function laterOf(a: Day, b: Day): Day {
  return a > b ? a : b
}

/** The owner is whoever owns it by now, which a transfer may have changed. */
export function personOf(name: CastName, action: ActionFacts, { people }: Company): string {
  return name === 'owner' ? (action.ownerId ?? people.owner) : people[name]
}
