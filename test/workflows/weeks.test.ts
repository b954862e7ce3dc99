import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { regions } from '#workflows/calendar/bank-holidays.ts'
import { addDays, londonDay, mondayOf } from '#workflows/calendar/calendar.ts'
import {
  type DigestSlots,
  digestHours,
  slotIn,
  slotName,
  slotNamed,
  slotsAfter,
  usualSlot,
} from '#workflows/calendar/digest-slot.ts'
import { digestDueAt, newestDueWeek, nextDigest, nextDigestWeek } from '#workflows/calendar/weeks.ts'

const slot = fc.record({
  digestWeekday: fc.integer({ min: 1, max: 5 }),
  digestHour: fc.constantFrom(...digestHours),
  bankHolidays: fc.constantFrom(...regions),
})
const moment = fc
  .date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2031-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString())

describe('when a digest is due', () => {
  test.each([
    ['2026-03-23', '2026-03-23T08:00:00.000Z', 'winter time'],
    ['2026-03-30', '2026-03-30T07:00:00.000Z', 'summer time, the day after the clocks went forward'],
    ['2026-10-26', '2026-10-26T08:00:00.000Z', 'winter time again'],
    ['2026-04-06', '2026-04-07T07:00:00.000Z', 'Easter Monday: Tuesday'],
    ['2027-12-27', '2027-12-29T08:00:00.000Z', 'two substitute days: Wednesday'],
  ])('%s: %s (%s)', (week, due) => {
    expect(digestDueAt(week)).toBe(due)
  })

  test('a digest of Friday goes on Tuesday after Good Friday, and before that of the next week', () => {
    const friday = { ...usualSlot, digestWeekday: 5 }
    expect(digestDueAt('2026-03-30', friday)).toBe('2026-04-07T07:00:00.000Z')
    expect(digestDueAt('2026-03-30', friday) < digestDueAt('2026-04-06', friday)).toBe(true)
    expect(nextDigestWeek('2026-04-06T12:00:00.000Z', friday)).toBe('2026-03-30')
  })

  test('is in order of weeks, never at one o’clock, and on a working day, in every slot and year', () => {
    fc.assert(
      fc.property(slot, moment, (each, now) => {
        const week = mondayOf(londonDay(now))
        const due = digestDueAt(week, each)
        expect(due < digestDueAt(addDays(week, 7), each)).toBe(true)
        const local = Temporal.Instant.from(due).toZonedDateTimeISO('Europe/London')
        expect([local.hour, local.minute]).toEqual([each.digestHour, 0])
        expect(local.dayOfWeek).toBeLessThanOrEqual(5)
      }),
    )
  })

  test('the newest week that is due and the next one lie on either side of now', () => {
    fc.assert(
      fc.property(slot, moment, (each, now) => {
        const slots: DigestSlots = { ...each, earlierSlots: [] }
        const newest = newestDueWeek(now, slots)
        expect(digestDueAt(newest, each) <= now).toBe(true)
        expect(digestDueAt(addDays(newest, 7), each) > now).toBe(true)
        expect(nextDigestWeek(now, each)).toBe(addDays(newest, 7))
        const week = addDays(newest, 7)
        expect(nextDigest(now, slots)).toEqual({ week, dueAt: digestDueAt(week, each) })
      }),
    )
  })
})

describe('the slot of a plan', () => {
  test('has a name that says it whole', () => {
    fc.assert(
      fc.property(slot, (each) => {
        expect(slotNamed(slotName(each))).toEqual(each)
      }),
    )
    expect(slotName(usualSlot)).toBe('mon08-englandAndWales')
    expect(() => slotNamed('sun08-englandAndWales')).toThrow('no slot')
    expect(() => slotNamed('mon08-france')).toThrow('no slot')
  })

  test('is, week by week, what it was, whatever is changed and however often', () => {
    const changes = fc.array(fc.record({ after: fc.integer({ min: 0, max: 20 }), to: slot }), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(changes, (made) => {
        let slots: DigestSlots = { ...usualSlot, earlierSlots: [] }
        let day = '2026-06-01'
        const promised = new Map<string, string>()
        for (const { after, to } of made) {
          day = addDays(day, after)
          for (let week = '2026-05-04'; week <= mondayOf(day); week = addDays(week, 7))
            promised.set(week, slotName(slotIn(slots, week)))
          slots = slotsAfter(slots, to, `${day}T12:00:00.000Z`)
          expect(slotName(slotIn(slots, addDays(mondayOf(day), 7)))).toBe(slotName(to))
          for (const [week, name] of promised) expect(slotName(slotIn(slots, week))).toBe(name)
        }
      }),
    )
  })

  test('goes at every hour but one, which clocks skip and show twice', () => {
    expect(digestHours.join(' ')).toBe('0 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23')
  })

  test('is kept once for each week in which it was changed, however often', () => {
    let slots: DigestSlots = { ...usualSlot, earlierSlots: [] }
    for (const day of ['2026-06-01', '2026-06-03', '2026-06-10', '2026-06-12', '2026-06-14', '2026-06-15'])
      slots = slotsAfter(slots, { digestHour: Number(day.slice(8)) + 2 }, `${day}T12:00:00.000Z`)
    expect(slots.earlierSlots).toEqual([
      { slot: 'mon08-englandAndWales', before: '2026-06-08' },
      { slot: 'mon05-englandAndWales', before: '2026-06-15' },
      { slot: 'mon16-englandAndWales', before: '2026-06-22' },
    ])
    expect(slots.digestHour).toBe(17)
  })

  test('stays as it is, and nothing is added, when a change changes nothing', () => {
    const slots: DigestSlots = { ...usualSlot, earlierSlots: [] }
    expect(slotsAfter(slots, { digestHour: 8 }, '2026-06-01T12:00:00.000Z')).toBe(slots)
  })
})
