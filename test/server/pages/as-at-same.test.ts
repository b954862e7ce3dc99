import { beforeAll, describe, expect, test } from 'vitest'
import { useApi } from '#test/support/api.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { get } from '#test/support/visitor.ts'

// People act and look on one day, act again for twelve days, and look back at that day.
const DAY = '2026-11-23'
const api = useApi(`${DAY}T09:00:00.000Z`)

let plan: TestPlan
let meeting: string
let measure: string
let inspection: string
const shown = new Map<string, string>()

/** Pages, each with who looks at it: those whom it offers least, and those who decide. */
const pages: [path: () => string, who: 'member' | 'chair' | 'owner' | 'lead' | 'viceChair'][] = [
  ['', 'member'],
  ['/timeline', 'member'],
  ['/priorities/P1', 'member'],
  ['/board', 'chair'],
  ['/board', 'viceChair'],
  ['/board', 'member'],
  ['/measures', 'member'],
  ['/recommendations', 'member'],
  ['/changes', 'member'],
  ['/meetings', 'member'],
  ['/inspections', 'member'],
].map(([path, who]) => [() => `/plans/${plan.planId}${path}`, who as 'member'])
const refs = ['P1.S1', 'P1.S2', 'P1.S3', 'P1.S4', 'P1.S5', 'P1.S6', 'P1.S7']
for (const ref of refs)
  for (const who of ['member', 'owner', 'chair'] as const)
    pages.push([() => `/actions/${plan.actions[ref]}`, who])
pages.push([() => `/measures/${measure}`, 'member'], [() => `/meetings/${meeting}`, 'member'])
pages.push([() => `/inspections/${inspection}`, 'member'])

