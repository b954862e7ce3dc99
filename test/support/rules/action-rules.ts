import { newId } from '#db/connection/ids.ts'
import { givenPlan } from '#test/support/plans.ts'
import { dayIn, type Rule } from './rule.ts'
import { as, cameBack, decided, edited, inDays, reporting } from './telling.ts'

const reason = { reason: 'Because it has to be' }
const yesterday = '2026-11-22'
const today = '2026-11-23'
const tomorrow = '2026-11-24'

/** Rules on what is told of an action. It starts on 1 June 2026 and is due on 18 December 2026, unless told. */
export const actionRules: Rule[] = [
  {
    wrong: 'a report expects the action to be done on a day that is past',
    of: 'report',
    field: 'forecastOn',
    tell: reporting({ forecastOn: yesterday }, dayIn('forecastOn', yesterday)),
  },
  {
    wrong: 'an owner rates better than the rule',
    of: 'report',
    field: 'ownRating',
    tell: reporting({ ownRating: 'amber' }, { ownRating: 'amber' }, { dueOn: yesterday }),
  },
  {
    wrong: 'an action comes back with a due date that is past',
    of: 'reinstate',
    field: 'dueOn',
    typedIn: 'reinstate-dueOn',
    tell: cameBack({ dueOn: yesterday }),
  },
  {
    wrong: 'an action comes back with a due date before its start',
    of: 'reinstate',
    field: 'dueOn',
    typedIn: 'reinstate-dueOn',
    tell: cameBack({ dueOn: '2027-01-08' }, { startOn: '2027-02-01', dueOn: '2027-03-31' }),
  },
  {
    wrong: 'a finished action is opened again with a due date that is past',
    of: 'reopen',
    field: 'dueOn',
    typedIn: 'reopen-dueOn',
    tell: decided('reopen', 'chair', { ...reason, dueOn: yesterday }, { steps: ['submit', 'signOff'] }),
  },
  {
    wrong: 'a finished action is opened again with a due date before its start',
    of: 'reopen',
    field: 'dueOn',
    typedIn: 'reopen-dueOn',
    tell: decided(
      'reopen',
      'chair',
      { ...reason, dueOn: '2027-01-08' },
      { steps: ['submit', 'signOff'], draft: { startOn: '2027-02-01', dueOn: '2027-03-31' } },
    ),
  },
  {
    wrong: 'the check that it has stuck lies today',
    of: 'signOff',
    field: 'embedCheckOn',
    typedIn: 'signOff-embedCheckOn',
    tell: decided('signOff', 'chair', { embedCheckOn: today }, { steps: ['submit', 'endorse'] }),
  },
  {
    wrong: 'an action is handed over from a day that lies ahead',
    of: 'transfer',
    field: 'fromOn',
    typedIn: 'transfer-fromOn',
    tell: decided('transfer', 'lead', ({ people }) => ({
      ...reason,
      ownerId: people.otherOwner,
      fromOn: tomorrow,
    })),
  },
  {
    wrong: 'an action is handed over to its owner',
    of: 'transfer',
    field: 'ownerId',
    typedIn: 'transfer-ownerId',
    tell: decided('transfer', 'lead', ({ people }) => ({ ...reason, ownerId: people.owner, fromOn: today })),
  },
  {
    wrong: 'an action is to be superseded by itself',
    of: 'supersede',
    field: 'successorId',
    typedIn: 'supersede-successorId',
    tell: decided('supersede', 'chair', ({ actions }) => ({ successorId: actions['P1.S1'] ?? '' })),
  },
  {
    wrong: 'an action is returned for a criterion of another',
    of: 'return',
    field: 'criterionId',
    typedIn: 'return-criterionId',
    tell: decided('return', 'lead', { ...reason, criterionId: newId() }, { steps: ['submit'] }),
  },
  {
    wrong: 'a new action is due before it starts',
    field: 'dueOn',
    tell: async (api) => {
      const plan = await givenPlan(api.app.db)
      const { items } = (await api.get(`/plans/${plan.planId}/priorities`, as(plan, 'lead'))).body
      const days = { startOn: '2027-02-01', dueOn: '2027-01-08' }
      const { items: horizons } = (await api.get(`/plans/${plan.planId}/horizons`, as(plan, 'lead'))).body
      return {
        ...as(plan, 'lead'),
        form: {
          path: `/plans/${plan.planId}/priorities/P1/actions/new`,
          fields: { title: 'New', horizonId: horizons[0].id, ...inDays(days) },
        },
        request: {
          method: 'POST',
          path: `/priorities/${items[0].id}/actions`,
          body: { ref: 'P1.S9', title: 'New', horizon: 'short', ...days },
        },
      }
    },
  },
  {
    wrong: 'a draft is given a due date before its start',
    of: 'edit',
    field: 'dueOn',
    tell: edited({ dueOn: '2026-05-31' }, 'draft'),
  },
  {
    wrong: 'a draft is given a start after its due date',
    field: 'startOn',
    tell: edited({ startOn: '2026-12-19' }, 'draft'),
  },
  {
    wrong: 'a draft is given an owner who has left',
    of: 'edit',
    field: 'ownerId',
    tell: edited(({ people }) => ({ ownerId: people.stranger }), 'draft'),
  },
  {
    wrong: 'an action is moved to a priority that is not of the plan',
    of: 'edit',
    field: 'priorityId',
    tell: edited({ priorityId: newId() }, 'active'),
  },
  {
    wrong: 'an action answers a recommendation that is not of the plan',
    of: 'edit',
    field: 'recommendationIds',
    tell: edited({ recommendationIds: newId() }, 'active'),
  },
  {
    wrong: 'an action comes of a decision that is not of the plan',
    of: 'edit',
    field: 'decisionId',
    tell: edited({ decisionId: newId() }, 'active'),
  },
  {
    wrong: 'an action is meant to move a measure that is not of the plan',
    of: 'edit',
    field: 'measureIds',
    tell: edited({ measureIds: newId() }, 'active'),
  },
  {
    wrong: 'an agreed action is given a start after its due date',
    field: 'startOn',
    tell: edited({ startOn: '2026-12-19' }, 'active'),
  },
]
