import { readSection, readSectionForDecision, type SectionRead } from '#db/read/sections.ts'
import { changeSection, type SectionChange, sectionPossibilities } from '#db/write/change-section.ts'
import type { Deps } from '#server/deps.ts'
import { type Actor, todayOf } from '#server/http/actor.ts'
import { changedOrProblem } from '#server/http/changed.ts'
import { Problem } from '#server/http/problem.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import type { SectionFacts } from '#workflows/report/report-facts.ts'

/**
 * A section of a report that the person may see. Throws 404 otherwise.
 * @param moment as it stood then; as it stands now when it is null or left out
 */
export async function seeSection(
  { db }: Deps,
  actor: Actor,
  sectionId: string,
  moment: Instant | null = null,
): Promise<SectionRead> {
  const read = await readSection(db, actor.id, sectionId, moment)
  if (!read) throw noSuchSection()
  return read
}

/**
 * Changes a section by its workflow.
 * @param ifVersion the version the change was decided on
 */
export async function changeOfSection(
  deps: Deps,
  actor: Actor,
  sectionId: string,
  change: SectionChange,
  ifVersion?: number,
): Promise<SectionFacts> {
  await seeSection(deps, actor, sectionId)
  const context = { sectionId, actorId: actor.id, now: deps.clock.now(), ifVersion }
  return changedOrProblem(await changeSection(deps.db, context, change), {
    noun: 'section',
    ifVersion,
    versionOf: ({ section }) => section.version,
    possible: (decision) => sectionPossibilities(decision, context),
  })
}

/** A section with every event of its machine, for the caller. */
export async function sectionWithEvents(deps: Deps, actor: Actor, sectionId: string) {
  await seeSection(deps, actor, sectionId)
  const asker = { actorId: actor.id, today: todayOf(deps) }
  const decision = await readSectionForDecision(deps.db, sectionId, asker)
  if (!decision) throw noSuchSection()
  const { state, version } = decision.section
  const items = sectionPossibilities(decision, { actorId: actor.id, now: deps.clock.now() })
  return { state, version, items }
}

function noSuchSection(): Problem {
  return new Problem('notFound', 'There is no such section, or it is not yours to see.')
}
