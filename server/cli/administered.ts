import type { Db } from '#db/connection/connect.ts'
import { findPersonByEmail } from '#db/read/people.ts'
import type { PlanDraft } from '#db/write/plan-draft.ts'
import { mailboxKey } from '#workflows/people/mailbox.ts'
import { CommandError } from './options.ts'

/**
 * A drafted plan with a person as its administrator, who is in the file or known here.
 * @throws CommandError where nobody has the address
 */
export async function administeredBy(db: Db, draft: PlanDraft, email: string): Promise<PlanDraft> {
  const inFile = draft.people.some((person) => mailboxKey(person.email) === mailboxKey(email))
  const person = inFile ? null : await findPersonByEmail(db, email)
  if (!inFile && !person) {
    throw new CommandError(
      `Nobody here or in the file has the address ${email}. See who there is with: people`,
    )
  }
  const known = person
    ? [{ name: person.name, email: person.email, post: person.post, agency: person.agency }]
    : []
  const others = draft.members.filter((member) => mailboxKey(member.email) !== mailboxKey(email))
  return {
    ...draft,
    people: [...draft.people, ...known],
    members: [...others, { email: person?.email ?? email, role: 'administrator' }],
  }
}
