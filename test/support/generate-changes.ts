import * as fc from 'fast-check'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { anyText, dayOrNot } from './generate.ts'
import type { CastName } from './plans.ts'
import { type Company, fieldsFor, personOf, type Wish } from './wish-fields.ts'
import { type Ask, wishes } from './wish-list.ts'

export const anyWish: fc.Arbitrary<Wish> = fc.record({
  usual: mostlyTrue(5),
  sound: mostlyTrue(7),
  which: fc.nat(),
  who: fc.nat(),
  pick: fc.nat(),
  text: anyText,
  day: dayOrNot('2026-12-01'),
  daysLater: fc.constantFrom(0, 0, 1, 3, 20),
})

/** What the wish comes to on this day, with the action as it stands: who asks for which change. */
export function changeOf(
  wish: Wish,
  action: ActionFacts,
  today: Day,
  company: Company,
): { actorId: string; sound: boolean; change: ActionChangeRequest } {
  const usual = wishes.filter(({ in: states }) => states(action))
  const list = wish.usual && usual.length > 0 ? usual : wishes
  const { by, ask } = list[wish.which % list.length] as Ask
  const everybody = Object.keys(company.people) as CastName[]
  const names = wish.usual ? by : everybody
  const actorId = personOf(names[wish.who % names.length] as CastName, action, company)
  return { actorId, sound: wish.sound, change: ask(fieldsFor(wish, action, today, company)) }
}

function mostlyTrue(weight: number): fc.Arbitrary<boolean> {
  return fc.oneof({ weight, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) })
}