async function send(path: string, as: string, body: object, method = 'POST') {
  const answer = await api().send(method, path, { as, body, ifMatch: '*' })
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`)
  return answer.body
}

const to = (ref: string, what: string) => `/actions/${plan.actions[ref]}/${what}`
const step = (ref: string, as: string, body: object) => send(to(ref, 'transitions'), as, body)
const stepMeeting = (event: string, as: string) => send(`/meetings/${meeting}/transitions`, as, { event })
const figure = (published: string, asAtOn: string, more: object = {}) =>
  send(`/measures/${measure}/observations`, plan.people.administrator, {
    published,
    value: Number.parseInt(published, 10),
    asAtOn,
    status: 'validated',
    ...more,
  })

async function submit(ref: string): Promise<void> {
  const { owner } = plan.people
  const { criteria } = (await api().get(`/actions/${plan.actions[ref]}`, { as: owner })).body
  await send(to(ref, 'updates'), owner, { note: `It is done, says the owner of ${ref}` })
  for (const { id } of criteria) await proof(ref, id, `Minutes of ${ref}`, '2026-11-20')
  await step(ref, owner, { event: 'submit', whatChanged: 'People are seen in time' })
}

async function giveBack(ref: string, reason: string): Promise<void> {
  const { lead } = plan.people
  const { criteria } = (await api().get(`/actions/${plan.actions[ref]}`, { as: lead })).body
  await step(ref, lead, { event: 'return', reason, criterionId: criteria[0].id })
}

const proof = (ref: string, criterionId: string, title: string, datedOn: string) =>
  send(to(ref, 'evidence'), plan.people.owner, {
    criterionId,
    kind: 'document',
    title,
    url: 'https://documents.example/',
    datedOn,
    independent: true,
  })

/** The day itself: of everything that the pages tell, something. */
async function firstDay() {
  const { administrator, owner, lead, chair } = plan.people
  await send(`/plans/${plan.planId}`, administrator, { vision: 'Children are seen in time' }, 'PATCH')
  const { items } = (await api().get(`/plans/${plan.planId}/priorities`, { as: owner })).body
  measure = (
    await send(`/plans/${plan.planId}/measures`, administrator, {
      ref: 'O1',
      title: 'Assessments in time',
      unit: 'percent',
      polarity: 'higherIsBetter',
      priorityId: items[0].id,
      baseline: '61%',
      baselineValue: 61,
      target: '90%',
    })
  ).id
  await figure('64%', '2026-09-30')
  const figures = await figure('70%', '2026-10-31')
  const { milestones } = await send(to('P1.S1', 'milestones'), owner, {
    title: 'Rota agreed',
    dueOn: '2026-12-01',
  })
  await send(to('P1.S1', 'milestones'), owner, { title: 'Rota begun', dueOn: '2026-12-05' })
  const blocker = await send(to('P1.S1', 'blockers'), owner, {
    what: 'No room',
    waitingOn: 'Estates',
    sinceOn: '2026-11-20',
  })
  await send(to('P1.S1', 'updates'), owner, { note: 'The rota is with the trust', forecastOn: '2026-12-24' })
  const { id: extension } = await send(to('P1.S2', 'extensions'), owner, {
    dueOn: '2027-02-26',
    reasonCode: 'partner',
    text: 'The partner is late',
    effect: 'Families wait',
    mitigation: 'Calls each week',
  })
  await submit('P1.S3')
  await submit('P1.S4')
  await step('P1.S4', lead, { event: 'endorse', statement: 'I have seen it work' })
  await submit('P1.S5')
  await giveBack('P1.S5', 'Show the second quarter')
  await submit('P1.S7')
  await step('P1.S7', lead, { event: 'endorse', statement: 'It holds' })
  await step('P1.S7', chair, { event: 'signOff' })
  meeting = (
    await send(`/plans/${plan.planId}/meetings`, administrator, {
      title: 'Board of November',
      heldOn: '2026-11-25',
      place: 'Town hall',
    })
  ).id
  await stepMeeting('freeze', administrator)
  const seen = { title: 'Larch House', setting: 'home', visit: 'full', judgement: 'Good' }
  await send(`/plans/${plan.planId}/inspections`, administrator, { ...seen, inspectedOn: '2023-03-01' })
  inspection = (
    await send(`/plans/${plan.planId}/inspections`, administrator, { ...seen, inspectedOn: '2026-11-02' })
  ).id
  return { milestone: milestones[0].id, blocker: blocker.id, extension, figures }
}

/** Twelve days in which all of it goes on. */
async function afterwards({
  milestone,
  blocker,
  figures,
}: Awaited<ReturnType<typeof firstDay>>): Promise<void> {
  const { administrator, owner, chair, lead } = plan.people
  api().moveTo('2026-11-24T00:00:05.000Z')
  await stepMeeting('issue', chair)
  api().moveTo('2026-11-26T10:00:00.000Z')
  await send(`/meetings/${meeting}/decisions`, administrator, {
    text: 'To go on',
    actionId: plan.actions['P1.S1'],
  })
  await stepMeeting('close', administrator)
  await send(`/plans/${plan.planId}/meetings`, administrator, {
    title: 'Board of December',
    heldOn: '2026-12-16',
    place: '',
  })
  api().moveTo('2026-12-05T10:00:00.000Z')
  await send(`/inspections/${inspection}`, administrator, { judgement: 'Inadequate' }, 'PATCH')
  await send(`/plans/${plan.planId}/inspections`, administrator, {
    title: 'Larch House',
    setting: 'home',
    visit: 'full',
    judgement: 'Outstanding',
    inspectedOn: '2025-11-02',
  })
  await send(`/milestones/${milestone}/transitions`, owner, { event: 'meet', metOn: '2026-12-01' })
  await send(`/blockers/${blocker}/transitions`, owner, { event: 'resolve', how: 'A room was found' })
  await send(to('P1.S1', 'updates'), owner, { note: 'The rota has begun' })
  const { extensions } = {
    extensions: (await api().get(to('P1.S2', 'extensions'), { as: owner })).body.items,
  }
  await send(`/extensions/${extensions[0].id}/transitions`, lead, { event: 'grant' }).catch(() =>
    send(`/extensions/${extensions[0].id}/transitions`, chair, { event: 'grant' }),
  )
  await giveBack('P1.S3', 'Not yet')
  await step('P1.S4', chair, { event: 'signOff', minuteRef: 'Minute 4' })
  await submit('P1.S5')
  await step('P1.S6', chair, { event: 'cancel', reason: 'Another plan does it' })
  await step('P1.S7', chair, { event: 'askEvidence' }).catch(() => null)
  await figure('75%', '2026-11-22')
  await figure('71%', '2026-10-31', { corrects: figures.id, reason: 'Counted twice' })
  await send(
    `/measures/${measure}`,
    administrator,
    { title: 'Assessments within 45 days', target: '95%' },
    'PATCH',
  )
  await send(`/plans/${plan.planId}/measures`, administrator, {
    ref: 'O2',
    title: 'Counted later',
    unit: 'count',
    polarity: 'lowerIsBetter',
  })
  await send(`/plans/${plan.planId}/recommendations`, administrator, { ref: 'R2', text: 'Found later' })
  await send(`/plans/${plan.planId}`, administrator, { staleDays: 20, vision: 'Another vision' }, 'PATCH')
  await send(`/actions/${plan.actions['P1.S1']}`, administrator, { title: 'Another title' }, 'PATCH')
}

beforeAll(async () => {
  // No weekly email is due yet: what becomes of those is no past day's.
  const later = { digestsFrom: '2027-01-04' }
  plan = await givenPlan(
    api().app.db,
    [
      { dueOn: '2026-12-11', recommendations: ['R1'] },
      { dueOn: '2026-11-13' },
      { dueOn: '2026-11-06' },
      {},
      {},
      { dueOn: '2026-11-20' },
      {},
    ],
    later,
  )
  const made = await firstDay()
  for (const [path, who] of pages) shown.set(`${who} ${path()}`, await look(path(), who))
  await afterwards(made)
}, 120_000)

async function look(path: string, who: (typeof pages)[number][1]): Promise<string> {
  const { status, text } = await get(api().app, path, await api().app.signInAs(plan.people[who]))
  expect([path, status]).toEqual([path, 200])
  return toldIn(text, /^\/(actions|meetings)\//.test(path))
}

/**
 * What a page tells in its main part, but for what one can press.
 * @param moves whether it tells on a past day too whose move it is: a plan and its priorities do not
 */
function toldIn(text: string, moves: boolean): string {
  return withoutNext(text.slice(text.indexOf('<main'), text.indexOf('</main>')), moves)
    .replaceAll(/<form class="(?!wm-signoffs).*?<\/form>/gs, '')
    .replaceAll(/<p class="wm-decision__press">.*?<\/p>/gs, '')
    .replaceAll(/<div class="wm-signoffs__all">.*?<\/div>\s*<\/form>/gs, '')
    .replaceAll(/<(legend|button)\b.*?<\/\1>/gs, '')
    .replaceAll(
      /<details\b[^>]*>\s*<summary[^>]*>\s*<span[^>]*>\s*Show only some actions.*?<\/details>/gs,
      '',
    )
    .replaceAll(/<section class="wm-week-mail".*?<\/section>/gs, '')
    .replaceAll(/<p><a[^>]*>Answer this blocker<\/a><\/p>/g, '')
    .replaceAll(/<p class="wm-quiet">A child.*?<\/p>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace('the day shown, 23 November', 'today, 23 November')
    .replace('that day and at the last boards', 'today and at the last boards')
    .trim()
}

/** A page without what may be done next, which stands below whose move it is. */
function withoutNext(main: string, moves: boolean): string {
  const from = main.search(/<div class="wm-panel"><h2 class="wm-panel__title">What happens next/)
  if (from < 0) return main
  let open = 0
  const end = [...main.slice(from).matchAll(/<(\/?)div\b[^>]*>/g)].find(([, closes]) => {
    open += closes === '' ? 1 : -1
    return open === 0
  })
  const to = from + (end?.index ?? 0)
  const [move = ''] = /^.*?<\/p>/s.exec(main.slice(from, to)) ?? []
  return `${main.slice(0, from)}${moves ? move : ''}${main.slice(to)}`
}

describe('a page of a plan, twelve days later', () => {
  test('shows of the past day what it showed on that day', async () => {
    const [then, told] = [{}, {}]
    for (const [path, who] of pages) {
      const page = `${who} ${path()}`
      const [before, after] = [shown.get(page) ?? '', await look(`${path()}?asAt=${DAY}`, who)]
      if (before === after) continue
      // From where they part on, so that a difference is seen at once.
      const [was, is] = [before.split(' '), after.split(' ')]
      const at = was.findIndex((word, place) => word !== is[place])
      Object.assign(then, { [page]: was.slice(Math.max(0, at - 10), at + 30).join(' ') })
      Object.assign(told, { [page]: is.slice(Math.max(0, at - 10), at + 30).join(' ') })
    }
    expect(told).toEqual(then)
  }, 60_000)

  test('shows of the present something else', async () => {
    const same: string[] = []
    for (const [path, who] of pages)
      if ((await look(path(), who)) === shown.get(`${who} ${path()}`)) same.push(`${who} ${path()}`)
    expect(same).toEqual([])
  }, 60_000)
})
