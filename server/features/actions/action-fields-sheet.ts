import { line } from '#server/sheets/field.ts'
import { dayOrNone, freeText, type NounField, tick } from '#server/sheets/noun.ts'
import type { ActionChange } from '#workflows/action/action-edits.ts'
import type { ActionDescription } from '#workflows/action/action-facts.ts'
import { limits } from '#workflows/limits.ts'

/** What is done. */
export const whatFields = {
  title: line({
    label: 'Title',
    hint: 'What is done, in one line, such as Train every social worker in the new way of working',
    because: 'Enter what the action commits to.',
    limit: limits.action.title,
  }),
  description: freeText({
    label: 'Description',
    hint: 'What it takes, for a reader who is new to it',
    rows: 4,
    limit: limits.action.description,
  }),
  intendedEffect: freeText({
    label: 'Intended effect',
    hint: 'What is to be different once it is done, and by how much, such as Half as many referrals come back within a year',
    rows: 2,
    limit: limits.action.intendedEffect,
  }),
}

/** When it is done. */
export const whenFields = {
  startOn: dayOrNone({
    label: 'Start',
    hint: 'The day on which work on it begins. For example, 4 1 2027',
    what: 'the day on which it starts',
    edited: 'start date',
    inFile: 'start',
  }),
  dueOn: dayOrNone({
    label: 'Due date',
    ask: 'Due date',
    hint: 'The day by which it is done, for example, 31 3 2027. Once agreed, it moves only by a decision',
    what: 'the due date',
    inFile: 'due',
  }),
}

/** How it is watched. */
export const watchedFields = {
  critical: tick({
    label: 'Critical action',
    ask: 'How much hangs on it?',
    says: 'It is a critical action',
    hint: 'The plan fails if it does',
    edited: 'whether it is critical',
  }),
  regulatorDate: tick({
    label: 'Date fixed by a regulator',
    ask: 'Who fixed the due date?',
    says: 'A regulator fixed it',
    hint: 'It then moves only with the regulator’s agreement on record',
    edited: 'whether the regulator fixed its date',
  }),
}

/** What describes an action in words, days and ticks of its own. */
export const actionFields = { ...whatFields, ...whenFields, ...watchedFields } satisfies Record<
  keyof ActionDescription,
  NounField
>

/** What an action is tied to: people, an agency, parts of its plan, and its own criteria. */
export const actionTies: Record<
  Exclude<keyof ActionChange, keyof ActionDescription>,
  { label: string; edited?: string }
> = {
  priorityId: { label: 'Priority' },
  horizonId: { label: 'Horizon' },
  ownerId: { label: 'Owner' },
  ownerPost: { label: 'Post of the owner' },
  agencyId: { label: 'Agency' },
  contributorIds: { label: 'Contributors' },
  criteria: { label: 'Closure criteria' },
  recommendationIds: { label: 'Recommendations' },
  measureIds: { label: 'Measures that it is meant to move' },
  decisionId: { label: 'Decision that it came from', edited: 'which decision it came from' },
}
