import { demoPeople } from '#db/demo/demonstration.ts'
import type { PersonWithTies } from '#db/read/people.ts'
import { paths } from '#server/paths.ts'
import { count, csrfField, emptyState, pressList, section } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Role } from '#workflows/engine/policy.ts'

/** The people of the demonstration, one press each. Those whose work shows most come first. */
export function signInList(
  found: readonly PersonWithTies[],
  { next, token }: { next: string; token: string },
): Html {
  const byEmail = new Map(found.map((person) => [person.email.toLowerCase(), person]))
  const demo = demoPeople()
  const loaded = demo.flatMap(({ email, blurb }) => {
    const person = byEmail.get(email)
    return person ? [row(person, blurb)] : []
  })
  const known = new Set(demo.map(({ email }) => email))
  const others = found.filter(({ email }) => !known.has(email.toLowerCase())).map((person) => row(person))
  if (loaded.length + others.length === 0) {
    return emptyState({
      title: 'Nobody is here yet',
      text: 'The demonstration has not been loaded. Start it with npm run demo.',
    })
  }
  return html`<p class="govuk-body">Each person sees the plan from where they stand. You can change at any time.</p>
<form class="wm-people" method="post" action="${paths.signInDemonstration.at()}" novalidate>
${token && csrfField(token)}<input type="hidden" name="next" value="${next}">
${group('Start with one of these', 'first', loaded.slice(0, PRINCIPAL))}
${group('Others with a part in the plan', 'others', loaded.slice(PRINCIPAL))}
${group(loaded.length > 0 ? 'Added since' : 'People', 'added', others)}
</form>`
}

/** How many people of the demonstration stand for the roles one would want to see first. */
const PRINCIPAL = 5

type Row = Parameters<typeof pressList>[1][number]

function group(title: string, id: string, rows: readonly Row[]): Html | null {
  return rows.length === 0 ? null : section({ title, id, body: pressList('person', rows) })
}

function row(person: PersonWithTies, blurb?: string): Row {
  return {
    value: person.id,
    title: person.name,
    text: [person.post, person.agency].filter(Boolean).join(', '),
    note: blurb ?? ties(person),
  }
}

const roleWords: Record<Role, string> = {
  administrator: 'Plan administrator',
  chair: 'Chair of the board',
  viceChair: 'Vice-chair of the board',
  member: 'Board member',
  viewer: 'Reads the plan',
}

function ties({ memberships, leads, owns, contributes }: PersonWithTies): string {
  const parts = [
    ...new Set(memberships.map(({ role }) => roleWords[role])),
    ...(leads.length > 0 ? [`leads ${leads.join(', ')}`] : []),
    ...(owns > 0 ? [`owns ${count(owns, 'action')}`] : []),
    ...(contributes > 0 ? [`contributes to ${count(contributes, 'action')}`] : []),
  ]
  const [first = 'Has no part in a plan yet', ...rest] = parts
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join('; ')
}
