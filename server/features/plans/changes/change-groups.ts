import { count, day, moment, ratingTag } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import type { Rating } from '#workflows/rating/rating.ts'
import type { changesOf } from './changes.ts'

export type Changes = Awaited<ReturnType<typeof changesOf>>

/** One thing that changed: what, with the reason, and who did it where somebody did. */
export type ChangeLine = {
  action: Changes['turned'][number]['action']
  /** The colour that it has now, where that is what changed. */
  look?: Rating
  what: Html | string
  who?: string
}

export type ChangeGroup = { id: string; title: string; list: ChangeLine[] }

/** What changed in the order in which a board asks: what turned red, amber and so on, then what was done and decided. */
export function changeGroups(changes: Changes): ChangeGroup[] {
  return [...turnedGroups(changes), ...doneGroups(changes)]
}

const colours = [
  ['red', 'Turned red'],
  ['amber', 'Turned amber'],
  ['green', 'Turned green'],
  ['blue', 'Turned blue'],
  ['grey', 'Not due again'],
] as const

function turnedGroups({ turned }: Changes): ChangeGroup[] {
  return colours.map(([rating, title]) => ({
    id: `turned-${rating}`,
    title,
    list: turned
      .filter(({ to }) => to.rating === rating)
      .map(({ action, from, to }) => ({
        action,
        look: rating,
        what: html`${ratingTag(from.rating)} to ${ratingTag(to.rating)} ${to.because}`,
      })),
  }))
}

function doneGroups(changes: Changes): ChangeGroup[] {
  return [
    {
      id: 'overdue',
      title: 'Ran past the date',
      list: changes.newlyOverdue.map(({ action, dueOn, overdueDays }) => ({
        action,
        what: `Due on ${dayOr(dueOn)}, ${count(overdueDays, 'day')} late`,
      })),
    },
    {
      id: 'moved',
      title: 'Date moved',
      list: changes.moved.map(({ action, from, to, days, reason, ...by }) => ({
        action,
        what: `From ${day(from)} to ${day(to)}, ${count(Math.abs(days), 'day')} ${days > 0 ? 'later' : 'earlier'}${because(reason)}`,
        who: who(by),
      })),
    },
    {
      id: 'closed',
      title: 'Finished',
      list: changes.closed.map(({ action, to, ...by }) => ({ action, what: finished(to), who: who(by) })),
    },
    {
      id: 'reopened',
      title: 'Opened again',
      list: changes.reopened.map(({ action, dueOn, reason, ...by }) => ({
        action,
        what: `Due on ${dayOr(dueOn)} now${because(reason)}`,
        who: who(by),
      })),
    },
    {
      id: 'added',
      title: 'Added',
      list: changes.added.map(({ action, ...by }) => ({
        action,
        what: `Written into priority ${action.priority.ref}`,
        who: who(by),
      })),
    },
    {
      id: 'handedOver',
      title: 'Handed over',
      list: changes.handedOver.map(({ action, from, to, reason, ...by }) => ({
        action,
        what: `From ${from?.name ?? 'nobody'} to ${to?.name ?? 'nobody'}${because(reason)}`,
        who: who(by),
      })),
    },
    { id: 'out', title: 'Taken out of the plan', list: takenOut(changes) },
    {
      id: 'reinstated',
      title: 'Brought back',
      list: changes.reinstated.map(({ action, dueOn, reason, ...by }) => ({
        action,
        what: `Due on ${dayOr(dueOn)}${because(reason)}`,
        who: who(by),
      })),
    },
  ]
}

function takenOut({ cancelled, superseded }: Changes): ChangeLine[] {
  return [
    ...cancelled.map(({ action, reason, ...by }) => ({
      action,
      what: `Cancelled${because(reason)}`,
      who: who(by),
    })),
    ...superseded.map(({ action, successor, reason, ...by }) => ({
      action,
      what: `Taken over by ${successor?.name ?? 'another action'}${because(reason)}`,
      who: who(by),
    })),
  ]
}

// What the rules ask for before each of the two: nobody types a reason.
function finished(to: Changes['closed'][number]['to']): string {
  return to === 'embedded'
    ? 'Confirmed that the change has stuck, by evidence dated after sign-off'
    : 'Signed off, with evidence for every closure criterion'
}

function who({ actor, at }: { actor: { name: string } | null; at: Instant }): string {
  return `Done by ${actor?.name ?? 'Waymark'}, ${moment(at)}`
}

function because(reason: string | null): string {
  return reason === null || reason === '' ? '. No reason was given' : `: ${reason}`
}

function dayOr(value: Day | null): string {
  return value === null ? 'no day' : day(value)
}
