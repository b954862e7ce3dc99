import { listAgencies } from '#db/read/members.ts'
import type { Deps } from '#server/deps.ts'
import { createAgency } from '#server/features/people/agencies/service.ts'
import type { Actor } from '#server/http/actor.ts'
import type { Faults } from '#server/ui/forms/forms.ts'
import type { Option } from '#server/ui/html/govuk.ts'
import { sameName } from '#workflows/sameness.ts'

/** What a form says of an agency: one of the list, or the name of a new one, or neither. */
export type AgencyTyped = { agencyId?: string | undefined; newAgency?: string | undefined }

/** Every agency as an option of a list, with none of them first. */
export async function agencyOptions({ db }: Deps): Promise<Option[]> {
  const agencies = await listAgencies(db)
  return [{ value: '', text: 'None' }, ...agencies.map(({ id, name }) => ({ value: id, text: name }))]
}

/** What is wrong with what was typed: an agency that is not listed, or two of them. */
export function agencyFaults({ agencyId, newAgency }: AgencyTyped, options: readonly Option[]): Faults {
  if (agencyId !== undefined && newAgency !== undefined) {
    return { newAgency: 'Choose an agency from the list or type a new one, not both' }
  }
  if (agencyId === undefined || options.some(({ value }) => value === agencyId)) return {}
  return { agencyId: 'Choose an agency from the list' }
}

/** The agency that was meant; it is added where its name is new, in whatever writing. */
export async function agencyMeant(
  deps: Deps,
  actor: Actor,
  { agencyId, newAgency }: AgencyTyped,
): Promise<string | null> {
  if (newAgency === undefined) return agencyId ?? null
  const known = (await listAgencies(deps.db)).find(({ name }) => sameName(name) === sameName(newAgency))
  return known?.id ?? (await createAgency(deps, actor, newAgency)).id
}
