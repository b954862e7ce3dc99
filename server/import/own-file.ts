import { horizonNames } from '#db/schema/plan.ts'
import type { ActionDraft, MeasureDraft, PlanDraft, PriorityDraft } from '#db/write/plan-draft.ts'
import { actionFields } from '#server/features/actions/action-fields-sheet.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { Doubt } from './doubt.ts'
import { doubtsOf } from './file-doubts.ts'
import { readForm } from './form.ts'
import { fieldsInFile } from './from-sheet.ts'
import { actionDescription, withRemarks } from './in-doubt.ts'
import { inspectionIn } from './inspection-in-file.ts'
import { brokenInspections } from './own-form-inspections.ts'
import { brokenReferences } from './own-form-references.ts'
import { describedPriority, type OwnFile, ownForm } from './own-form.ts'
import { inFileOrder, PlanFileError } from './plan-file-error.ts'
import type { Tree } from './tree.ts'

/**
 * Read Waymark's own documented plan file.
 * @param today what may not lie after it; left out, nothing is held to it
 * @returns the plan, its title null where the file gives none, and the doubts that the file gives rise to
 * @throws PlanFileError with every problem: first those of single entries, then those between entries
 */
export function readOwnForm(tree: Tree, name: string, today?: Day): { plan: PlanInFile; doubts: Doubt[] } {
  const file = readForm(ownForm, tree, name)
  const broken = inFileOrder([...brokenReferences(file, tree), ...brokenInspections(file, tree, today)])
  if (broken.length > 0) throw new PlanFileError(name, broken)
  return { plan: planIn(file), doubts: doubtsOf(file) }
}

type PlanInFile = Omit<PlanDraft, 'title'> & { title: string | null }

function planIn(file: OwnFile): PlanInFile {
  return {
    title: file.title,
    description: file.description,
    vision: file.vision?.text ?? '',
    ownerBody: file.ownerBody,
    serves: file.serves,
    challenges: file.challenges.map(({ text }) => text),
    firstOn: file.term?.first ?? null,
    lastOn: file.term?.last ?? null,
    people: file.people.map(({ name, email, post, agency }) => ({ name, email, post, agency })),
    members: file.members.map(({ email, role }) => ({ email, role })),
    horizons: horizonNames.flatMap((horizon) => {
      const window = file.horizons?.[horizon]
      return window
        ? [{ name: horizon, label: window.label, firstOn: window.first, lastOn: window.last }]
        : []
    }),
    recommendations: file.recommendations.map(({ doubt: _, ...recommendation }) => recommendation),
    priorities: file.priorities.map(priorityIn),
    inspections: file.inspections.map(inspectionIn),
  }
}

type PriorityInFile = OwnFile['priorities'][number]

function priorityIn(entry: PriorityInFile): PriorityDraft {
  const { ref, lead, measures, actions } = entry
  return {
    ...fieldsInFile(describedPriority, entry),
    ref,
    description: withRemarks(entry.description, entry),
    leadEmail: lead,
    measures: measures.map(measureIn),
    actions: actions.map(actionIn),
  }
}

function measureIn(entry: PriorityInFile['measures'][number]): MeasureDraft {
  const { doubt: _doubt, source: _source, polarity, ...measure } = entry
  return { ...measure, polarity: polarity ?? 'contextOnly', note: withRemarks(measure.note, entry) }
}

function actionIn(entry: PriorityInFile['actions'][number]): ActionDraft {
  const { ref, horizon, agency, recommendations, measures, owner, contributors } = entry
  return {
    ...fieldsInFile(actionFields, entry),
    ref,
    horizon,
    agency,
    recommendations,
    measures,
    description: actionDescription(entry),
    ownerEmail: owner,
    contributorEmails: contributors,
    criteria: entry.criteria.map(({ text }) => text),
    milestones: entry.milestones.map((milestone) => ({ title: milestone.title, dueOn: milestone.due })),
  }
}
