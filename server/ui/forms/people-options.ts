import type { PersonOffered } from '#db/read/plan-people.ts'
import type { Option } from '#server/ui/html/govuk.ts'

/** A person as a choice of a form. */
export type PersonOption = Option & { name: string }

/** Whom a form offers for a part in a plan: its people first, and everybody else below them. */
export function peopleOptions(people: readonly PersonOffered[]): PersonOption[] {
  const option = ({ id, name, post, agency, isOfPlan }: PersonOffered): PersonOption => ({
    value: id,
    name,
    text: [name, post, agency].filter(Boolean).join(', '),
    group: isOfPlan ? 'People of this plan' : 'Others',
  })
  const [of, others] = [people.filter(({ isOfPlan }) => isOfPlan), people.filter(({ isOfPlan }) => !isOfPlan)]
  return [...of, ...others].map(option)
}
