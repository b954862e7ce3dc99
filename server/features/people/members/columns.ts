import type { PlanPerson } from '#db/read/board.ts'
import type { CsvColumns } from '#server/http/csv.ts'

type MemberShown = Pick<PlanPerson, 'id' | 'name' | 'post' | 'agency' | 'role' | 'leftOn'>

/** The columns of members as CSV. */
export const memberColumns: CsvColumns<MemberShown> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  post: ({ post }) => post,
  agency: ({ agency }) => agency,
  role: ({ role: held }) => held,
  leftOn: ({ leftOn }) => leftOn,
}

/** The columns of all people of a plan as CSV: those of members, and what each answers for. */
export const planPeopleColumns: CsvColumns<PlanPerson> = {
  ...memberColumns,
  leads: ({ leads }) => leads,
  owns: ({ owns }) => owns,
  overdue: ({ overdue }) => overdue,
  contributes: ({ contributes }) => contributes,
}
