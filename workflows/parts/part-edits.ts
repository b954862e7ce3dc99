import type { ActionFacts } from '#workflows/action/action-facts.ts'
import type { Effects, Requirement, Requirements } from '#workflows/engine/requirement.ts'
import { actorIs } from '#workflows/engine/requirements-shared.ts'

/** Clerical changes to the words of a part, by the person who put it there, while it is open. */
export type PartEdit =
  | { type: 'editMilestone'; milestoneId: string; title: string }
  | { type: 'editBlocker'; blockerId: string; what?: string; waitingOn?: string }
  | {
      type: 'editExtension'
      extensionId: string
      text?: string
      effect?: string | null
      mitigation?: string | null
    }

/** What an edit of a part needs. */
export const partEditRequirements: Requirements<PartEdit> = {
  editMilestone: [
    actorIs('owner', 'lead', 'administrator'),
    isOpen(
      ({ milestones }, event) => milestones.find(({ id }) => id === event.milestoneId)?.state === 'planned',
      'A milestone can be reworded while it is planned.',
    ),
    wordsGiven('title'),
  ],
  editBlocker: [
    theirs(({ blockers }, event) => blockers.find(({ id }) => id === event.blockerId)?.raisedBy),
    isOpen(
      ({ blockers }, event) => blockers.find(({ id }) => id === event.blockerId)?.state === 'open',
      'A blocker can be reworded while it is open.',
    ),
    wordsGiven('what'),
    wordsGiven('waitingOn'),
  ],
  editExtension: [
    theirs(({ extensions }, event) => extensions.find(({ id }) => id === event.extensionId)?.requestedBy),
    isOpen(
      ({ extensions }, event) => extensions.find(({ id }) => id === event.extensionId)?.state === 'requested',
      'A request for more time can be reworded until it is decided.',
    ),
    wordsGiven('text'),
  ],
}

/** What an edit makes of the part: its words and nothing else. */
export const partEditEffects: Effects<PartEdit> = {
  editMilestone: ({ action, event: { milestoneId, title } }) => ({
    ...action,
    milestones: reworded(action.milestones, milestoneId, { title }),
  }),
  editBlocker: ({ action, event: { type: _, blockerId, ...words } }) => ({
    ...action,
    blockers: reworded(action.blockers, blockerId, words),
  }),
  editExtension: ({ action, event: { type: _, extensionId, ...words } }) => ({
    ...action,
    extensions: reworded(action.extensions, extensionId, words),
  }),
}

function isOpen<E extends PartEdit>(
  open: (action: ActionFacts, event: E) => boolean,
  because: string,
): Requirement<E> {
  return { code: 'wrongState', met: ({ action, event }) => open(action, event), because }
}

function theirs<E extends PartEdit>(
  author: (action: ActionFacts, event: E) => string | undefined,
): Requirement<E> {
  return {
    code: 'notYourRole',
    met: ({ action, event, standing }) => author(action, event) === standing.personId,
    because: 'Only the person who wrote it can reword it.',
    who: 'the person who wrote it',
  }
}

/** A text that may be left out, but not emptied. */
function wordsGiven<F extends string>(field: F): Requirement<{ type: string } & Partial<Record<F, string>>> {
  return {
    code: 'fieldMissing',
    field,
    met: ({ event }) => {
      const text: string | undefined = event[field]
      return text === undefined || text.trim() !== ''
    },
    because: 'Leave it as it is, or write something.',
    missing: () => [{ field, detail: 'Leave it as it is, or write something.' }],
  }
}

function reworded<Part extends { id: string }>(parts: Part[], id: string, words: Partial<Part>): Part[] {
  const trimmed = Object.fromEntries(
    Object.entries(words).map(([name, text]) => [name, typeof text === 'string' ? text.trim() : text]),
  )
  return parts.map((part) => (part.id === id ? { ...part, ...trimmed } : part))
}
