import type { PlanEventSheet } from '#server/sheets/event.ts'
import { choice, day, pick, text } from '#server/sheets/field.ts'
import { findingWords } from '#server/ui/words/finding-words.ts'
import { limits } from '#workflows/limits.ts'
import type { SectionFacts } from '#workflows/report/report-facts.ts'
import type { SectionEvent } from '#workflows/report/section.ts'

const { section } = limits

/** The text of a section, as its author types it. */
export const sectionText = text({
  label: 'Text',
  hint: 'An empty line begins a paragraph; ** around words makes them bold; - begins an item, ## a heading. {{P1.O1}} puts in the newest figure of that measure.',
  rows: 18,
  because: 'Write the section first.',
  limit: section.text,
})

/** What is told of each event of a section. */
export const sectionEvents = {
  saveDraft: {
    summary: 'Save the draft of a section',
    fields: { text: sectionText },
    label: 'Save the draft',
    press: 'Save the draft',
    done: () => 'The draft is saved.',
    past: 'Saved a draft',
  },
  write: {
    summary: 'Hand in a section',
    fields: { text: sectionText },
    label: 'Hand it in',
    press: 'Hand it in',
    done: () => 'The section is handed in.',
    past: 'Handed it in',
  },
  accept: {
    summary: 'Accept a section',
    label: 'Accept it',
    press: 'Accept the section',
    hint: () => 'It goes into the report as it stands.',
    done: () => 'The section is accepted.',
    past: 'Accepted it',
  },
  sendBack: {
    summary: 'Send a section back to its author',
    fields: {
      reason: text({
        label: 'What has to change?',
        ask: 'What has the author to change?',
        because: 'Say what the author has to change.',
        limit: section.reason,
        rows: 3,
      }),
    },
    label: 'Send it back',
    press: 'Send the section back',
    done: () => 'The section is sent back to its author.',
    past: 'Sent it back',
  },
  reassign: {
    summary: 'Ask another author for a section',
    fields: {
      authorId: pick({
        label: 'Author',
        ask: 'Who writes it?',
        because: 'Choose who writes it',
      }),
      dueOn: day({
        label: 'Due',
        ask: 'By when is it due?',
        hint: 'For example, 7 12 2026',
        what: 'the day by which it is due',
      }),
    },
    label: 'Choose its author',
    press: 'Save the author',
    done: () => 'The author is saved.',
    past: 'Chose its author',
  },
  keep: {
    summary: 'Keep what a check found, with a reason',
    fields: {
      key: pick({ label: 'Finding', because: 'Choose the finding that is kept' }),
      code: choice({ label: 'Check', meanings: findingWords, because: 'Choose the check' }),
      reason: text({
        label: 'Why is the text right as it stands?',
        because: 'Say why the text is right as it stands.',
        limit: section.reason,
        rows: 2,
      }),
    },
    label: 'Keep the text',
    press: 'Keep the text',
    done: () => 'The text is kept, with the reason.',
    past: 'Kept the text',
  },
} satisfies Record<SectionEvent['type'], PlanEventSheet<SectionFacts>>
