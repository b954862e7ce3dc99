import { v5 } from 'uuid'
import type { Db } from '#db/connection/connect.ts'
import { listMeasures, type MeasureRow, type ObservationRow } from '#db/read/measures.ts'
import { type DueMoved, dueDatesBefore, namedInPlan } from '#db/read/report-people.ts'
import { type TextBefore, textsBefore } from '#db/read/sections.ts'
import type { ReportAsked } from '#db/write/change-report.ts'
import { isCounted } from '#workflows/action/action-facts.ts'
import { endOfLondonDay, londonDay } from '#workflows/calendar/calendar.ts'
import { recalculate } from '#workflows/measure/measure-recalculation.ts'
import { priorityRatingOf } from '#workflows/rating/priority-rating.ts'
import { ratingOf } from '#workflows/rating/rating.ts'
import { checkSection } from '#workflows/report/checks/check-section.ts'
import type { Finding } from '#workflows/report/checks/finding.ts'
import type {
  MeasureInScope,
  ReportedFigure,
  PlanAtCutOff,
} from '#workflows/report/checks/plan-at-cut-off.ts'
import { isWritten, type SectionFacts } from '#workflows/report/report-facts.ts'
import { readText } from '#workflows/report/text/report-text.ts'
import type { TextKnown } from './facts.ts'

/** A finding of a section, with the id by which its answer is given, and whether it was answered. */
export type SectionFinding = Omit<Finding, 'key'> & { id: string; keptBecause: string | null }

// The keys of findings become ids by this name, the same for the same finding for ever.
const FINDINGS = '0b0d2a5e-3f1c-5d61-9f55-8f3a6f0c7a11'

/** Checks the texts of sections against the plan at the cut-off. */
export type Checked = (section: SectionFacts) => SectionFinding[]

/**
 * Reads what the texts of a report are held against, each kind of thing in one statement, and gives what checks one
 * of its sections.
 */
export async function checkedBy(db: Db, { report, now }: ReportAsked, known: TextKnown): Promise<Checked> {
  const { plan, day } = known
  const moment = day < londonDay(now) ? endOfLondonDay(day) : null
  const [measures, moved, named, before] = await Promise.all([
    listMeasures(db, plan.id, moment),
    dueDatesBefore(db, plan.id, day),
    namedInPlan(db, plan.id),
    textsBefore(db, report),
  ])
  const facts: PlanAtCutOff = {
    cutOffOn: day,
    measures: measures.map((measure) => measureIn(measure, known.figures.get(measure.id) ?? [])),
    insertable: known.looks.map(({ measure: { ref, title }, newest }) => ({
      reference: ref,
      title,
      hasFigure: newest !== null,
    })),
    priorities: known.priorities.map(({ id, ref, title }) => ({
      reference: ref,
      title,
      rating: priorityRatingOf(ratedOf(known, id)).rating,
    })),
    actions: actionsIn(known, moved),
    people: named.map(({ name, leftOn }) => ({ name, leftOn })),
    posts: postsOf(named),
    lastEdition: null,
    served: [plan.serves],
  }
  return (section) => {
    if (section.text.trim() === '') return []
    const lastEdition = isWritten(section.kind) ? lastOf(section, before) : null
    const own = { ...scoped(facts, known, section), lastEdition }
    const kept = new Map(section.kept.map(({ key, reason }) => [key, reason]))
    return checkSection({ blocks: readText(section.text).blocks }, own).map(({ key, ...finding }) => {
      const id = v5(key, FINDINGS)
      return { ...finding, id, keptBecause: kept.get(id) ?? null }
    })
  }
}

/** Standing text and introductions stay as they are with good reason: only what a person wrote is held against it. */
function lastOf({ heading }: SectionFacts, before: readonly TextBefore[]): PlanAtCutOff['lastEdition'] {
  const last = before.find((each) => each.heading === heading)
  if (!last) return null
  const { edition, issuedAt, text } = last
  return { edition, issuedOn: londonDay(issuedAt), blocks: readText(text).blocks }
}

function scoped(facts: PlanAtCutOff, known: TextKnown, section: SectionFacts): PlanAtCutOff {
  if (section.measureIds.length + section.priorityIds.length === 0) return facts
  const refs = (ids: readonly string[], all: readonly { id: string; ref: string }[]) =>
    all.filter(({ id }) => ids.length === 0 || ids.includes(id)).map(({ ref }) => ref)
  const measures = refs(
    section.measureIds,
    known.looks.map(({ measure }) => measure),
  )
  const priorities = refs(section.priorityIds, known.priorities)
  return {
    ...facts,
    measures: facts.measures.filter(({ reference }) => measures.includes(reference)),
    priorities: facts.priorities.filter(({ reference }) => priorities.includes(reference)),
    actions: facts.actions.filter(({ priorityReference }) => priorities.includes(priorityReference)),
  }
}

function ratedOf(known: TextKnown, priorityId: string) {
  return known.actions
    .filter(({ priority }) => priority.id === priorityId)
    .map(({ facts, settings }) => ({
      state: facts.state,
      critical: facts.critical,
      rating: ratingOf(facts, settings, known.day).rating,
    }))
}

function actionsIn(known: TextKnown, moved: readonly DueMoved[]): PlanAtCutOff['actions'] {
  return known.actions
    .filter(({ facts }) => isCounted(facts.state))
    .map(({ facts, priority, owner, settings }) => ({
      reference: facts.ref,
      title: facts.title,
      priorityReference: priority.ref,
      rating: ratingOf(facts, settings, known.day).rating,
      state: facts.state,
      dueOn: facts.dueOn,
      dueBefore: moved.flatMap(({ actionId, dueOn, movedOn }) =>
        actionId === facts.id ? [{ dueOn, movedOn }] : [],
      ),
      owner: owner?.name ?? null,
      formerOwners: [],
    }))
}

function measureIn(measure: MeasureRow, figures: readonly ObservationRow[]): MeasureInScope {
  const { ref, title, aliases, unit, per, polarity, decimals, countOf, denominatorSource } = measure
  const { targetValue, targetTolerance } = measure
  return {
    reference: ref,
    title,
    aliases,
    unit,
    per,
    polarity,
    decimals,
    countOf,
    denominatorSource,
    targetValue,
    targetTolerance,
    figures: figures.filter(({ kind }) => kind === 'figure').map((figure) => figureIn(measure, figure)),
  }
}

function figureIn(measure: MeasureRow, figure: ObservationRow): ReportedFigure {
  const { asAtOn, periodStartOn, published, value, numerator, denominator, denominatorSource } = figure
  const again = recalculate(measure, figure)
  const recalculated = again.outcome === 'notRecalculated' ? null : again.value
  return { asAtOn, periodStartOn, published, value, numerator, denominator, denominatorSource, recalculated }
}

/** Each post with who holds it, and who held it until they left. */
function postsOf(
  named: readonly { name: string; post: string; leftOn: string | null }[],
): PlanAtCutOff['posts'] {
  const posts = Map.groupBy(
    named.filter(({ post }) => post !== ''),
    ({ post }) => post,
  )
  return [...posts].flatMap(([post, all]) => {
    const here = all.filter(({ leftOn }) => leftOn === null)
    const before = all.flatMap(({ name, leftOn }) => (leftOn === null ? [] : [{ name, until: leftOn }]))
    // Of a post that several hold nobody can say who has it.
    return here.length > 1
      ? []
      : [{ post, holder: here[0]?.name ?? null, since: before.at(-1)?.until ?? null, before }]
  })
}
