import { type Region, regions } from './bank-holidays.ts'
import { addDays, type Day, type Instant, londonDay, mondayOf } from './calendar.ts'

/** When in the week a plan's digests go. */
export type DigestSlot = {
  /** 1 Monday … 5 Friday. */
  digestWeekday: number
  /** London hour, 0 to 23; never 1, which clocks skip once a year and show twice once a year. */
  digestHour: number
  /** Whose bank holidays move the digest to the next working day. */
  bankHolidays: Region
}

/** The name of a slot that held before the present one, for the weeks before a Monday. */
export type EarlierSlot = { slot: string; before: Day }

/** The slot of a plan over time: the present one, and those before it, oldest first. */
export type DigestSlots = DigestSlot & { earlierSlots: readonly EarlierSlot[] }

/** What a plan starts with: Mondays at 08:00, moved by the bank holidays of England and Wales. */
export const usualSlot: DigestSlot = { digestWeekday: 1, digestHour: 8, bankHolidays: 'englandAndWales' }

/** Hours at which a digest may go. */
export const digestHours = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => hour !== 1)

/** A slot by its name, as the ledger keeps it: 'mon08-englandAndWales'. Plans with the same slot share one email. */
export function slotName({ digestWeekday, digestHour, bankHolidays }: DigestSlot): string {
  return `${weekdays[digestWeekday - 1]}${String(digestHour).padStart(2, '0')}-${bankHolidays}`
}

/** The slot of a name. Throws when it names none. */
export function slotNamed(name: string): DigestSlot {
  const [, weekday = '', hour, region] = /^([a-z]{3})(\d\d)-(\w+)$/.exec(name) ?? []
  const bankHolidays = regions.find((each) => each === region)
  const digestWeekday = weekdays.indexOf(weekday) + 1
  if (!bankHolidays || digestWeekday === 0) throw new Error(`no slot is called '${name}'`)
  return { digestWeekday, digestHour: Number(hour), bankHolidays }
}

/** The slot that holds in a week, named by its Monday. */
export function slotIn(slots: DigestSlots, week: Day): DigestSlot {
  const earlier = slots.earlierSlots.find(({ before }) => week < before)
  return earlier ? slotNamed(earlier.slot) : slots
}

/**
 * The slots of a plan after its present one is changed. The change holds from the next week on: this week's digest
 * goes, or went, when it was promised, so that no week is missed and none is mailed twice.
 * @param now the moment of the change
 */
export function slotsAfter(slots: DigestSlots, change: Partial<DigestSlot>, now: Instant): DigestSlots {
  const { digestWeekday, digestHour, bankHolidays, earlierSlots } = slots
  const before = addDays(mondayOf(londonDay(now)), 7)
  const present = { digestWeekday, digestHour, bankHolidays }
  const after = { ...present, ...change }
  if (slotName(after) === slotName(present)) return slots
  // A second change in one week replaces the first, which has not held for a day.
  const settled = earlierSlots.at(-1)?.before === before
  return {
    ...after,
    earlierSlots: settled ? earlierSlots : [...earlierSlots, { slot: slotName(present), before }],
  }
}

/** The names by which slots begin, Monday to Friday. */
export const weekdays: readonly string[] = ['mon', 'tue', 'wed', 'thu', 'fri']
