import { type Db, rowsOf } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { memberships, people, plans, priorities } from '#db/schema/index.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import type { ActionDraft, MeasureDraft, PlanDraft } from '#db/write/plan-draft.ts'
import { excludedStates } from '#workflows/action/action-facts.ts'
import type { Role } from '#workflows/engine/policy.ts'
import { optionsOf } from '#workflows/measure/spc.ts'
import { mailboxKey } from '#workflows/people/mailbox.ts'
import { sameName } from '#workflows/sameness.ts'
import type { ActionRead } from './action-facts.ts'
import { listMeasures, type MeasureRow } from './measures.ts'
import { recommendationsOf } from './members.ts'
import { callInOf, horizonsOf, type PlanRow, remindersOf, settingsOf } from './plans.ts'
import { readActions } from './read-actions.ts'

type Person = { id: string; name: string; email: string; post: string; role: Role | null }

/**
 * A plan as a draft of another: what it is made of, and nothing of what happened to it. Actions have the due dates
 * that were first agreed, and those that were taken out are left out; so are people who have left. Measures come
 * without figures.
 */
export async function planAsDraft(db: Db, plan: PlanRow): Promise<PlanDraft> {
  const [windows, answered, themes, measures, actions, persons] = await Promise.all([
    horizonsOf(db, plan.id),
    recommendationsOf(db, plan.id),
    db.select().from(priorities).where(eq(priorities.planId, plan.id)).orderBy(priorities.position),
    listMeasures(db, plan.id),
    readActions(db, sql`${plans.id} = ${plan.id} and actions.state not in ${excludedStates}`, {
      orderBy: sql`actions.ref`,
      limit: 100_000,
    }),
    peopleOf(db, plan.id),
  ])
  const emails = new Map(persons.map(({ id, email }) => [id, email]))
  const emailOf = (id: string | null) => (id === null ? null : (emails.get(id) ?? null))
  const measuresIn = (priorityId: string | null) =>
    measures.filter((measure) => measure.priorityId === priorityId).map(measureDraft)
  return {
    title: plan.title,
    description: plan.description,
    vision: plan.vision,
    ownerBody: plan.ownerBody,
    serves: plan.serves,
    challenges: plan.challenges,
    firstOn: plan.firstOn,
    lastOn: plan.lastOn,
    settings: { ...settingsOf(plan), ...remindersOf(plan), ...callInOf(plan) },
    known: {
      people: new Map(persons.map(({ id, email }) => [mailboxKey(email), id])),
      agencies: new Map(
        actions.flatMap(({ agency, facts: { agencyId } }) =>
          agency === null || agencyId === null ? [] : [[sameName(agency), agencyId] as const],
        ),
      ),
    },
    // They are known: nothing of their entries is written.
    people: persons.map(({ name, email, post }) => ({ name, email, post, agency: null })),
    members: persons.flatMap(({ email, role }) => (role ? [{ email, role }] : [])),
    horizons: windows.map(({ name, label, firstOn, lastOn }) => ({ name, label, firstOn, lastOn })),
    recommendations: answered.map(({ ref, source, paragraph, text }) => ({ ref, source, paragraph, text })),
    measures: measuresIn(null),
    priorities: themes.map(({ id, parentId, ref, title, description, impact, leadId }) => ({
      ref,
      title,
      description,
      impact,
      parentRef: themes.find((each) => each.id === parentId)?.ref ?? null,
      leadEmail: emailOf(leadId),
      // What people held to be true of the other plan's outcome is no judgement of this one's.
      outcomeConfidence: 'noData' as const,
      confidenceNote: '',
      measures: measuresIn(id),
      actions: actions
        .filter(({ facts }) => facts.priorityId === id)
        .map((read) => actionDraft(read, emailOf)),
    })),
  }
}

/** Everybody who has a part in a plan and has not left: its members, leads, owners and contributors. */
function peopleOf(db: Db, planId: string): Promise<Person[]> {
  return rowsOf<Person>(
    db,
    sql`select ${people.id}, ${people.name}, ${people.email}, ${people.post}, ${memberships.role}
      from ${people} left join ${memberships} on ${memberships.personId} = ${people.id} and ${memberships.planId} = ${planId}
      where ${people.leftOn} is null and (${memberships.role} is not null
        or ${people.id} in (select lead_id from priorities where plan_id = ${planId})
        or ${people.id} in (select owner_id from actions where plan_id = ${planId})
        or ${people.id} in (select person_id from action_contributors join actions on actions.id = action_id
          where plan_id = ${planId}))
      order by ${inReadingOrder(sql`${people.name}`)}, ${people.id}`,
  )
}

function measureDraft({ ref, title, unit, polarity, ...measure }: MeasureRow): MeasureDraft {
  const { definition, countOf, per, numerator, numeratorSource, denominator, denominatorSource } = measure
  const { decimals, scale, aliases, every, dueAfterDays } = measure
  const judged = optionsOf(measure)
  const parts = { numerator, numeratorSource, denominator, denominatorSource }
  return {
    ref,
    title,
    unit,
    polarity,
    baseline: null,
    target: null,
    targetOn: null,
    note: '',
    figures: { definition, countOf, per, ...parts, decimals, scale, aliases, every, dueAfterDays, ...judged },
  }
}

function actionDraft(
  { facts, horizon, agency, owner, recommendations, measures }: ActionRead,
  emailOf: (id: string | null) => string | null,
): ActionDraft {
  const dueOn = facts.baselineDueOn ?? facts.dueOn
  const open = facts.milestones.filter(({ state }) => state !== 'dropped')
  return {
    ref: facts.ref,
    title: facts.title,
    description: facts.description,
    intendedEffect: facts.intendedEffect,
    critical: facts.critical,
    // What a regulator fixed was the date of the other plan.
    regulatorDate: false,
    horizon: horizon.name,
    ownerEmail: owner === null ? null : emailOf(facts.ownerId),
    contributorEmails: facts.contributorIds.flatMap((id) => emailOf(id) ?? []),
    agency,
    startOn: facts.startOn,
    dueOn,
    criteria: facts.criteria.map(({ text }) => text),
    // A milestone that moved along with more time came before the end of its action first.
    milestones: open.map(({ title, dueOn: by }) => ({
      title,
      dueOn: dueOn !== null && by > dueOn ? dueOn : by,
    })),
    recommendations: recommendations.map(({ ref }) => ref),
    measures: measures.map(({ ref }) => ref),
  }
}
