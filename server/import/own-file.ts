import { horizonNames } from '#db/schema/plan.ts'
import type { ActionDraft, PlanDraft, PriorityDraft } from '#db/write/plan-draft.ts'
import { readForm } from './form.ts'
import { brokenReferences } from './own-form-references.ts'
import { type OwnFile, ownForm } from './own-form.ts'
import { PlanFileError } from './plan-file-error.ts'
import type { Tree } from './tree.ts'

/**
 * Read Waymark's own documented plan file.
 * @returns the plan; its title is null where the file gives none
 * @throws PlanFileError with every problem: first those of single entries, then those between entries
 */
export function readOwnForm(tree: Tree, name: string): Omit<PlanDraft, 'title'> & { title: string | null } {
  const file = readForm(ownForm, tree, name)
  const broken = brokenReferences(file, tree)
  if (broken.length > 0) throw new PlanFileError(name, broken)
  return {
    title: file.title,
    description: file.description,
    vision: file.vision,
    ownerBody: file.ownerBody,
    challenges: file.challenges,
    firstOn: file.term?.first ?? null,
    lastOn: file.term?.last ?? null,
    people: file.people,
    members: file.members,
    horizons: horizonNames.flatMap((horizon) => {
      const window = file.horizons?.[horizon]
      return window
        ? [{ name: horizon, label: window.label, firstOn: window.first, lastOn: window.last }]
        : []
    }),
    recommendations: file.recommendations,
    priorities: file.priorities.map(priorityIn),
  }
}

type PrioritySaid = OwnFile['priorities'][number]

function priorityIn(said: PrioritySaid): PriorityDraft {
  const { lead, confidence, actions, ...priority } = said
  return { ...priority, leadEmail: lead, outcomeConfidence: confidence, actions: actions.map(actionIn) }
}

function actionIn(said: PrioritySaid['actions'][number]): ActionDraft {
  const { owner, contributors, start, due, milestones, ...action } = said
  return {
    ...action,
    ownerEmail: owner,
    contributorEmails: contributors,
    startOn: start,
    dueOn: due,
    milestones: milestones.map((milestone) => ({ title: milestone.title, dueOn: milestone.due })),
  }
}
