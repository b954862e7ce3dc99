import type { Attendance } from '#workflows/meeting/attendance.ts'
import type { MeetingState } from '#workflows/meeting/meeting.ts'

/** The states of a meeting as labels. */
export const meetingStateWords: Record<MeetingState, string> = {
  scheduled: 'Scheduled',
  frozen: 'Pack frozen',
  issued: 'Pack issued',
  closed: 'Closed',
  cancelled: 'Cancelled',
}

/** Whose move is next with a meeting, in a sentence. */
export const meetingNextMove: Record<MeetingState, string> = {
  scheduled: 'Before the board meets, the plan administrator freezes its pack: the plan as it stands then.',
  frozen: 'The chair issues the pack, and the board is told. Until then the administrator can take it back.',
  issued: 'The board meets. The plan administrator records what it decides, then closes the meeting.',
  closed: 'It is kept to be read. The plan administrator can open it again to put the minutes right.',
  cancelled: 'It does not take place. Its chair can put it back in the diary.',
}

/** How a person attended, as labels. */
export const attendanceWords: Record<Attendance, string> = {
  present: 'Present',
  apologies: 'Apologies',
  absent: 'Absent',
}
