import { z } from 'zod'
import { emailSchema } from '#server/features/sign-in/email-address.ts'
import { textSchema } from '#server/http/schemas.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import type { FormState } from '#server/ui/forms/forms.ts'
import type { Option } from '#server/ui/html/govuk.ts'
import { input } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { beyond, limits } from '#workflows/limits.ts'

/** The fields of a person's entry as a form sends them: those left empty are left out. */
export const entryFields = {
  name: textSchema('Enter their first name and surname', limits.person.name),
  post: textSchema('', limits.person.post).optional(),
  agencyId: z.string().optional(),
  newAgency: textSchema('', limits.agency.name).optional(),
}

/** Another person's address as it is typed into a form. */
export const theirEmail = z
  .string({ error: 'Enter their email address' })
  .trim()
  .max(limits.person.email.most, beyond(limits.person.email))
  .refine((address) => emailSchema.safeParse(address).success, {
    error: 'Enter one email address, such as name@council.example',
  })

/** Labels of the fields, for saying what was changed. */
export const entryLabels = { name: 'Name', email: 'Email address', post: 'Post', agencyId: 'Agency' }

/** The input for another person's name. */
export function nameInput({ values, faults }: FormState, hint = 'First name and surname'): Html {
  return input({
    name: 'name',
    label: entryLabels.name,
    hint,
    autocomplete: 'off',
    value: values.name,
    error: faults.name,
  })
}

/** The input for another person's address. */
export function emailInput({ values, faults }: FormState, hint: string): Html {
  return input({
    name: 'email',
    label: entryLabels.email,
    hint,
    type: 'email',
    spellcheck: false,
    // It is not the address of the person who types it.
    autocomplete: 'off',
    value: values.email,
    error: faults.email,
  })
}

/** The inputs for post and agency. */
export function postInputs(state: FormState, agencies: readonly Option[]): Html {
  const { pick, line } = fieldsOf(state)
  return html`${line('post', { label: 'Post (optional)', hint: 'What they answer for, such as head of the early help hub' })}
${pick('agencyId', { label: 'Agency (optional)', items: agencies })}
${line('newAgency', { label: 'Or an agency that is not in the list', hint: 'It is added to the list' })}`
}
