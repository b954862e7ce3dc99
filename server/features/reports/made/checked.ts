import { v5 } from 'uuid'
import { listMeasures, type MeasureRow, type ObservationRow } from '#db/read/measures.ts'
import { type DueMoved, dueDatesBefore, namedInPlan } from '#db/read/report-people.ts'
import type { Deps } from '#server/deps.ts'
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
import type { SectionFacts } from '#workflows/report/report-facts.ts'
import { readText } from '#workflows/report/text/report-text.ts'
import type { ReportKnown } from './facts.ts'

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
export async function checkedBy(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  known: ReportKnown,
): Promise<Checked> {
  const { plan, day } = known
  const moment = day < londonDay(clock.now()) ? endOfLondonDay(day) : null
  const [measures, moved, named] = await Promise.all([
    listMeasures(db, plan.id, moment),
    dueDatesBefore(db, plan.id, day),
    namedInPlan(db, plan.id),
  ])
  const facts: PlanAtCutOff = {
    cutOffOn: day,
    measures: measures.map((measure) => measureIn(measure, known.figures.get(measure.id) ?? [])),
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
    const own = scoped(facts, known, section)
    const kept = new Map(section.kept.map(({ key, reason }) => [key, reason]))
    return checkSection({ blocks: readText(section.text).blocks }, own).map(({ key, ...finding }) => {
      const id = v5(key, FINDINGS)
      return { ...finding, id, keptBecause: kept.get(id) ?? null }
    })
  }
}

function scoped(facts: PlanAtCutOff, known: ReportKnown, section: SectionFacts): PlanAtCutOff {
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

function ratedOf(known: ReportKnown, priorityId: string) {
  return known.actions
    .filter(({ priority }) => priority.id === priorityId)
    .map(({ facts, settings }) => ({
      state: facts.state,
      critical: facts.critical,
      rating: ratingOf(facts, settings, known.day).rating,
    }))
}

function actionsIn(known: ReportKnown, moved: readonly DueMoved[]): PlanAtCutOff['actions'] {
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
