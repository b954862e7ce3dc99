import type { ActionRead } from '#db/queries/action-facts.ts'
import type { Work } from '#db/queries/work.ts'
import { type ActionLine, actionLines, count, day, emptyState, ratingKey, section, weekday } from '#server/html/components.ts'
import { button } from '#server/html/govuk.ts'
import { type Html, html } from '#server/html/html.ts'
import { ratingMeanings } from '#server/web/rating-meanings.ts'
import { type Day, daysBetween, londonDay } from '#workflows/calendar.ts'
import { defaultSettings } from '#workflows/plan-settings.ts'
import { ratingOf } from '#workflows/rating.ts'
import { digestDueAt } from '#workflows/weeks.ts'

/**
 * What waits for a person, most pressing first, each line one press from its form.
 * @param nextWeek the week whose digest goes next
 */
export function myWork(work: Work, { today, nextWeek }: { today: Day; nextWeek: Day }): Html {
  const groups = groupsOf(work, today).filter(({ lines }) => lines.length > 0)
  const waiting = groups.reduce((sum, { lines }) => sum + lines.length, 0)
  const digest = weekday(londonDay(digestDueAt(nextWeek)))
  return html`${
    waiting === 0
      ? emptyState({
          title: 'Nothing is waiting for you',
          text: `No action of yours is overdue, returned, quiet or due soon, and no decision is yours to make. The next email goes on ${digest}.`,
          next: button({ text: 'See the plans', href: '/plans', look: 'secondary' }),
        })
      : html`<p class="wm-lead">${count(waiting, 'thing waits', 'things wait')} for you.</p>`
  }${groups.map(({ id, title, intro, lines }) =>
    section({ title, id, number: lines.length, ...(intro && { intro }), body: actionLines(lines) }),
  )}${
    work.other.length > 0 &&
    section({
      title: 'Also yours',
      id: 'other',
      number: work.other.length,
      intro: 'Nothing is asked of you here today.',
      body: actionLines(work.other.map((read) => otherLine(read, today))),
    })
  }${waiting + work.other.length > 0 && ratingKey(ratingMeanings(settingsShown(work)))}`
}

type Group = { id: string; title: string; intro?: string; lines: ActionLine[] }

function groupsOf(work: Work, today: Day): Group[] {
  const owned = (reads: readonly ActionRead[]) => reads.map((read) => ownerLine(read, today))
  return [
    { id: 'overdue', title: 'Overdue', lines: owned(work.overdue) },
    {
      id: 'returned',
      title: 'Returned to you',
      intro: 'The lead or the chair sent these back with a reason.',
      lines: owned(work.returned),
    },
    { id: 'due-soon', title: 'Due soon', lines: owned(work.dueSoon) },
    {
      id: 'stale',
      title: 'Quiet for too long',
      intro: 'Nobody has heard how these are going. A sentence is enough.',
      lines: owned(work.stale),
    },
    {
      id: 'milestones',
      title: 'Milestones past their date',
      lines: work.milestones.map((milestone) => milestoneLine(milestone, today)),
    },
    {
      id: 'to-endorse',
      title: 'To endorse',
      intro: 'Their owners say they are done. Open the evidence, then endorse or return.',
      lines: work.toEndorse.map((read) => decideLine(read, today)),
    },
    {
      id: 'to-sign-off',
      title: 'To sign off',
      lines: work.toSignOff.map((read) => decideLine(read, today)),
    },
    {
      id: 'extensions',
      title: 'More time asked for',
      intro: 'A due date moves only if you agree.',
      lines: work.extensionsToDecide.map((asked) => extensionLine(asked, today)),
    },
  ]
}

function line({ facts, plan, priority }: ActionRead, today: Day): ActionLine {
  const { rating, because } = ratingOf(facts, plan.settings, today)
  return {
    ref: facts.ref,
    title: facts.title,
    href: `/actions/${facts.id}`,
    rating,
    because,
    meta: `${plan.title}, priority ${priority.ref}: ${priority.title}`,
    due: facts.dueOn,
    timesMoved: facts.timesExtended,
  }
}

function ownerLine(read: ActionRead, today: Day): ActionLine {
  const { id, dueOn } = read.facts
  return {
    ...line(read, today),
    ...(dueOn !== null && { daysLate: daysBetween(dueOn, today) }),
    press: { text: 'Update', href: `/actions/${id}/update` },
  }
}

function milestoneLine({ action, milestoneId }: Work['milestones'][number], today: Day): ActionLine {
  const milestone = action.facts.milestones.find(({ id }) => id === milestoneId)
  const dueOn = milestone?.dueOn ?? today
  return {
    ...line(action, today),
    title: milestone?.title ?? '',
    because: `Milestone of: ${action.facts.title}`,
    due: dueOn,
    daysLate: daysBetween(dueOn, today),
    timesMoved: milestone?.timesReplanned ?? 0,
    press: { text: 'Answer', href: `/actions/${action.facts.id}/milestones/${milestoneId}` },
  }
}

function decideLine(read: ActionRead, today: Day): ActionLine {
  const { facts, owner, names } = read
  const submitted = facts.submittedOn === null ? '' : `Submitted on ${day(facts.submittedOn)}${by(facts.submittedBy, names)}`
  const endorsed = facts.endorsedOn === null ? '' : `, endorsed on ${day(facts.endorsedOn)}${by(facts.endorsedBy, names)}`
  return {
    ...line(read, today),
    because: submitted === '' ? `Owner: ${owner?.name ?? 'nobody'}` : `${submitted}${endorsed}.`,
    press: { text: 'Decide', href: `/actions/${facts.id}/decide` },
  }
}

function extensionLine({ action, extensionId }: Work['extensionsToDecide'][number], today: Day): ActionLine {
  const asked = action.facts.extensions.find(({ id }) => id === extensionId)
  return {
    ...line(action, today),
    ...(asked && {
      because: `${action.names[asked.requestedBy] ?? 'The owner'} asks for ${day(asked.dueOn)}, ${count(daysBetween(asked.previousDueOn, asked.dueOn), 'day')} later: ${asked.text}`,
    }),
    press: { text: 'Decide', href: `/actions/${action.facts.id}/decide` },
  }
}

function otherLine(read: ActionRead, today: Day): ActionLine {
  const { facts } = read
  const waits = facts.state === 'submitted' || facts.state === 'endorsed'
  return {
    ...line(read, today),
    ...(facts.dueOn !== null && !waits && { daysLate: daysBetween(facts.dueOn, today) }),
    press: waits
      ? { text: 'Open', href: `/actions/${facts.id}` }
      : { text: 'Update', href: `/actions/${facts.id}/update` },
  }
}

function by(personId: string | null, names: Record<string, string>): string {
  const name = personId === null ? undefined : names[personId]
  return name === undefined ? '' : ` by ${name}`
}

// The key has room for one plan's thresholds. With several plans the first action's are shown.
function settingsShown(work: Work) {
  const reads = [...work.overdue, ...work.returned, ...work.dueSoon, ...work.stale, ...work.toEndorse, ...work.toSignOff]
  return [...reads, ...work.other][0]?.plan.settings ?? defaultSettings
}
