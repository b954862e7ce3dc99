/** Whether a person of the plan sat with the board. */
export const attendances = ['present', 'apologies', 'absent'] as const
export type Attendance = (typeof attendances)[number]

/** How one person of the plan attended. Of whom nothing is said, nothing is known. */
export type Attended = { personId: string; attended: Attendance }
