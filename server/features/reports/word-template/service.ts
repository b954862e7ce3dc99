import { createHash } from 'node:crypto'
import { readWordTemplate, type WordTemplateRead } from '#db/read/word-template.ts'
import { removeWordTemplate, setWordTemplate } from '#db/write/plan-parts.ts'
import type { Deps } from '#server/deps.ts'
import { stylesFrom } from '#server/documents/styles-from.ts'
import { requireEditor, requireInUse, seePlan } from '#server/features/plans/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { changedMeanwhile } from '#server/http/refusals.ts'

/** Times that a change is decided again while others change the same plan. */
const MOST = 10

/** The Word template of a plan that the person may see; null where it has none. Throws 404 otherwise. */
export async function seeWordTemplate(
  deps: Deps,
  actor: Actor,
  planId: string,
): Promise<WordTemplateRead | null> {
  await seePlan(deps, actor, planId)
  return readWordTemplate(deps.db, planId)
}

/**
 * Takes the styles of a Word file as those of a plan's Word files that are made from now on. Those before stay.
 * @throws Problem 404, 403, 409 where the plan is out of use, 400 for a file whose styles cannot be taken, in words
 */
export async function chooseWordTemplate(
  deps: Deps,
  actor: Actor,
  planId: string,
  file: Buffer,
): Promise<void> {
  await changedPlan(deps, actor, planId)
  const taken = await stylesFrom(file)
  if ('refusal' in taken)
    throw new Problem('invalidRequest', taken.refusal, {
      errors: [{ pointer: '/file', code: 'templateRefused', detail: taken.refusal }],
    })
  const sha256 = createHash('sha256').update(file).digest('hex')
  const template = { ...taken.template, size: file.length, sha256 }
  await again(async () => {
    const plan = await changedPlan(deps, actor, planId)
    const author = { actorId: actor.id, now: deps.clock.now() }
    return { written: await setWordTemplate(deps.db, plan, template, author), version: plan.version }
  })
}

/** Takes the Word template of a plan away: Word files have the styles that we ship again. 404 where it has none. */
export async function dropWordTemplate(deps: Deps, actor: Actor, planId: string): Promise<void> {
  await again(async () => {
    const plan = await changedPlan(deps, actor, planId)
    if ((await readWordTemplate(deps.db, planId)) === null) throw noTemplate()
    const author = { actorId: actor.id, now: deps.clock.now() }
    return { written: await removeWordTemplate(deps.db, plan, author), version: plan.version }
  })
}

/** Said where a file has more bytes than a template may. */
export const templateTooLarge =
  'The template has more than 5 MB: take the pictures out of it and save it again.'

/** Said where a plan has no Word template. */
export function noTemplate(): Problem {
  return new Problem(
    'notFound',
    'The plan has no Word styles of its own. Its administrator can send a Word file that has them.',
  )
}

async function changedPlan(deps: Deps, actor: Actor, planId: string) {
  const plan = await seePlan(deps, actor, planId)
  await requireEditor(deps, actor, planId)
  requireInUse(plan)
  return plan
}

async function again(work: () => Promise<{ written: boolean; version: number }>): Promise<void> {
  for (let times = 1; ; times++) {
    const { written, version } = await work()
    if (written) return
    if (times === MOST) throw changedMeanwhile(version)
  }
}
