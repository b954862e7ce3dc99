import type { ActionEventSheet } from '#server/sheets/event.ts'
import { day, line, text } from '#server/sheets/field.ts'
import { day as inWords } from '#server/ui/html/words.ts'
import { limits } from '#workflows/limits.ts'
import type { MilestoneEvent } from '#workflows/parts/milestone.ts'

const title = line({
  label: 'Milestone',
  ask: 'What has been reached by then?',
  because: 'Enter what has been reached by then.',
  limit: limits.milestone.title,
})

/** What describes a milestone. */
export const milestoneFields = {
  title: { ...title, hint: 'Such as The first team is trained' },
  dueOn: day({
    label: 'Date',
    ask: 'By which day?',
    hint: 'For example, 27 3 2027',
    what: 'the date of the milestone',
  }),
}

/** What is told of a milestone, once it is in its action. */
export const milestoneEvents = {
  meet: {
    summary: 'Say that a milestone is met',
    fields: {
      metOn: day({
        label: 'Met on',
        ask: 'When was it met?',
        hint: 'Today or earlier',
        what: 'the day on which it was met',
      }),
    },
    label: 'It is met',
    press: 'Mark it as met',
    done: ({ facts }) => `The milestone of ${facts.ref} is met.`,
    history: ({ on, part }) => ({
      what: `Met the milestone on ${on('metOn')}: ${part('milestones', 'title')}`,
    }),
  },
  replan: {
    summary: 'Move a milestone to another date',
    fields: {
      dueOn: day({
        label: 'New date',
        ask: 'Which new date?',
        hint: 'For example, 27 3 2027',
        what: 'the new date',
      }),
      reason: text({
        label: 'Reason',
        ask: 'Why does it move?',
        because: 'Say why the milestone moves.',
        limit: limits.milestone.reason,
        rows: 3,
      }),
    },
    label: 'It needs another date',
    press: 'Move it',
    hint: ({ facts: { dueOn } }) =>
      dueOn === null ? '' : `Not after ${inWords(dueOn)}, when the action is due`,
    done: ({ facts }) => `The milestone of ${facts.ref} has a new date.`,
    history: ({ on, text: said, part }) => ({
      what: `Moved a milestone to ${on('dueOn')}: ${part('milestones', 'title')}`,
      body: [said('reason')],
    }),
  },
  drop: {
    summary: 'Drop a milestone that is no longer needed',
    fields: {
      reason: text({
        label: 'Reason',
        ask: 'Why is it no longer needed?',
        because: 'Say why the milestone is no longer needed.',
        limit: limits.milestone.reason,
        rows: 3,
      }),
    },
    label: 'It is no longer needed',
    press: 'Drop it',
    done: ({ facts }) => `The milestone of ${facts.ref} is dropped.`,
    history: ({ text: said, part }) => ({
      what: `Dropped a milestone: ${part('milestones', 'title')}`,
      body: [said('reason')],
    }),
  },
  reopen: {
    summary: 'Open a milestone again',
    fields: {
      reason: text({
        label: 'Reason',
        ask: 'Why is it opened again?',
        because: 'Say why the milestone is opened again.',
        limit: limits.milestone.reason,
        rows: 3,
      }),
    },
    label: 'It is not met after all',
    press: 'Open it again',
    done: ({ facts }) => `The milestone of ${facts.ref} is open again.`,
    history: ({ text: said, part }) => ({
      what: `Opened a milestone again: ${part('milestones', 'title')}`,
      body: [said('reason')],
    }),
  },
} satisfies Record<MilestoneEvent['type'], ActionEventSheet>

/** What of a milestone may be reworded. */
export const milestoneEdit = {
  fields: { title },
  history: ({ text: said }) => ({ what: `Reworded a milestone: ${said('title')}` }),
} satisfies Pick<ActionEventSheet, 'fields' | 'history'>
