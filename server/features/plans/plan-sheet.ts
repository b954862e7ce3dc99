import type { PlanDecision } from '#db/read/plan-decision.ts'
import type { PlanEventSheet } from '#server/sheets/event.ts'
import { optional, pick, text } from '#server/sheets/field.ts'
import { limits } from '#workflows/limits.ts'
import type { PlanEvent } from '#workflows/plan/plan.ts'

/** What is told of each event of a plan. */
export const planEvents = {
  submit: {
    summary: 'Submit a plan for approval',
    label: 'Submit it for approval',
    press: 'Submit the plan for approval',
    hint: () =>
      'Every action has its owner, due date and closure criteria, and every recommendation is answered. The chair decides next.',
    done: () => 'The plan is submitted. Its chair approves it or returns it.',
    past: 'Submitted it for approval',
  },
  approve: {
    summary: 'Approve a plan: its actions are agreed',
    label: 'Approve it',
    press: 'Approve the plan',
    hint: () =>
      'Every draft action is agreed, and its due date becomes the baseline that never changes. Each owner is told in one email what is theirs. Weekly emails begin.',
    done: () => 'The plan is approved. Its actions are agreed and their baselines stand.',
    past: 'Approved it',
  },
  return: {
    summary: 'Return a plan to its administrator',
    fields: {
      reason: text({
        label: 'What has to be put right',
        ask: 'What has to be put right?',
        because: 'Say what has to be put right.',
        limit: limits.plan.reason,
        rows: 4,
      }),
    },
    label: 'Return it',
    press: 'Return the plan',
    hint: () => 'Something has to be put right first. It goes back to being a draft.',
    done: () => 'The plan is returned to its administrator, who reads your reason on its page.',
    past: 'Returned it',
  },
  close: {
    summary: 'Close a plan',
    fields: {
      successorId: optional(
        pick({
          label: 'Plan that follows',
          ask: 'Which plan follows it? (optional)',
          none: 'None',
          because: 'Choose the plan that follows, or none.',
        }),
      ),
    },
    label: 'Close it',
    press: 'Close the plan',
    warning: true,
    hint: ({ around }) =>
      around.openPriorities.length === 0
        ? 'Every priority is delivered or sustained. Emails about it stop, and it stays to be read.'
        : 'Emails about it stop, and it stays to be read.',
    done: () => 'The plan is closed. It stays to be read, and its chair can open it again.',
    past: 'Closed it',
  },
  reopen: {
    summary: 'Open a plan again',
    fields: {
      reason: text({
        label: 'Why it is opened again',
        ask: 'Why is it opened again?',
        because: 'Say why the plan is opened again.',
        limit: limits.plan.reason,
        rows: 4,
      }),
    },
    label: 'Open it again',
    press: 'Open the plan again',
    hint: () => 'It becomes active again, and weekly emails go on from the next week.',
    done: () => 'The plan is open again.',
    past: 'Opened it again',
  },
  withdraw: {
    summary: 'Withdraw a plan that was never approved',
    fields: {
      reason: text({
        label: 'Why it is withdrawn',
        ask: 'Why is it withdrawn?',
        because: 'Say why the plan is withdrawn.',
        limit: limits.plan.reason,
        rows: 4,
      }),
    },
    label: 'Withdraw it',
    press: 'Withdraw the plan',
    warning: true,
    hint: () =>
      'It leaves every list, and nobody is asked for anything in it. It stays to be read by its address, and you can reinstate it.',
    done: () => 'The plan is withdrawn. It stays to be read at this address.',
    past: 'Withdrew it',
  },
  reinstate: {
    summary: 'Bring a withdrawn plan back as a draft',
    fields: {
      reason: text({
        label: 'Why it comes back',
        ask: 'Why does it come back?',
        because: 'Say why the plan comes back.',
        limit: limits.plan.reason,
        rows: 4,
      }),
    },
    label: 'Reinstate it',
    press: 'Reinstate the plan',
    hint: () => 'It is a draft again, and stands in the lists.',
    done: () => 'The plan is a draft again.',
    past: 'Reinstated it',
  },
} satisfies Record<PlanEvent['type'], PlanEventSheet<PlanDecision>>
