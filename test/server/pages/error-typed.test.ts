import { glob, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { typedWords } from '#server/ui/forms/typed-words.ts'
import { usePages } from '#test/support/pages.ts'
import { givenPlan } from '#test/support/plans.ts'
import { post, protection } from '#test/support/visitor.ts'

const { app } = usePages({ now: '2026-11-23T10:00:00.000Z', answersByLink: true })

const typedIn = (text: string) =>
  [...text.slice(text.indexOf('id="typed"')).matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/gs)].map(
    ([, name, value]) => [name, value],
  )

test('the page of an error shows the words that a person typed, and nothing that the form sent by itself', async () => {
  const plan = await givenPlan(app.db)
  const id = plan.actions['P1.S1']
  const cookie = await app.signInAs(plan.people.owner)
  const form = await protection(app, '/week', cookie)
  const { status, text } = await post(app, '/week', cookie, {
    ...form,
    _csrf: 'of another session',
    [`version-${id}`]: '7',
    version: '7',
    [`update-${id}-note`]: 'The trainer was ill',
    [`update-${id}-forecastOn-day`]: '8',
    [`update-${id}-forecastOn-month`]: '12',
    [`update-${id}-forecastOn-year`]: '2026',
    page: 'QXo4c2VjcmV0LXRva2VuLW9mLWEtcGFnZQ',
    next: '/plans',
    response: '{"id":"x"}',
    actionId: String(id),
    'measureIds-x': String(id),
    rest: 'yes',
    one: String(id),
    had: 'none',
    opened: 'one,two',
    'asked-provisional': 'yes',
  })
  expect(status).toBe(403)
  expect(typedIn(text)).toEqual([
    ['Update note', 'The trainer was ill'],
    ['Update forecast on', '8 12 2026'],
  ])
})

test('whatever a form hides is no word that a person typed', async () => {
  const typed: string[] = []
  for await (const file of glob('server/**/*.ts'))
    for (const [, name = ''] of (await readFile(file, 'utf8')).matchAll(/type="hidden" name="([^"]+)"/g))
      // The address that a code was sent to was typed, on the page before.
      if (!/^(_csrf|_once|email|asAt|\$\{.*\})$/.test(name) && typedWords({ [name]: 'a text' }).length > 0)
        typed.push(`${file}: ${name}`)
  expect(typed).toEqual([])
})
