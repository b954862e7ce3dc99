import { z } from 'zod'
import { textSchema } from '#server/http/schemas.ts'
import { type EventOption, eventFrom } from '#server/ui/forms/options.ts'
import type { Possibility } from '#workflows/engine/step.ts'
import { limits } from '#workflows/limits.ts'
import type { MeetingEvent } from '#workflows/meeting/meeting.ts'

/** A step of a meeting as it is asked for. The pack of a freeze is taken when it is done. */
export type MeetingStep = Exclude<MeetingEvent, { type: 'freeze' }> | { type: 'freeze' }
export type MeetingOption = EventOption<MeetingStep>

/** The steps of a meeting that a person may take now, each as a form asks for it. */
export function meetingOptions(events: readonly Possibility[]): MeetingOption[] {
  return events.flatMap(({ event, allowed }) =>
    allowed ? [{ name: event, ...options[event as MeetingEvent['type']] }] : [],
  )
}

const nothing = z.object({})

function withReason(
  type: 'unfreeze' | 'reopen' | 'cancel' | 'reinstate',
  { ask, enter }: { ask: string; enter: string },
): Pick<MeetingOption, 'fields' | 'labels' | 'read'> {
  return {
    fields: ({ text }) => text('reason', { label: ask, rows: 3 }),
    labels: { reason: ask },
    read: eventFrom(z.object({ reason: textSchema(enter, limits.meeting.reason) }), ({ reason }) => ({
      type,
      reason,
    })),
  }
}

const options: Record<MeetingEvent['type'], Omit<MeetingOption, 'name'>> = {
  freeze: {
    label: 'Freeze the pack',
    press: 'Freeze the pack',
    hint: 'The plan as it stands at this moment becomes what the board reads. It can be taken back until the chair issues it.',
    read: eventFrom(nothing, () => ({ type: 'freeze' })),
    done: 'The pack is frozen. The chair issues it next.',
  },
  unfreeze: {
    label: 'Take the pack back',
    press: 'Take the pack back',
    hint: 'The pack is given up, and the meeting is scheduled as before. Freeze a new one when the plan is right.',
    ...withReason('unfreeze', {
      ask: 'Why is the pack taken back?',
      enter: 'Say why the pack is taken back',
    }),
    done: 'The pack is taken back. Freeze a new one before the board meets.',
  },
  issue: {
    label: 'Issue the pack',
    press: 'Issue the pack',
    hint: 'The others on the board are told by email, and the pack stays as it is for good.',
    read: eventFrom(nothing, () => ({ type: 'issue' })),
    done: 'The pack is issued. The others on the board are told by email.',
  },
  close: {
    label: 'Close the meeting',
    press: 'Close the meeting',
    hint: 'All that the board decided is recorded.',
    read: eventFrom(nothing, () => ({ type: 'close' })),
    done: 'The meeting is closed.',
  },
  reopen: {
    label: 'Open it again',
    press: 'Open the meeting again',
    hint: 'Further decisions can be recorded then. Those that are recorded stay.',
    ...withReason('reopen', {
      ask: 'What of the minutes has to be put right?',
      enter: 'Say what of the minutes has to be put right',
    }),
    done: 'The meeting is open again.',
  },
  cancel: {
    label: 'Cancel the meeting',
    press: 'Cancel the meeting',
    warning: true,
    hint: 'It stays in the list as cancelled. A frozen pack is given up.',
    ...withReason('cancel', {
      ask: 'Why does it not take place?',
      enter: 'Say why the meeting does not take place',
    }),
    done: 'The meeting is cancelled.',
  },
  reinstate: {
    label: 'Put it back in the diary',
    press: 'Put it back in the diary',
    ...withReason('reinstate', {
      ask: 'Why does it take place after all?',
      enter: 'Say why the meeting takes place after all',
    }),
    done: 'The meeting is in the diary again.',
  },
}
