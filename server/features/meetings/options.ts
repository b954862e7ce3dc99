import { eventOptions } from '#server/sheets/option.ts'
import type { EventOption } from '#server/ui/forms/options.ts'
import type { Possibility } from '#workflows/engine/step.ts'
import type { MeetingEvent, MeetingFacts } from '#workflows/meeting/meeting.ts'
import { meetingEvents } from './meeting-sheet.ts'

/** A step of a meeting as it is asked for. The pack of a freeze is taken when it is done. */
type MeetingStep = Exclude<MeetingEvent, { type: 'freeze' }> | { type: 'freeze' }
export type MeetingOption = EventOption<MeetingStep>

/** The steps of a meeting that a person may take now, each as a form asks for it. */
export function meetingOptions(meeting: MeetingFacts, events: readonly Possibility[]): MeetingOption[] {
  return eventOptions<MeetingStep, MeetingFacts>(meetingEvents, events, { before: meeting })
}
