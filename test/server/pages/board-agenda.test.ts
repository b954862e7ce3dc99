import { expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { changeAction } from '#db/write/transition.ts'
import { usePages } from '#test/support/pages.ts'
import { get } from '#test/support/visitor.ts'

// 2 November to 30 November 2026 are 20 working days, 3 November 19.
const { app, plan } = usePages({
  now: '2026-11-30T10:00:00.000Z',
  given: [
    [
      { dueOn: '2026-11-02', title: 'Silent for long enough' },
      { dueOn: '2026-11-03', title: 'A day short of it' },
      { dueOn: '2026-11-02', title: 'Spoken of since' },
    ],
  ],
})

test('an overdue action without word for the agenda level stands on the board page for the next agenda, until there is word', async () => {
  expect(await agenda()).toMatch(/Silent for long enough.*Spoken of since/s)
  // Lateness and silence are told in one way: days in the calendar, and the day of the last word.
  expect(await agenda()).toContain('due 2 November 2026, 28 days late, no update since 1 June 2026')
  expect(await agenda()).not.toMatch(/late[^<]*working day/)
  expect(await agenda()).not.toContain('A day short of it')
  await changeAction(
    app.db,
    {
      actionId: plan.actions['P1.S3'] ?? '',
      actorId: plan.people.owner,
      now: '2026-11-30T09:00:00.000Z',
      notify: false,
    },
    { subject: 'action', event: { type: 'report', updateId: newId(), note: 'It goes on.' } },
  )
  expect(await agenda()).toContain('Silent for long enough')
  expect(await agenda()).not.toContain('Spoken of since')
})

async function agenda(): Promise<string> {
  const cookie = await app.signInAs(plan.people.chair)
  const { text } = await get(app, `/plans/${plan.planId}/board`, cookie)
  return /<section class="wm-section" aria-labelledby="agenda">.*?<\/section>/s.exec(text)?.[0] ?? ''
}
