import type { Db } from '#db/connection/connect.ts'
import { newId } from '#db/connection/ids.ts'
import { readAction } from '#db/read/read-actions.ts'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import { changeAction } from '#db/write/transition.ts'
import type { CastName, TestPlan } from '#test/support/plans.ts'
import { addDays, type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import type { ActionNoticeKind } from '#workflows/engine/requirement.ts'

/** Who does what with an action so that the last of it owes the notice. Each kind needs an action of its own. */
const stories: Record<ActionNoticeKind, (story: Story) => Promise<void>> = {
  assigned: (story) =>
    story.act('lead', {
      type: 'transfer',
      ownerId: story.plan.people.otherOwner,
      fromOn: story.today,
      reason: story.text,
    }),
  submitted: submit,
  returned: async (story) => {
    await submit(story)
    const [criterionId = ''] = await story.criteria()
    await story.act('lead', { type: 'return', reason: story.text, criterionId })
  },
  endorsed: endorse,
  signedOff: async (story) => {
    await endorse(story)
    await story.act('chair', { type: 'signOff' })
  },
  extensionRequested: async (story) => {
    await ask(story)
  },
  extensionGranted: async (story) => story.decide({ type: 'grant', extensionId: await ask(story) }),
  extensionRefused: async (story) =>
    story.decide({ type: 'refuse', extensionId: await ask(story), reason: story.text }),
}

/** Actions that `provokeEveryNotice` needs, none due before the end of January 2027. */
export const NOTICED_ACTIONS = Object.keys(stories).length

/**
 * Makes every kind of notice about an action owed, each by the real changes of one of the actions.
 * @param text what people write with each change
 */
export async function provokeEveryNotice(
  db: Db,
  plan: TestPlan,
  { actionIds, now, text = 'A reason' }: { actionIds: readonly string[]; now: Instant; text?: string },
): Promise<void> {
  for (const [at, tell] of Object.values(stories).entries())
    await tell(storyOf(db, plan, { actionId: actionIds[at] ?? '', now, text }))
}

type Story = ReturnType<typeof storyOf>
type Decision = Extract<ActionChangeRequest, { subject: 'extension' }>['event']

function storyOf(
  db: Db,
  plan: TestPlan,
  { actionId, now, text }: { actionId: string; now: Instant; text: string },
) {
  const change = async (by: CastName, request: ActionChangeRequest): Promise<void> => {
    const changed = await changeAction(db, { actionId, actorId: plan.people[by], now }, request)
    if (changed.outcome !== 'done') throw new Error(JSON.stringify(changed))
  }
  return {
    plan,
    text,
    today: londonDay(now),
    act: (by: CastName, event: Extract<ActionChangeRequest, { subject: 'action' }>['event']) =>
      change(by, { subject: 'action', event }),
    request: (event: Decision) => change('owner', { subject: 'extension', event }),
    decide: (event: Decision) => change('lead', { subject: 'extension', event }),
    facts: async () => {
      const read = await readAction(db, actionId)
      if (!read) throw new Error('the action is there')
      return read.facts
    },
    criteria: async () => (await readAction(db, actionId))?.facts.criteria.map(({ id }) => id) ?? [],
  }
}

async function submit({ act, criteria, today, text }: Story): Promise<void> {
  await act('owner', { type: 'start' })
  for (const criterionId of await criteria()) {
    await act('owner', {
      type: 'addEvidence',
      evidenceId: newId(),
      criterionId,
      kind: 'document',
      title: text,
      url: 'https://council.example/proof',
      datedOn: addDays(today, -3),
      independent: false,
    })
  }
  await act('owner', { type: 'submit', whatChanged: text })
}

async function endorse(story: Story): Promise<void> {
  await submit(story)
  await story.act('lead', { type: 'endorse', statement: story.text })
}

async function ask({ request, facts, text }: Story): Promise<string> {
  const extensionId = newId()
  const dueOn = addDays((await facts()).dueOn ?? '', 14)
  await request({ type: 'request', extensionId, dueOn, reasonCode: 'partner', text })
  return extensionId
}
