import type { HistoryEntry } from '#db/read/history.ts'
import { blockerEdit, blockerEvents } from '#server/features/actions/blocker-sheet.ts'
import { extensionEdit, extensionEvents } from '#server/features/actions/extension-sheet.ts'
import { milestoneEdit, milestoneEvents } from '#server/features/actions/milestone-sheet.ts'
import type { ActionEventSheet } from '#server/sheets/event.ts'
import { changeOf, type HistoryLine, type Known, historyReader } from '#server/sheets/history.ts'
import { actionEdits } from '../action-edits-sheet.ts'
import { actionEvents } from '../action-sheet.ts'

/** Says what happened. An event that is not known here is named as it is, so that nothing stays unsaid. */
export function historyWords(entry: HistoryEntry, known: Known): HistoryLine & { body: string[] } {
  const sheet = entry.event === 'redact' ? redaction : sheets[entry.subject.kind]?.[entry.event]
  const line = sheet?.history(historyReader(entry, known))
  const { what = `Recorded '${entry.event}'`, ...more } = line ?? {}
  return {
    ...more,
    what: entry.payload.via === 'link' ? `${what}, ${byLink}` : what,
    body: (line?.body ?? []).filter((each) => each !== ''),
  }
}

/** Said of what came in by the link in an email. */
export const byLink = 'by the link in the email, not signed in'

/** Ids of people and actions that entries mention and whose names are needed to say them. */
export function mentionedIn(entries: readonly HistoryEntry[]): { people: string[]; actions: string[] } {
  const named = (key: string) =>
    entries.flatMap(({ payload }) => (typeof payload[key] === 'string' ? [payload[key]] : []))
  const edited = entries.flatMap(({ payload }) => changeOf(payload).ownerId ?? [])
  return { people: [...named('ownerId'), ...named('ownerWas'), ...edited], actions: named('successorId') }
}

/** What was taken out is told of every subject in the same way, and never says what it was. */
const redaction: Pick<ActionEventSheet, 'history'> = {
  history: ({ text }) => ({
    what: `Took out ${text('fileId') === '' ? 'a text' : 'a file'} that must not be here`,
    body: [`Because: ${text('reason')}`],
  }),
}

/** The sheets of an action and its parts, by the kind of subject that an entry has. */
const sheets: Readonly<Record<string, Readonly<Record<string, Pick<ActionEventSheet, 'history'>>>>> = {
  action: { ...actionEvents, ...actionEdits },
  milestone: { ...milestoneEvents, editMilestone: milestoneEdit },
  blocker: { ...blockerEvents, editBlocker: blockerEdit },
  extension: { ...extensionEvents, editExtension: extensionEdit },
}
