/** Faults that once lived, planted in every run. */
export const known: readonly { file: string; before: string; after: string }[] = [
  {
    file: 'workflows/action/owner-work.ts',
    before: 'action.dueOn <= addDays(day, settings.dueSoonDays)',
    after: 'action.dueOn < addDays(day, settings.dueSoonDays)',
  },
  {
    file: 'workflows/rating/rating-codes.ts',
    before: 'facts.dueOn <= addDays(day, settings.dueSoonDays)',
    after: 'facts.dueOn < addDays(day, settings.dueSoonDays)',
  },
  {
    file: 'workflows/action/owner-work.ts',
    before: "action.milestones.filter(({ state, dueOn }) => state === 'planned' && dueOn < day)",
    after: "action.milestones.filter(({ state, dueOn }) => state === 'planned' && dueOn <= day)",
  },
  {
    file: 'workflows/action/owner-work.ts',
    before: "state === 'planned' && dueOn < day",
    after: "state !== 'met' && dueOn < day",
  },
  {
    file: 'workflows/parts/extension-requirements.ts',
    before: 'around.chairIds.every(isInvolved)',
    after: 'around.chairIds.some(isInvolved)',
  },
  {
    file: 'workflows/measure/measure-rules.ts',
    before: 'from.n !== null && to.n !== null && from.n !== to.n',
    after: 'from.n !== null && from.n !== to.n',
  },
  {
    file: 'workflows/measure/measure-rules.ts',
    before: 'from.n !== null && to.n !== null && from.n !== to.n',
    after: 'to.n !== null && from.n !== to.n',
  },
  {
    file: 'workflows/measure/measure-progress.ts',
    before: "['percent', 'rate', 'ratio'].includes(measure.unit)",
    after: "['percent', 'rate'].includes(measure.unit)",
  },
  {
    file: 'workflows/measure/measure-progress.ts',
    before: "['percent', 'rate', 'ratio'].includes(measure.unit)",
    after: "['percent', 'rate', 'ratio', 'count'].includes(measure.unit)",
  },
  {
    file: 'workflows/measure/observation-rules.ts',
    before: 'Math.floor((Number(month) - 1) / 3) * 3 + 1',
    after: 'Math.floor(Number(month) / 3) * 3 + 1',
  },
]
