import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Problem } from '#server/http/problem.ts'
import { textSchema } from '#server/http/schemas.ts'
import { dayField } from '#server/ui/forms/fields.ts'
import { dayParts } from '#server/ui/forms/forms.ts'
import { day, section } from '#server/ui/html/components.ts'
import { html } from '#server/ui/html/html.ts'
import type { Blocker, Milestone } from '#workflows/action/action-facts.ts'
import { type MilestoneEvent, milestoneWorkflow } from '#workflows/parts/milestone.ts'
import { type DecisionOption, optionsForm, reading } from '../decide/options.ts'
import type { ActionForm } from '../update/form.ts'
import type { Look } from './look.ts'
import { blockerList, dateList, milestoneState } from './view-parts.ts'

/** `/actions/:id/milestones/:partId`: says that a milestone is met, moves it, drops it or opens it again. */
export function milestonePage(look: Look, request: FastifyRequest): ActionForm {
  const milestone = partIn(look.read.facts.milestones, request)
  const may = look.may.milestone(milestone.id)
  const options = milestoneOptions(look, milestone).filter(({ name }) => may[name].allowed)
  return optionsForm(options, {
    title: `Milestone of ${look.read.facts.ref}: ${milestone.title}`,
    heading: milestone.title,
    question: 'How does it stand?',
    above: html`<p class="govuk-body">Milestone for ${day(milestone.dueOn)}. ${milestoneState(milestone, look.today)}.${look.may.rewordMilestone(milestone.id).ok && html` <a class="govuk-link" href="/actions/${look.read.facts.id}/milestones/${milestone.id}/edit">Change its wording</a>`}</p>`,
    closed: 'Milestones are answered by the owner and the lead of the priority.',
    aside: section({ title: 'Dates of the action', id: 'dates', body: dateList(look.read, look.today) }),
  })
}

/** `/actions/:id/blockers/:partId`: says how a blocker was resolved, or calls it critical. */
export function blockerPage(look: Look, request: FastifyRequest): ActionForm {
  const blocker = partIn(look.read.facts.blockers, request)
  const may = look.may.blocker(blocker.id)
  const options = blockerOptions(blocker).filter(
    ({ name }) => may[name].allowed && !(name === 'markCritical' && blocker.critical),
  )
  return optionsForm(options, {
    title: `Blocker of ${look.read.facts.ref}: ${blocker.what}`,
    heading: blocker.what,
    question: 'How does it stand?',
    above: blockerList([blocker], look.today, () => null),
    closed: 'Blockers are answered by the owner and the lead of the priority.',
  })
}

/** The part of an action that a page's address names. Throws 404 for one that is not of this action. */
export function partIn<T extends { id: string }>(parts: readonly T[], request: FastifyRequest): T {
  const { partId } = request.params as { partId: string }
  const part = parts.find(({ id }) => id === partId)
  if (part) return part
  throw new Problem('notFound', 'It is not part of this action.')
}

type MilestoneOption = DecisionOption & { name: 'meet' | 'replan' | 'drop' | 'reopen' }

function milestoneOptions({ read, may, today }: Look, { id: milestoneId }: Milestone): MilestoneOption[] {
  const { dueOn, ref } = read.facts
  const rule = (event: MilestoneEvent['type'], field: string) =>
    may.rule(milestoneWorkflow.requirements, event, field)
  const { schema: dropSchema, ...drop } = reasonFor(
    'Why is it no longer needed?',
    'Say why it is no longer needed',
  )
  const { schema: reopenSchema, ...reopen } = reasonFor(
    'Why is it opened again?',
    'Say why it is opened again',
  )
  return [
    {
      name: 'meet',
      label: 'It is met',
      press: 'Mark it as met',
      fields: ({ day: date }) => date('metOn', { label: 'When was it met?', hint: 'Today or earlier' }),
      initial: dayParts('metOn', today),
      dates: ['metOn'],
      labels: { metOn: 'Met on' },
      read: reading(
        z.object({
          metOn: dayField('the day on which it was met', rule('meet', 'metOn')),
        }),
        ['metOn'],
        (data) => ({ subject: 'milestone', event: { type: 'meet', milestoneId, ...data } }),
      ),
      done: () => `The milestone of ${ref} is met.`,
    },
    {
      name: 'replan',
      label: 'It needs another date',
      press: 'Move it',
      hint: dueOn === null ? '' : `Not after ${day(dueOn)}, when the action is due`,
      fields: ({ day: date, text }) =>
        html`${date('dueOn', { label: 'Which new date?', hint: 'For example, 27 3 2027' })}${text('reason', { label: 'Why does it move?', rows: 3 })}`,
      dates: ['dueOn'],
      labels: { dueOn: 'New date', reason: 'Reason' },
      read: reading(
        z.object({
          dueOn: dayField('the new date', rule('replan', 'dueOn')),
          reason: textSchema('Say why it moves'),
        }),
        ['dueOn'],
        (data) => ({
          subject: 'milestone',
          event: { type: 'replan', milestoneId, ...data },
        }),
      ),
      done: () => `The milestone of ${ref} has a new date.`,
    },
    {
      name: 'drop',
      label: 'It is no longer needed',
      press: 'Drop it',
      ...drop,
      read: reading(dropSchema, [], (data) => ({
        subject: 'milestone',
        event: { type: 'drop', milestoneId, ...data },
      })),
      done: () => `The milestone of ${ref} is dropped.`,
    },
    {
      name: 'reopen',
      label: 'It is not met after all',
      press: 'Open it again',
      ...reopen,
      read: reading(reopenSchema, [], (data) => ({
        subject: 'milestone',
        event: { type: 'reopen', milestoneId, ...data },
      })),
      done: () => `The milestone of ${ref} is open again.`,
    },
  ]
}

function reasonFor(why: string, because: string) {
  return {
    fields: ({ text }: Parameters<NonNullable<DecisionOption['fields']>>[0]) =>
      text('reason', { label: why, rows: 3 }),
    labels: { reason: 'Reason' },
    schema: z.object({ reason: textSchema(because) }),
  }
}

type BlockerOption = DecisionOption & { name: 'resolve' | 'markCritical' | 'reopen' }

function blockerOptions({ id: blockerId }: Blocker): BlockerOption[] {
  const { schema: reopenSchema, ...reopen } = reasonFor(
    'Why does the action wait for it again?',
    'Say why the action waits for it again',
  )
  return [
    {
      name: 'resolve',
      label: 'It is resolved',
      press: 'Mark it as resolved',
      fields: ({ text }) => text('how', { label: 'How was it resolved?', rows: 3 }),
      labels: { how: 'How it was resolved' },
      read: reading(z.object({ how: textSchema('Say how it was resolved') }), [], (data) => ({
        subject: 'blocker',
        event: { type: 'resolve', blockerId, ...data },
      })),
      done: ({ facts }) => `The blocker of ${facts.ref} is resolved.`,
    },
    {
      name: 'markCritical',
      label: 'It is critical',
      press: 'Call it critical',
      hint: 'The action turns red until it is resolved.',
      read: reading(z.object({}), [], () => ({
        subject: 'blocker',
        event: { type: 'markCritical', blockerId },
      })),
      done: ({ facts }) => `The blocker of ${facts.ref} is marked critical.`,
    },
    {
      name: 'reopen',
      label: 'It is not resolved after all',
      press: 'Open it again',
      ...reopen,
      read: reading(reopenSchema, [], (data) => ({
        subject: 'blocker',
        event: { type: 'reopen', blockerId, ...data },
      })),
      done: ({ facts }) => `The blocker of ${facts.ref} is open again.`,
    },
  ]
}
