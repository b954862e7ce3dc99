import { newId } from '#db/connection/ids.ts'
import type { RefusalCode } from '#workflows/engine/requirement.ts'
import type { Answer, Api } from './api.ts'
import { beginAction, doStep, type Life, lives, read, type Subject, transit } from './lives.ts'

const reason = { reason: 'Because it has to be' }

/** Every refusal that is not of the person or of the state: how one gets it. Dates are given as in `lives`. */
export const refusals: [RefusalCode, string, (api: Api) => Promise<Answer>][] = [
  [
    'incomplete',
    'an action without an owner is agreed',
    async (api) => {
      const action = await beginAction(api, { ownerId: null })
      return transit(api, action, 'agree', 'lead')
    },
  ],
  [
    'incomplete',
    'a plan is submitted whose action has no due date',
    async (api) => {
      const plan = await lifeOf('plan').begin(api)
      const action = await onlyAction(api, plan)
      await api.patch(action.path, {
        as: plan.plan.people.administrator,
        ifMatch: '*',
        body: { dueOn: null },
      })
      return transit(api, plan, 'submit', 'administrator')
    },
  ],
  [
    'planNotActive',
    'work begins before the plan is approved',
    async (api) => {
      const action = await onlyAction(api, await lifeOf('plan').begin(api))
      await transit(api, action, 'agree', 'lead')
      return transit(api, action, 'start', 'owner')
    },
  ],
  [
    'evidenceMissing',
    'an action is submitted without evidence',
    async (api) =>
      transit(api, await action(api, 'agree', 'start'), 'submit', 'owner', { whatChanged: 'Much' }),
  ],
  [
    'evidenceMissing',
    'an action is embedded with the evidence of its sign-off',
    async (api) => transit(api, await action(api, 'agree', 'start', 'submit', 'signOff'), 'embed', 'chair'),
  ],
  [
    'extensionOpen',
    'an action is submitted while it asks for more time',
    async (api) => {
      const subject = await action(api, 'agree', 'start', 'submit', 'withdraw')
      await askForTime(api, subject, '2027-01-08')
      return transit(api, subject, 'submit', 'owner', { whatChanged: 'Much' })
    },
  ],
  [
    'extensionOpen',
    'more time is asked for twice',
    async (api) => {
      const subject = await action(api, 'agree')
      await askForTime(api, subject, '2027-01-08')
      return askForTime(api, subject, '2027-01-15')
    },
  ],
  [
    'ownRatingBetter',
    'an owner rates better than the rule',
    async (api) =>
      transit(api, await action(api, 'agree'), 'report', 'owner', {
        note: 'Fine',
        forecastOn: '2027-06-30',
        ownRating: 'amber',
      }),
  ],
  [
    'dateNotAllowed',
    'more time is asked for that ends before the due date',
    async (api) => askForTime(api, await action(api, 'agree'), '2026-12-01'),
  ],
  [
    'dateNotAllowed',
    'a cancelled action comes back with a date that is past',
    async (api) =>
      transit(api, await action(api, 'cancel'), 'reinstate', 'chair', { ...reason, dueOn: '2026-11-20' }),
  ],
  [
    'dateNotAllowed',
    'a milestone moves beyond its action',
    async (api) =>
      transit(api, await lifeOf('milestone').begin(api), 'replan', 'owner', {
        ...reason,
        dueOn: '2027-01-31',
      }),
  ],
  [
    'dateNotAllowed',
    'a milestone is met tomorrow',
    async (api) =>
      transit(api, await lifeOf('milestone').begin(api), 'meet', 'owner', { metOn: '2026-11-24' }),
  ],
  [
    'criterionUnknown',
    'an action is returned for a criterion of another',
    async (api) =>
      transit(api, await action(api, 'agree', 'start', 'submit'), 'return', 'lead', {
        ...reason,
        criterionId: newId(),
      }),
  ],
  [
    'personNotFound',
    'an action is handed to nobody',
    async (api) =>
      transit(api, await action(api), 'transfer', 'lead', {
        ...reason,
        ownerId: newId(),
        fromOn: '2026-11-20',
      }),
  ],
  [
    'successorNotSuitable',
    'an action takes over from itself',
    async (api) => {
      const subject = await action(api)
      return transit(api, subject, 'supersede', 'chair', { successorId: subject.path.split('/').at(-1) })
    },
  ],
  [
    'successorNotSuitable',
    'a plan is carried on by one there is not',
    async (api) => transit(api, await approvedPlan(api), 'close', 'chair', { successorId: newId() }),
  ],
  [
    'recommendationUncovered',
    'the only action for a recommendation is cancelled',
    async (api) => {
      const subject = await action(api)
      const as = subject.plan.people.administrator
      const { body } = await api.get(`/plans/${subject.plan.planId}/recommendations`, { as })
      await api.patch(subject.path, { as, ifMatch: '*', body: { recommendationIds: [body.items[0].id] } })
      return transit(api, subject, 'cancel', 'chair', reason)
    },
  ],
  [
    'regulatorAgreementMissing',
    "a regulator's date moves without the regulator",
    async (api) => {
      const subject = await beginAction(api, { regulatorDate: true })
      await transit(api, subject, 'agree', 'lead')
      const { body } = await askForTime(api, subject, '2027-01-08')
      return transit(api, { ...subject, path: `/extensions/${body.id}` }, 'grant', 'lead')
    },
  ],
  [
    'ownWork',
    'whoever endorsed an action signs it off',
    async (api) => {
      const subject = await action(api, 'agree', 'start', 'submit', 'endorse')
      const as = subject.plan.people.administrator
      const body = { role: 'chair' }
      const members = `/plans/${subject.plan.planId}/members`
      await api.post(members, { as, body: { ...body, personId: subject.plan.people.lead } })
      return transit(api, subject, 'signOff', 'lead')
    },
  ],
  [
    'actionsLive',
    'a priority with work left is delivered',
    async (api) => {
      const subject = await priorityOf(api, await action(api))
      await transit(api, subject, 'agree', 'chair')
      return transit(api, subject, 'deliver', 'chair')
    },
  ],
  [
    'notEmbedded',
    'a priority is sustained before its actions have stuck',
    async (api) => {
      const done = await action(api, 'agree', 'start', 'submit', 'signOff')
      const subject = await priorityOf(api, done)
      await transit(
        api,
        { ...done, path: `/actions/${done.plan.actions['P1.S1']}` },
        'cancel',
        'chair',
        reason,
      )
      await transit(api, subject, 'agree', 'chair')
      await transit(api, subject, 'deliver', 'chair')
      return transit(api, subject, 'sustain', 'chair', { outcomeNote: 'Much' })
    },
  ],
  [
    'prioritiesOpen',
    'a plan with open priorities is closed',
    async (api) => transit(api, await approvedPlan(api), 'close', 'chair'),
  ],
  [
    'planClosed',
    'a priority of a closed plan is opened again',
    async (api) => {
      const plan = await approvedPlan(api)
      const subject = await priorityOf(api, await onlyAction(api, plan))
      await doStep(api, plan, 'close', stepOf('plan', 'close'))
      return transit(api, subject, 'reopen', 'chair', reason)
    },
  ],
  [
    'priorityClosed',
    'a cancelled action comes back into a priority that was delivered',
    async (api) => {
      const plan = await approvedPlan(api)
      const subject = await onlyAction(api, plan)
      await stepOf('plan', 'close').first?.(plan, api)
      return transit(api, subject, 'reinstate', 'chair', { ...reason, dueOn: '2027-02-26' })
    },
  ],
  [
    'decisionNotEffective',
    'a decision is said to be in effect while it can be called in',
    async (api) => {
      const subject = await lifeOf('decision').begin(api)
      await doStep(api, subject, 'publish', stepOf('decision', 'publish'))
      return transit(api, subject, 'takeEffect', 'administrator')
    },
  ],
  [
    'exemptFromCallIn',
    'a decision that is exempt from it is called in',
    async (api) => {
      const subject = await lifeOf('decision').begin(api)
      const exempt = { callInExempt: true, exemptionReason: 'It cannot wait', exemptionAgreedBy: 'The mayor' }
      await api.patch(subject.path, { as: subject.plan.people.administrator, ifMatch: '*', body: exempt })
      await doStep(api, subject, 'publish', stepOf('decision', 'publish'))
      return doStep(api, subject, 'callIn', stepOf('decision', 'callIn'))
    },
  ],
  [
    'decisionsMissing',
    'a meeting is closed without a decision',
    async (api) => {
      const subject = await lifeOf('meeting').begin(api)
      await transit(api, subject, 'freeze', 'administrator')
      await transit(api, subject, 'issue', 'chair')
      return transit(api, subject, 'close', 'administrator')
    },
  ],
]

