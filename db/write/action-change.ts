import type { ActionEdit } from '#workflows/action/action-edits.ts'
import type { ActionEvent } from '#workflows/action/action-events.ts'
import type { BlockerEvent } from '#workflows/parts/blocker.ts'
import type { ExtensionEvent } from '#workflows/parts/extension-requirements.ts'
import type { MilestoneEvent } from '#workflows/parts/milestone.ts'

/** A change to an action or to a part of it: which workflow decides, on which event. */
export type ActionChangeRequest =
  | { subject: 'action'; event: ActionEvent | ActionEdit }
  | { subject: 'milestone'; event: MilestoneEvent }
  | { subject: 'blocker'; event: BlockerEvent }
  | { subject: 'extension'; event: ExtensionEvent }
