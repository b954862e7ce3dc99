import { signToken } from '#server/http/plugins/tokens.ts'
import type { TestApp } from './app.ts'
import type { CastName, TestPlan } from './plans.ts'

/** Takes a request of the API as somebody of a plan; throws where it is refused. */
export function asker({ url, app }: Pick<TestApp, 'url' | 'app'>, { people }: TestPlan) {
  return async (method: string, path: string, who: CastName, body?: object) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${signToken(app, people[who])}`,
        'if-match': '*',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const json = await answer.json()
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(json)}`)
    // oxlint-disable-next-line typescript/no-explicit-any -- what a test expects of an answer is its own type check
    return json as any
  }
}

export type Issuing = { isPublic?: boolean; title?: string; text?: string; exempt?: boolean }

/**
 * A report of a plan that is approved and can be issued, with one text of its owner.
 * @returns its id, and that of the section with the text
 */
export async function givenApproved(
  app: Pick<TestApp, 'url' | 'app'>,
  plan: TestPlan,
  { isPublic = false, title = 'Our strategy', text = 'Every child is safe.', exempt = false }: Issuing = {},
): Promise<{ id: string; section: string }> {
  const ask = asker(app, plan)
  const { id } = await ask('POST', `/plans/${plan.planId}/reports`, 'administrator', {
    template: 'strategy-on-a-page',
    forOn: '2026-12-14',
    cutOffOn: '2026-11-20',
    approverId: plan.people.chair,
    isPublic,
    title,
  })
  const { items } = await ask('GET', `/reports/${id}/sections`, 'administrator')
  const section = items.find(({ kind }: { kind: string }) => kind === 'narrative').id as string
  if (exempt)
    await ask('PATCH', `/sections/${section}`, 'administrator', {
      exemptParagraph: 1,
      exemptReason: 'It is about one person.',
    })
  const move = (path: string, who: CastName, event: object) => ask('POST', `${path}/transitions`, who, event)
  const due = { event: 'reassign', authorId: plan.people.owner, dueOn: '2026-12-01' }
  await move(`/sections/${section}`, 'administrator', due)
  await move(`/reports/${id}`, 'administrator', { event: 'commission' })
  await move(`/sections/${section}`, 'owner', { event: 'write', text })
  await move(`/sections/${section}`, 'administrator', { event: 'accept' })
  await move(`/reports/${id}`, 'administrator', { event: 'submit' })
  await move(`/reports/${id}`, 'chair', { event: 'approve' })
  return { id, section }
}

/** The same, issued: edition 1. */
export async function givenIssued(
  app: Pick<TestApp, 'url' | 'app'>,
  plan: TestPlan,
  issuing: Issuing = {},
): Promise<{ id: string; section: string }> {
  const report = await givenApproved(app, plan, issuing)
  await asker(app, plan)('POST', `/reports/${report.id}/transitions`, 'administrator', { event: 'issue' })
  return report
}
