import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayParts } from '#server/ui/forms/forms.ts'
import { useApi } from '#test/support/api.ts'
import { givenPlan } from '#test/support/plans.ts'
import { get, post, protection } from '#test/support/visitor.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { dayOfParts } from '#workflows/calendar/day-parts.ts'

const api = useApi('2026-11-23T10:00:00.000Z')

test('every day reads back as the boxes of a form show it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60_000 }), (days) => {
      const day = addDays('1950-01-01', days)
      const shown = dayParts('on', day)
      const typed = {
        day: shown['on-day'] ?? '',
        month: shown['on-month'] ?? '',
        year: shown['on-year'] ?? '',
      }
      expect(dayOfParts(typed)).toBe(day)
    }),
  )
})

test('a day pasted into the first box of a form is saved, and one that is none is kept as it was typed', async () => {
  const plan = await givenPlan(api().app.db)
  const path = `/actions/${plan.actions['P1.S1']}/update`
  const cookie = await api().app.signInAs(plan.people.owner)
  const send = async (day: string) =>
    post(api().app, path, cookie, {
      ...(await protection(api().app, path, cookie)),
      note: 'It goes on.',
      'forecastOn-day': day,
    })
  const refused = await send('31 February 2027')
  expect(refused.status).toBe(400)
  expect(refused.text).toContain('value="31 February 2027"')
  expect((await send('Friday 11 December 2026')).status).toBe(303)
  const { text } = await get(api().app, path.replace('/update', ''), cookie)
  expect(text).toContain('11 December 2026')
})
