import type { Db } from '#db/connection/connect.ts'
import { eq } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { refuseUnlessDone } from '#db/demo/refuse.ts'
import { readAction } from '#db/read/read-actions.ts'
import { nextReportNumber } from '#db/read/reports.ts'
import { plans } from '#db/schema/index.ts'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import { changePlan } from '#db/write/change-plan.ts'
import { changePriority } from '#db/write/change-priority.ts'
import { changeReport, createReport } from '#db/write/change-report.ts'
import { changeSection, type SectionChange } from '#db/write/change-section.ts'
import { createPlan, type PlanIds } from '#db/write/create-plan.ts'
import { importMeasures } from '#db/write/import-measures.ts'
import { changeAction } from '#db/write/transition.ts'
import { making } from '#server/demonstration.ts'
import { addDays, type Instant, londonHour } from '#workflows/calendar/calendar.ts'
import { mailboxKey } from '#workflows/people/mailbox.ts'
import { newReport } from '#workflows/report/new-report.ts'
import { administratorEmail, chairEmail, emailAt, leadOf, modelDraft, ownerOf, PEOPLE } from './draft.ts'
import { figuresOfModel } from './figures.ts'
import { FIRST_WEEK } from './shape.ts'
import { storyOf } from './story.ts'

/**
 * Makes the model plan in an empty database through the writes that people's requests go through: each state is
 * reached by its events, each history row is the product's own. Where the rules refuse a step it throws, and says which.
 */
export async function makeModel(db: Db, actions: number): Promise<void> {
  const draft = modelDraft(actions)
  const ids = await createPlan(db, draft, { by: administratorEmail, now: at('2026-06-01') })
  const personId = (email: string) => ids.person.get(mailboxKey(email)) ?? ''
  const [chair, administrator] = [personId(chairEmail), personId(administratorEmail)]
  const planned = { planId: ids.plan, notify: false }
  const submitted = { ...planned, actorId: administrator, now: at('2026-06-08') }
  refuseUnlessDone(await changePlan(db, submitted, { type: 'submit' }), 'the plan is not submitted')
  const approved = { ...planned, actorId: chair, now: at('2026-06-15') }
  refuseUnlessDone(await changePlan(db, approved, { type: 'approve' }), 'the plan is not approved')
  for (const [ref, priorityId] of ids.priority) {
    const agreed = { priorityId, actorId: chair, now: at('2026-06-15') }
    refuseUnlessDone(await changePriority(db, agreed, { type: 'agree' }), `${ref} is not agreed`)
  }
  const figures = { measures: figuresOfModel(draft), inspections: [] }
  const loaded = await importMeasures(db, ids.plan, figures, {
    file: 'figures.yaml',
    actorId: administrator,
    now: at('2026-11-10'),
  })
  if (loaded.outcome !== 'done') throw new Error(`The figures are not loaded: ${loaded.outcome}.`)
  await tellStories(db, ids, { personId, chair })
  for (const number of [1, 2]) await writeReport(db, ids, { personId, administrator, number })
  // As the demonstration does: of the past, whose weeks were not mailed, none is caught up.
  await db.update(plans).set({ digestsFrom: FIRST_WEEK }).where(eq(plans.id, ids.plan))
}

const at = (day: string): Instant => londonHour(day, 10)

/** Several at once, since each action's story stands by itself. */
async function tellStories(
  db: Db,
  ids: PlanIds,
  { personId, chair }: { personId: (email: string) => string; chair: string },
): Promise<void> {
  const left = [...ids.action]
  const tell = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const [ref, actionId] = next
      const number = Number(/\d+$/.exec(ref)?.[0]) - 1
      const actors = {
        owner: personId(emailAt(ownerOf(number))),
        lead: personId(emailAt(leadOf(number))),
        chair,
      }
      for (const { by, day, change } of storyOf(number)) {
        const read = await readAction(db, actionId)
        if (!read) throw new Error(`${ref} is not there.`)
        const request: ActionChangeRequest = change(read.facts)
        const context = {
          actionId,
          actorId: actors[by],
          now: at(day),
          notify: false,
        }
        const changed = await changeAction(db, context, request)
        refuseUnlessDone(changed, `${ref} on ${day}: ${request.event.type} is refused`)
      }
    }
  }
  await Promise.all(Array.from({ length: 8 }, tell))
}

type Reporting = { personId: (email: string) => string; administrator: string; number: number }

/** A report of the first template, commissioned of two authors, whose sections are written. */
async function writeReport(
  db: Db,
  ids: PlanIds,
  { personId, administrator, number }: Reporting,
): Promise<void> {
  const template = making.templates[number]
  if (!template) throw new Error('There is no template to make a report from.')
  const forOn = addDays('2026-12-14', number * 7)
  const now = at('2026-11-16')
  const { report, sections } = newReport(
    template,
    { forOn, cutOffOn: '2026-11-30', approverId: personId(chairEmail) },
    { planId: ids.plan, now, newId },
  )
  const numbered = { ...report, number: await nextReportNumber(db, ids.plan) }
  await createReport(db, numbered, sections, administrator)
  const changed = async (sectionId: string, actorId: string, when: string, change: SectionChange) => {
    const context = { sectionId, actorId, now: at(when), notify: false }
    refuseUnlessDone(await changeSection(db, context, change), `${template.title}: ${change.type} is refused`)
  }
  const written = sections.filter(
    ({ kind }) => kind === 'narrative' || kind === 'recommendations' || kind === 'signature',
  )
  const authorOf = (place: number) => personId(emailAt(place % PEOPLE))
  for (const [place, { id }] of written.entries())
    await changed(id, administrator, '2026-11-16', {
      type: 'reassign',
      authorId: authorOf(place),
      dueOn: addDays(forOn, -7),
    })
  const commissioned = { reportId: report.id, actorId: administrator, now: at('2026-11-17'), notify: false }
  const done = await changeReport(db, commissioned, { type: 'commission' }, making)
  refuseUnlessDone(done, `${template.title} is not commissioned`)
  for (const [place, { id, kind }] of written.entries())
    if (kind === 'narrative')
      await changed(id, authorOf(place), '2026-11-24', {
        type: 'saveDraft',
        text: 'Work goes on as planned, and families say so.',
      })
}