async function action(api: Api, ...events: string[]): Promise<Subject> {
  const subject = await lifeOf('action').begin(api)
  for (const event of events) await doStep(api, subject, event, stepOf('action', event))
  return subject
}

async function approvedPlan(api: Api): Promise<Subject> {
  const subject = await lifeOf('plan').begin(api)
  for (const event of ['submit', 'approve']) await doStep(api, subject, event, stepOf('plan', event))
  return subject
}

async function onlyAction(api: Api, { plan }: Subject): Promise<Subject> {
  const { body } = await api.get(`/actions?plan=${plan.planId}`, { as: plan.people.administrator })
  return { path: `/actions/${body.items[0].id}`, plan }
}

async function priorityOf(api: Api, subject: Subject): Promise<Subject> {
  return { path: `/priorities/${(await read(api, subject)).priority.id}`, plan: subject.plan }
}

function askForTime(api: Api, { path, plan }: Subject, dueOn: string): Promise<Answer> {
  const body = { dueOn, reasonCode: 'partner', text: 'They need time' }
  return api.post(`${path}/extensions`, { as: plan.people.owner, body })
}

function lifeOf(noun: string): Life {
  return lives[noun] as Life
}

function stepOf(noun: string, event: string) {
  const step = lifeOf(noun).steps[event]
  if (!step) throw new Error(`nobody says how to ${event}`)
  return step
}
