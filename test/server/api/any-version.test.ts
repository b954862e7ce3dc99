import { expect, test } from 'vitest'
import { useApi } from '../../support/api.ts'
import { givenPlan } from '../../support/plans.ts'

const api = useApi('2026-11-23T10:00:00Z')

const measure = { ref: 'M1', title: 'Visits on time', unit: 'percent', polarity: 'higherIsBetter' }
const meeting = { title: 'Board', heldOn: '2026-12-10' }
const decision = {
  title: 'Reports',
  resolved: ['That they come'],
  decisionMaker: 'Cabinet',
  decidedOn: '2026-11-02',
}
const inspection = { title: 'Larch House', setting: 'home', visit: 'full', inspectedOn: '2026-11-02' }

test('changes of whatever version is there, at once, are all made: nobody is told that another was quicker', async () => {
  const { planId, people, actions } = await givenPlan(api().app.db)
  const as = people.administrator
  const home = `/plans/${planId}`
  const made = async (path: string, body: object) => {
    const { status, body: answer } = await api().post(path, { as, body })
    expect(status).toBe(201)
    return answer.id as string
  }
  const first = async (parts: string) =>
    (await api().get(`${home}/${parts}`, { as })).body.items[0].id as string
  const places: Record<string, (text: string) => object> = {
    [home]: (vision) => ({ vision }),
    [`/priorities/${await first('priorities')}`]: (impact) => ({ impact }),
    [`/actions/${actions['P1.S1']}`]: (description) => ({ description }),
    [`/measures/${await made(`${home}/measures`, measure)}`]: (title) => ({ title }),
    [`/meetings/${await made(`${home}/meetings`, meeting)}`]: (place) => ({ place }),
    [`/decisions/${await made(`${home}/decisions`, decision)}`]: (reasons) => ({ reasons }),
    [`/inspections/${await made(`${home}/inspections`, inspection)}`]: (note) => ({ note }),
    [`/report-templates/${await made(`${home}/report-templates`, { from: 'strategy-on-a-page' })}`]: (
      title,
    ) => ({ title }),
    [`/people/${people.owner}`]: (post) => ({ post }),
    [`${home}/recommendations/${await first('recommendations')}`]: (text) => ({ text }),
    [`${home}/horizons/${await first('horizons')}`]: (label) => ({ label }),
  }
  const refused: string[] = []
  for (const [path, change] of Object.entries(places)) {
    const texts = ['one', 'two', 'three', 'four', 'five', 'six']
    const answers = await Promise.all(
      texts.map((text) => api().patch(path, { as, body: change(text), ifMatch: '*' })),
    )
    for (const { status, body } of answers)
      if (status !== 200) refused.push(`${path}: ${status} ${body.detail}`)
  }
  expect(refused).toEqual([])
})
