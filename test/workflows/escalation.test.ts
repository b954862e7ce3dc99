import { describe, expect, test } from 'vitest'
import { anAction } from '#test/support/facts.ts'
import { escalationOf } from '#workflows/action/escalation.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { defaultReminders } from '#workflows/plan/plan-settings.ts'

const late = anAction({ state: 'inProgress', dueOn: '2026-11-02', lastUpdateOn: '2026-10-20' })
const on = (day: string, change: Parameters<typeof anAction>[0] = {}, settings = defaultReminders) =>
  escalationOf({ ...late, ...change }, settings, day)

describe('an overdue action of which nobody hears', () => {
  test.each([
    ['2026-11-06', null],
    ['2026-11-09', { level: 'lead', workingDays: 5 }],
    ['2026-11-13', { level: 'lead', workingDays: 9 }],
    ['2026-11-16', { level: 'chair', workingDays: 10 }],
    ['2026-11-27', { level: 'chair', workingDays: 19 }],
    ['2026-11-30', { level: 'agenda', workingDays: 20 }],
  ])('by %s: %j', (day, reached) => {
    expect(on(day)).toEqual(reached)
  })

  test('is not escalated while it is not overdue, or waits for others, however soon a level is reached', () => {
    const atOnce = { ...defaultReminders, escalateLeadDays: 1, escalateChairDays: 1, escalateAgendaDays: 1 }
    expect(on('2026-11-02', {}, atOnce)).toBeNull()
    expect(on('2026-11-27', { state: 'submitted' }, atOnce)).toBeNull()
    expect(on('2026-11-27', { dueOn: null }, atOnce)).toBeNull()
  })

  test('reaches each level once, in their order, and keeps it', () => {
    const levels = Array.from({ length: 60 }, (_, days) => on(addDays('2026-11-02', days))?.level ?? 'none')
    expect(levels.filter((level, at) => level !== levels[at - 1])).toEqual([
      'none',
      'lead',
      'chair',
      'agenda',
    ])
  })

  test('begins anew with an update, and ends with a granted extension', () => {
    expect(on('2026-11-16', { lastUpdateOn: '2026-11-13' })).toBeNull()
    expect(on('2026-11-20', { lastUpdateOn: '2026-11-13' })).toEqual({ level: 'lead', workingDays: 5 })
    expect(on('2026-11-30', { dueOn: '2026-12-18' })).toBeNull()
  })

  test('counts the working days of its plan’s part of the country, after the plan’s own numbers', () => {
    expect(on('2026-12-07')?.workingDays).toBe(25)
    expect(on('2026-12-07', {}, { ...defaultReminders, bankHolidays: 'scotland' })?.workingDays).toBe(24)
    expect(on('2026-11-05', {}, { ...defaultReminders, escalateLeadDays: 3 })?.level).toBe('lead')
  })

  test.each(['submitted', 'endorsed', 'signedOff', 'cancelled', 'draft'] as const)(
    'is not escalated while it is %s: the next move is not the owner’s',
    (state) => {
      expect(on('2026-12-31', { state })).toBeNull()
    },
  )
})
