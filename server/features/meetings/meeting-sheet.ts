import type { PlanEventSheet } from '#server/sheets/event.ts'
import { text } from '#server/sheets/field.ts'
import { limits } from '#workflows/limits.ts'
import type { MeetingEvent, MeetingFacts } from '#workflows/meeting/meeting.ts'

const reason = (ask: string, because: string) => ({
  reason: text({ label: ask, ask, because, limit: limits.meeting.reason, rows: 3 }),
})

/** What is told of each event of a meeting. */
export const meetingEvents = {
  freeze: {
    summary: 'Freeze the pack of a meeting',
    label: 'Freeze the pack',
    press: 'Freeze the pack',
    hint: () =>
      'The plan as it stands at this moment becomes what the board reads. It can be taken back until the chair issues it.',
    done: () => 'The pack is frozen. The chair issues it next.',
    past: 'Froze the pack',
  },
  unfreeze: {
    summary: 'Take the pack of a meeting back',
    fields: reason('Why is the pack taken back?', 'Say why the pack is taken back.'),
    label: 'Take the pack back',
    press: 'Take the pack back',
    hint: () =>
      'The pack is given up, and the meeting is scheduled as before. Freeze a new one when the plan is right.',
    done: () => 'The pack is taken back. Freeze a new one before the board meets.',
    past: 'Took the pack back',
  },
  issue: {
    summary: 'Issue the pack of a meeting',
    label: 'Issue the pack',
    press: 'Issue the pack',
    hint: () => 'The others on the board are told by email, and the pack stays as it is for good.',
    done: () => 'The pack is issued. The others on the board are told by email.',
    past: 'Issued the pack',
  },
  close: {
    summary: 'Close a meeting',
    label: 'Close the meeting',
    press: 'Close the meeting',
    hint: () => 'All that the board decided is recorded.',
    done: () => 'The meeting is closed.',
    past: 'Closed it',
  },
  reopen: {
    summary: 'Open a meeting again',
    fields: reason(
      'What of the minutes has to be put right?',
      'Say what of the minutes has to be put right.',
    ),
    label: 'Open it again',
    press: 'Open the meeting again',
    hint: () => 'Further decisions can be recorded then. Those that are recorded stay.',
    done: () => 'The meeting is open again.',
    past: 'Opened it again',
  },
  cancel: {
    summary: 'Cancel a meeting',
    fields: reason('Why does it not take place?', 'Say why the meeting does not take place.'),
    label: 'Cancel the meeting',
    press: 'Cancel the meeting',
    warning: true,
    hint: () => 'It stays in the list as cancelled. A frozen pack is given up.',
    done: () => 'The meeting is cancelled.',
    past: 'Cancelled it',
  },
  reinstate: {
    summary: 'Put a cancelled meeting back in the diary',
    fields: reason('Why does it take place after all?', 'Say why the meeting takes place after all.'),
    label: 'Put it back in the diary',
    press: 'Put it back in the diary',
    done: () => 'The meeting is in the diary again.',
    past: 'Put it back in the diary',
  },
} satisfies Record<MeetingEvent['type'], PlanEventSheet<MeetingFacts>>
