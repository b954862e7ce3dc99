import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
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
import type { Hit } from './plan-search.ts'
import type { FoundKind } from './search.ts'

/** Where in a thing a text stands. */
export const foundPlaces = [
  ...(['title', 'description', 'intendedEffect', 'criterion', 'milestone', 'blocker', 'update'] as const),
  ...(['extension', 'evidence', 'owner', 'lead', 'definition', 'note', 'aliases', 'impact'] as const),
  ...(['text', 'source', 'post', 'agency', 'judgement', 'inspector'] as const),
  ...(['reasons', 'alternatives', 'decisionMaker', 'agendaItem', 'minutes'] as const),
] as const
export type FoundPlace = (typeof foundPlaces)[number]

/** A thing that was found, with all of its texts that were searched, the most telling first. */
export type FoundThing = Hit & {
  /** What it is known by; null for a person. */
  ref: string | null
  title: string
  texts: { in: FoundPlace; text: string }[]
}

/** What was found, read in one statement and given in the order of the hits. */
export async function readFound(db: Db, hits: readonly Hit[]): Promise<FoundThing[]> {
  const kinds = [...new Set(hits.map(({ kind }) => kind))]
  if (kinds.length === 0) return []
  const parts = kinds.map((kind) => {
    const ids = JSON.stringify(hits.filter((hit) => hit.kind === kind).map(({ id }) => id))
    const { ref, title, from, id, texts } = reads[kind]
    return sql`select ${sql.raw(`'${kind}'`)} as kind, ${id} as id, ${ref} as ref, ${title} as title,
      (select jsonb_agg(jsonb_build_object('in', place, 'text', told) order by nth) filter (where told <> '')
        from (${texts}) told (nth, place, told)) as texts
      from ${from} where ${id} in (select value::uuid from jsonb_array_elements_text(${ids}::jsonb))`
  })
  const rows = await rowsOf<FoundThing>(db, sql.join(parts, sql` union all `))
  const byId = new Map(rows.map((row) => [`${row.kind} ${row.id}`, { ...row, texts: row.texts ?? [] }]))
  return hits.flatMap(({ kind, id }) => byId.get(`${kind} ${id}`) ?? [])
}

type Read = { id: SQL; ref: SQL; title: SQL; from: SQL; texts: SQL }

const personTexts = (id: SQL, role: FoundPlace) =>
  sql`select 90, ${named(role)}, concat_ws(', ', ${people.name}, nullif(${people.post}, '')) from ${people} where ${people.id} = ${id}`

const reads: Record<FoundKind, Read> = {
  action: {
    id: sql`${actions.id}`,
    ref: sql`${actions.ref}`,
    title: sql`${actions.title}`,
    from: sql`${actions}`,
    texts: sql`${own([
      ['description', sql`${actions.description}`],
      ['intendedEffect', sql`${actions.intendedEffect}`],
      ['owner', sql`${actions.ownerPost}`],
    ])}
      union all select 10 + ${criteria.position}, 'criterion', ${criteria.text} from ${criteria} where ${criteria.actionId} = ${actions.id}
      union all select 40, 'milestone', ${milestones.title} from ${milestones} where ${milestones.actionId} = ${actions.id}
      union all select 50, 'blocker', concat_ws(' ', ${blockers.what}, ${blockers.waitingOn}, ${blockers.how})
        from ${blockers} where ${blockers.actionId} = ${actions.id}
      union all select 60, 'update', concat_ws(' ', ${updates.note}, ${updates.whatChanged}) from ${updates} where ${updates.actionId} = ${actions.id}
      union all select 65, 'extension', concat_ws(' ', ${extensions.text}, ${extensions.effect}, ${extensions.mitigation}, ${extensions.decisionReason})
        from ${extensions} where ${extensions.actionId} = ${actions.id}
      union all select 70, 'evidence', ${evidence.title} from ${evidence} where ${evidence.actionId} = ${actions.id}
      union all ${personTexts(sql`${actions.ownerId}`, 'owner')}`,
  },
  measure: {
    id: sql`${measures.id}`,
    ref: sql`${measures.ref}`,
    title: sql`${measures.title}`,
    from: sql`${measures}`,
    texts: own([
      ['definition', sql`${measures.definition}`],
      ['definition', sql`concat_ws(' ', ${measures.numerator}, ${measures.numeratorSource})`],
      ['definition', sql`concat_ws(' ', ${measures.denominator}, ${measures.denominatorSource})`],
      ['definition', sql`${measures.countOf}`],
      ['aliases', sql`array_to_string(${measures.aliases}, ', ')`],
      ['note', sql`${measures.note}`],
    ]),
  },
  priority: {
    id: sql`${priorities.id}`,
    ref: sql`${priorities.ref}`,
    title: sql`${priorities.title}`,
    from: sql`${priorities}`,
    texts: sql`${own([
      ['description', sql`${priorities.description}`],
      ['impact', sql`${priorities.impact}`],
      ['note', sql`${priorities.confidenceNote}`],
      ['note', sql`${priorities.outcomeNote}`],
    ])} union all ${personTexts(sql`${priorities.leadId}`, 'lead')}`,
  },
  recommendation: {
    id: sql`${recommendations.id}`,
    ref: sql`${recommendations.ref}`,
    title: sql`''`,
    from: sql`${recommendations}`,
    texts: own([
      ['text', sql`${recommendations.text}`],
      ['source', sql`concat_ws(' ', ${recommendations.source}, ${recommendations.paragraph})`],
    ]),
  },
  inspection: {
    id: sql`${inspections.id}`,
    ref: sql`${inspections.ref}`,
    title: sql`${inspections.title}`,
    from: sql`${inspections}`,
    texts: own([
      ['judgement', sql`${inspections.judgement}`],
      ['note', sql`${inspections.note}`],
      ['inspector', sql`concat_ws(' ', ${inspections.inspector}, ${inspections.urn})`],
    ]),
  },
  decision: {
    id: sql`${decisionRecords.id}`,
    ref: sql`${decisionRecords.ref}`,
    title: sql`${decisionRecords.title}`,
    from: sql`${decisionRecords}`,
    texts: own([
      ['text', sql`nullif(array_to_string(${decisionRecords.resolved}, ' '), ${decisionRecords.title})`],
      ['reasons', sql`${decisionRecords.reasons}`],
      ['alternatives', sql`${decisionRecords.alternatives}`],
      ['decisionMaker', sql`${decisionRecords.decisionMaker}`],
    ]),
  },
  meeting: {
    id: sql`${meetings.id}`,
    ref: sql`${meetings.number}::text`,
    title: sql`${meetings.title}`,
    from: sql`${meetings}`,
    texts: sql`select nth * 2 + place, case place when 0 then 'agendaItem' else 'minutes' end, said
      from jsonb_array_elements(${meetings.agenda}) with ordinality each(item, nth)
      cross join lateral (values (0, item->>'title'), (1, item->>'minutes')) told(place, said)`,
  },
  person: {
    id: sql`${people.id}`,
    ref: sql`null::text`,
    title: sql`${people.name}`,
    from: sql`${people} left join ${agencies} on ${agencies.id} = ${people.agencyId}`,
    texts: own([
      ['post', sql`${people.post}`],
      ['agency', sql`${agencies.name}`],
    ]),
  },
}

function own(texts: readonly (readonly [FoundPlace, SQL])[]): SQL {
  const rows = texts.map(([place, text], at) => sql`(${sql.raw(String(at))}, ${named(place)}, ${text})`)
  return sql`values ${sql.join(rows, sql`, `)}`
}

function named(place: FoundPlace): SQL {
  return sql.raw(`'${place}'`)
}
