import { type PgTable, type SQL, sql } from '#db/connection/drizzle.ts'
import {
  actions,
  agencies,
  blockers,
  criteria,
  decisionRecords,
  evidence,
  extensions,
  inspections,
  measures,
  meetings,
  milestones,
  people,
  priorities,
  recommendations,
  updates,
} from '#db/schema/index.ts'
import { columnsOf, linesOf, searched, wordsOfTable } from '#db/schema/search-words.ts'
import { asPattern, asTsquery, type Question, questionOf, type Term } from '#workflows/search/question.ts'

/** Kinds of things that are searched, in the order in which they are shown. */
export const foundKinds = [
  'action',
  'measure',
  'priority',
  'recommendation',
  'inspection',
  'decision',
  'person',
  'meeting',
] as const
export type FoundKind = (typeof foundKinds)[number]

/**
 * The ids of the actions in which all the words are found, anywhere: in what the action says of itself, its criteria,
 * milestones, blockers, updates, evidence and requests for more time, or its owner's name and post. A subquery of one
 * column, `id`.
 * @param isWithin what is true of the actions to look through, such as those of some plans
 */
export function actionsFoundBy(text: string, isWithin: SQL): SQL {
  return sql`(select id from (${thingsFound('action', questionOf(text), isWithin)}) found_actions)`
}

/**
 * The things of one kind in which a question finds what it asks for: `id`, and `best`, 0 where the title says all of it
 * and 1 elsewhere.
 * @param isWithin what is true of the things to look through, such as those of a plan
 */
export function thingsFound(kind: FoundKind, question: Question, isWithin: SQL): SQL {
  const terms = new Map(
    question.flatMap(({ all, none }) => [...all, ...none]).map((term) => [keyOf(term), term]),
  )
  if (terms.size === 0) return sql`select null::uuid as id, 0 as best where false`
  const numbered = new Map([...terms.keys()].map((key, at) => [key, at + 1]))
  const asked = sql.join(
    [...terms].map(
      ([key, term]) =>
        sql`(${numbered.get(key)}::int, ${asTsquery(term)}::tsquery, ${asPattern(term)}::text)`,
    ),
    sql`, `,
  )
  const look: Look = { isWithin, besides: [...terms.values()].some((term) => asPattern(term) !== null) }
  // What lacks a word is looked for among all that there is.
  const all = question.some((group) => group.all.length === 0)
    ? sql` union all select ${tables[kind]}.id, 0, 1 from ${tables[kind]} where ${isWithin}`
    : sql``
  const holds = (term: Term) => sql`bool_or(n = ${numbered.get(keyOf(term))}::int)`
  const inTitle = (term: Term) => sql`bool_or(n = ${numbered.get(keyOf(term))}::int and place = 0)`
  return sql`select id, case when ${either(question, inTitle, holds)} then 0 else 1 end as best
    from (with asked (n, q, pattern) as (values ${asked})
      ${sql.join(
        places[kind].map((place) => hits(place, look)),
        sql` union all `,
      )}${all}) hit (id, n, place)
    group by id having ${either(question, holds, holds)}`
}

/** Terms of the same words are the same where they stand alike. */
function keyOf(term: Term): string {
  return `${asTsquery(term)} ${asPattern(term) ?? ''}`
}

const tables: Record<FoundKind, PgTable> = {
  action: actions,
  measure: measures,
  priority: priorities,
  recommendation: recommendations,
  inspection: inspections,
  decision: decisionRecords,
  person: people,
  meeting: meetings,
}

function either(question: Question, holds: (term: Term) => SQL, lacks: (term: Term) => SQL): SQL {
  const groups = question.map(({ all, none }) =>
    sql.join([...all.map(holds), ...none.map((term) => sql`not ${lacks(term)}`)], sql` and `),
  )
  return sql`(${sql.join(
    groups.map((group) => sql`(${group})`),
    sql` or `,
  )})`
}

/** A place of a kind of thing in which words are looked for: columns of a table, joined to the thing's own. */
type Place = { table: PgTable; columns: readonly string[]; id: SQL; joined: SQL; isTitle: boolean }
type Searched = { title?: readonly string[]; text: readonly string[] }

const places: Record<FoundKind, Place[]> = {
  action: [
    ...own(actions, searched.actions),
    ofAction(criteria, searched.criteria, sql`${criteria.actionId}`),
    ofAction(milestones, searched.milestones, sql`${milestones.actionId}`),
    ofAction(blockers, searched.blockers, sql`${blockers.actionId}`),
    ofAction(updates, searched.updates, sql`${updates.actionId}`),
    ofAction(evidence, searched.evidence, sql`${evidence.actionId}`),
    ofAction(extensions, searched.extensions, sql`${extensions.actionId}`),
    ...ofPerson(sql`${actions.id}`, sql`join ${actions} on ${actions.ownerId} = ${people.id}`),
  ],
  measure: own(measures, searched.measures),
  priority: [
    ...own(priorities, searched.priorities),
    ...ofPerson(sql`${priorities.id}`, sql`join ${priorities} on ${priorities.leadId} = ${people.id}`),
  ],
  recommendation: own(recommendations, searched.recommendations),
  inspection: own(inspections, searched.inspections),
  decision: own(decisionRecords, searched.decision_records),
  meeting: own(meetings, searched.meetings),
  person: [
    ...own(people, searched.people),
    {
      table: agencies,
      columns: searched.agencies.text,
      id: sql`${people.id}`,
      joined: sql`join ${people} on ${people.agencyId} = ${agencies.id}`,
      isTitle: false,
    },
  ],
}

function own(table: PgTable, { title, text }: Searched): Place[] {
  const [id, joined] = [sql`${table}.id`, sql``]
  return [
    ...(title ? [{ table, columns: title, id, joined, isTitle: true }] : []),
    { table, columns: text, id, joined, isTitle: false },
  ]
}

function ofAction(table: PgTable, { text }: Searched, id: SQL): Place {
  return { table, columns: text, id, joined: sql`join ${actions} on ${actions.id} = ${id}`, isTitle: false }
}

function ofPerson(id: SQL, joined: SQL): Place[] {
  return [searched.people.title, searched.people.text].map((columns) => ({
    table: people,
    columns,
    id,
    joined,
    isTitle: false,
  }))
}

/** Which things to look through, and whether the place of a word besides others counts for any term. */
type Look = { isWithin: SQL; besides: boolean }

/** What is found in a place, as rows of the thing's id, the term and whether the place is the title (0) or not (1). */
function hits({ table, columns, id, joined, isTitle }: Place, { isWithin, besides }: Look): SQL {
  const rank = sql.raw(isTitle ? '0' : '1')
  const from = sql`from asked join ${table} on ${wordsOfTable(table, columns)} @@ asked.q ${joined} where ${isWithin}`
  if (!besides) return sql`select ${id}, asked.n, ${rank} ${from}`
  // A text is cut once for all phrases, and not before its words and its plan are known to be those asked for:
  // `group by` and `offset 0` keep the database from doing so earlier.
  return sql`select cut.id, told.n, ${rank} from (
      select held.id, held.ns, held.patterns, case when held.besides then ${linesOf('held', columns)} end as lines from (
        select ${id} as id, array_agg(asked.n) as ns, array_agg(asked.pattern) as patterns,
          count(asked.pattern) > 0 as besides, ${columnsOf(table, columns)} ${from} group by ${id}, ${table}.id) held
      offset 0) cut
    cross join unnest(cut.ns, cut.patterns) told (n, pattern) where told.pattern is null or cut.lines ~ told.pattern`
}
