import { type PgTable, type SQL, sql } from '#db/connection/drizzle.ts'
import {
  actions,
  agencies,
  blockers,
  criteria,
  decisions,
  evidence,
  measures,
  meetings,
  milestones,
  people,
  priorities,
  recommendations,
  updates,
} from '#db/schema/index.ts'
import { searched, wordsOfTable } from '#db/schema/search-words.ts'
import { asTsquery, type Question, questionOf, type Term } from '#workflows/search/question.ts'

/** Kinds of things that are searched, in the order in which they are shown. */
export const foundKinds = ['action', 'measure', 'priority', 'recommendation', 'decision', 'person'] as const
export type FoundKind = (typeof foundKinds)[number]

/**
 * The ids of the actions in which all the words are found, anywhere: in what the action says of itself, its criteria,
 * milestones, blockers, updates and evidence, or its owner's name and post. A subquery of one column, `id`.
 */
export function actionsFoundBy(text: string): SQL {
  return sql`(select id from (${thingsFound('action', questionOf(text))}) found_actions)`
}

/**
 * The things of one kind in which a question finds what it asks for, whatever plan they are of: `id`, and `best`, 0
 * where the title says all of it and 1 elsewhere.
 */
export function thingsFound(kind: FoundKind, question: Question): SQL {
  const terms = [...new Set(question.flatMap(({ all, none }) => [...all, ...none]).map(asTsquery))]
  if (terms.length === 0) return sql`select null::uuid as id, 0 as best where false`
  const numbered = new Map(terms.map((term, at) => [term, at + 1]))
  const asked = sql.join(
    terms.map((term) => sql`(${numbered.get(term)}::int, ${term}::tsquery)`),
    sql`, `,
  )
  // What lacks a word is looked for among all that there is.
  const all = question.some((group) => group.all.length === 0)
    ? sql` union all select id, 0, 1 from ${tables[kind]}`
    : sql``
  const holds = (term: Term) => sql`bool_or(n = ${numbered.get(asTsquery(term))}::int)`
  const inTitle = (term: Term) => sql`bool_or(n = ${numbered.get(asTsquery(term))}::int and place = 0)`
  return sql`select id, case when ${either(question, inTitle, holds)} then 0 else 1 end as best
    from (with asked (n, q) as (values ${asked}) ${sql.join(places[kind](), sql` union all `)}${all}) hit (id, n, place)
    group by id having ${either(question, holds, holds)}`
}

const tables = {
  action: actions,
  measure: measures,
  priority: priorities,
  recommendation: recommendations,
  decision: decisions,
  person: people,
} satisfies Record<FoundKind, PgTable>

function either(question: Question, holds: (term: Term) => SQL, lacks: (term: Term) => SQL): SQL {
  const groups = question.map(({ all, none }) =>
    sql.join([...all.map(holds), ...none.map((term) => sql`not ${lacks(term)}`)], sql` and `),
  )
  return sql`(${sql.join(
    groups.map((group) => sql`(${group})`),
    sql` or `,
  )})`
}

type Searched = { title?: readonly string[]; text: readonly string[] }

/** Each place of a kind of thing in which words are looked for, as rows of the thing's id, the term and the place. */
const places: Record<FoundKind, () => SQL[]> = {
  action: () => [
    ...own(actions, searched.actions),
    hits(criteria, searched.criteria.text, sql`${criteria.actionId}`),
    hits(milestones, searched.milestones.text, sql`${milestones.actionId}`),
    hits(blockers, searched.blockers.text, sql`${blockers.actionId}`),
    hits(updates, searched.updates.text, sql`${updates.actionId}`),
    hits(evidence, searched.evidence.text, sql`${evidence.actionId}`),
    ...ofPerson(sql`${actions.id}`, sql`join ${actions} on ${actions.ownerId} = ${people.id}`),
  ],
  measure: () => own(measures, searched.measures),
  priority: () => [
    ...own(priorities, searched.priorities),
    ...ofPerson(sql`${priorities.id}`, sql`join ${priorities} on ${priorities.leadId} = ${people.id}`),
  ],
  recommendation: () => own(recommendations, searched.recommendations),
  decision: () => [
    ...own(decisions, searched.decisions),
    sql`select ${decisions.id}, asked.n, 0 from asked join ${decisions} on true
      join ${meetings} on ${meetings.id} = ${decisions.meetingId}
      where search_words(${meetings.number} || '.' || ${decisions.number}) @@ asked.q`,
  ],
  person: () => [
    ...own(people, searched.people),
    hits(
      agencies,
      searched.agencies.text,
      sql`${people.id}`,
      sql`join ${people} on ${people.agencyId} = ${agencies.id}`,
    ),
  ],
}

function own(table: PgTable, { title, text }: Searched): SQL[] {
  const id = sql`${table}.id`
  return [...(title ? [hits(table, title, id, sql``, 0)] : []), hits(table, text, id)]
}

function ofPerson(id: SQL, joined: SQL): SQL[] {
  return [hits(people, searched.people.title, id, joined), hits(people, searched.people.text, id, joined)]
}

function hits(table: PgTable, columns: readonly string[], id: SQL, joined = sql``, place = 1): SQL {
  return sql`select ${id}, asked.n, ${sql.raw(String(place))} from asked
    join ${table} on ${wordsOfTable(table, columns)} @@ asked.q ${joined}`
}
