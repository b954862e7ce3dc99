import type { ActionEventSheet } from '#server/sheets/event.ts'
import { after, type HistoryReader } from '#server/sheets/history.ts'
import { editedWords } from '#server/sheets/noun.ts'
import { evidenceWords } from '#server/ui/words/action-words.ts'
import type { EvidenceKind } from '#workflows/action/action-facts.ts'
import { actionFields, actionTies } from './action-fields-sheet.ts'
import { evidenceFields } from './evidence-fields-sheet.ts'
import { milestoneFields } from './milestone-sheet.ts'

/** What is told of an action's making and of the changes that are no events of its workflow. */
export const actionEdits = {
  create: { history: () => ({ what: 'Wrote the action into the plan' }) },
  edit: { history: (reader) => ({ what: editedInWords(reader) }) },
  addEvidence: {
    fields: evidenceFields,
    press: 'Add this evidence',
    done: ({ facts }) => `Your evidence for ${facts.ref} is saved.`,
    history: ({ text, on, flag, criterion }) => ({
      what: `Added evidence: ${text('title')}`,
      body: [
        `${evidenceWords[text('kind') as EvidenceKind] ?? 'Evidence'} of ${on('datedOn')}${flag('independent') ? ', independent of the owner' : ''}`,
        after('For: ', criterion('criterionId')),
      ],
    }),
  },
  addMilestone: {
    fields: milestoneFields,
    press: 'Add the milestone',
    done: ({ facts }) => `The milestone is added to ${facts.ref}.`,
    history: ({ text, on }) => ({ what: `Added a milestone for ${on('dueOn')}: ${text('title')}` }),
  },
} satisfies Record<string, Pick<ActionEventSheet, 'history'> & Partial<ActionEventSheet>>

/** What was edited; of an owner, who it was and who it is. */
function editedInWords({ entry: { payload }, name, changed }: HistoryReader): string {
  const others = editedFields(payload.change).filter((field) => field !== fieldWords.ownerId)
  const edited = others.length > 0 ? [`edited ${listed(others)}`] : []
  const owner = 'ownerWas' in payload || others.length < editedFields(payload.change).length
  const now = changed('ownerId') || 'nobody'
  const was = 'ownerWas' in payload ? ` from ${name('ownerWas') || 'nobody'}` : ''
  const said = [...(owner ? [`changed the owner${was} to ${now}`] : []), ...edited].join(' and ')
  return said.replace(/^./, (letter) => letter.toUpperCase())
}

const fieldWords = { ...editedWords(actionFields), ...editedWords(actionTies) }

function editedFields(change: unknown): string[] {
  return Object.keys(typeof change === 'object' && change !== null ? change : {}).map(
    (field) => fieldWords[field] ?? field,
  )
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
