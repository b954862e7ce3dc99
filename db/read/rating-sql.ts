import { type SQL, sql } from '#db/connection/drizzle.ts'
import { actions, blockers, evidence, extensions, milestones, plans } from '#db/schema/index.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { type Rating, ratingCodes } from '#workflows/rating/rating.ts'
import { TAKEN_OUT_URL } from '#workflows/redaction/marks.ts'

/**
 * The rating rule as SQL, for lists and counts: the code that `ratingCodeOf` gives, for a row of `actions` joined
 * to its row of `plans`. A property test holds the two to each other.
 */
export function ratingCodeSql(day: Day): SQL<string> {
  const today = sql`${day}::date`
  const judged = sql`(case when ${actions.state} in ('submitted', 'endorsed') then coalesce(${actions.submittedOn}, ${today}) else ${today} end)`
  const daysLate = sql`(${actions.forecastOn} - ${actions.dueOn})`
  const silentSince = sql`greatest(${actions.lastUpdateOn}, ${actions.agreedOn}, ${actions.startOn})`
  const blocking = sql`${blockers.sinceOn} <= ${judged} and (${blockers.state} = 'open' or ${blockers.resolvedOn} > ${judged})`
  const missed = sql`${milestones.dueOn} < ${judged} and (${milestones.state} = 'planned' or (${milestones.state} = 'met' and ${milestones.metOn} > ${judged}))`
  return sql<string>`case
    when ${actions.state} in ('cancelled', 'superseded') then 'excluded'
    when ${actions.state} = 'draft' then 'notAgreed'
    when ${actions.state} = 'embedded' then 'embedded'
    when ${actions.state} = 'signedOff' and ${actions.embedCheckOn} < ${today} then 'embedCheckOverdue'
    when ${actions.state} = 'signedOff' then 'completeEmbedding'
    when ${actions.state} = 'agreed' and ${actions.startOn} > ${judged} then 'notDue'
    when ${actions.dueOn} < ${judged} then 'overdue'
    when ${daysLate} > ${plans.farLateDays} then 'forecastFarLate'
    when ${part(blockers, sql`${blockers.critical} and ${blocking}`)} then 'criticalBlocker'
    when ${actions.ownRating} = 'red' then 'ownRatingRed'
    when ${daysLate} > 0 then 'forecastLate'
    when ${part(blockers, blocking)} then 'openBlocker'
    when ${actions.dueOn} <= ${judged} + ${plans.dueSoonDays} and not ${part(evidence, sql`${evidence.url} <> ${TAKEN_OUT_URL}`)} then 'dueSoonNoEvidence'
    when ${silentSince} <= ${judged} - ${plans.staleDays} then 'stale'
    when ${part(extensions, sql`${extensions.state} = 'requested'`)} then 'extensionRequested'
    when ${actions.timesExtended} >= ${plans.oftenExtended} then 'extendedOften'
    when ${actions.state} = 'agreed' and ${actions.startOn} < ${judged} then 'notStarted'
    when ${part(milestones, missed)} then 'milestoneMissed'
    when ${actions.ownerId} is null then 'ownerMissing'
    when ${actions.dueOn} is null then 'dueMissing'
    when ${actions.ownRating} = 'amber' then 'ownRatingAmber'
    else 'onTrack'
  end`
}

/** The colour of a code, in SQL, by the same table as in the code. */
export function ratingOfCodeSql(code: SQL): SQL<Rating> {
  const cases = Object.entries(ratingCodes).map(([name, rating]) =>
    sql.raw(`when '${name}' then '${rating}'`),
  )
  return sql<Rating>`case ${code} ${sql.join(cases, sql` `)} end`
}

function part(
  table: typeof blockers | typeof evidence | typeof extensions | typeof milestones,
  condition: SQL,
): SQL {
  return sql`exists (select from ${table} where ${table.actionId} = ${actions.id} and ${condition})`
}
