import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import type { DeliveryKind, DeliveryState, DigestPart } from '#db/schema/delivery.ts'
import { deliveries } from '#db/schema/index.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'

/** One email of the ledger, as a list shows it. */
export type DeliveryShown = {
  id: string
  kind: DeliveryKind
  /** Of a digest, the parts that its receiver was owed. */
  parts: DigestPart[]
  /** The week of a weekly digest, named by its Monday. */
  week: Day | null
  state: DeliveryState
  toName: string
  toAddress: string
  subject: string
  late: boolean
  attempts: number
  reply: string
  dueAt: Instant
  settledAt: Instant | null
}

/** One email with everything that was, or will be, sent. */
export type DeliveryRead = DeliveryShown & { actionId: string | null; text: string; html: string }

/**
 * The newest emails of the ledger, of one kind or with a part of that kind where it is given. People to whom nothing was due in a week are
 * counted by `countNothingDue`.
 */
export async function listDeliveries(
  db: Db,
  { limit, kind }: { limit: number; kind: DeliveryKind | null },
): Promise<DeliveryShown[]> {
  return rowsOf<DeliveryShown>(
    db,
    sql`select ${shown} from ${deliveries} where ${deliveries.state} <> 'nothingDue'
      and (${kind}::text is null or ${deliveries.kind} = ${kind} or ${deliveries.parts} ? ${kind})
      order by ${deliveries.dueAt} desc, ${deliveries.id} desc limit ${limit}`,
  )
}

/** How many people were looked at for a week's digest and had nothing to do, by week. */
export async function countNothingDue(db: Db): Promise<Map<string, number>> {
  const rows = await rowsOf<{ week: string; count: number }>(
    db,
    sql`select ${deliveries.week} as week, count(*)::int from ${deliveries}
      where ${deliveries.state} = 'nothingDue' and ${deliveries.week} is not null group by ${deliveries.week}`,
  )
  return new Map(rows.map(({ week, count }) => [week, count]))
}

/** How many emails of the ledger `listDeliveries` knows of each kind. */
export async function countKinds(db: Db): Promise<Map<DeliveryKind, number>> {
  const rows = await rowsOf<{ kind: DeliveryKind; count: number }>(
    db,
    sql`select told.kind, count(*)::int from ${deliveries},
      jsonb_array_elements_text(case when parts @> jsonb_build_array(kind) then parts
        else parts || jsonb_build_array(kind) end) as told(kind)
    where ${deliveries.state} <> 'nothingDue' group by told.kind`,
  )
  return new Map(rows.map(({ kind, count }) => [kind, count]))
}

/** One email of the ledger, or null when there is none. */
export async function readDelivery(db: Db, deliveryId: string): Promise<DeliveryRead | null> {
  const [read] = await rowsOf<DeliveryRead>(
    db,
    sql`select ${shown}, ${deliveries.actionId} as "actionId", ${deliveries.text}, ${deliveries.html}
      from ${deliveries} where ${deliveries.id} = ${deliveryId}`,
  )
  return read ?? null
}

const shown = sql`${deliveries.id}, ${deliveries.kind}, ${deliveries.parts}, ${deliveries.week}, ${deliveries.state}, ${deliveries.toName} as "toName",
  ${deliveries.toAddress} as "toAddress", ${deliveries.subject}, ${deliveries.late}, ${deliveries.attempts}, ${deliveries.reply},
  ${zulu(sql`${deliveries.dueAt}`)} as "dueAt", ${zulu(sql`${deliveries.settledAt}`)} as "settledAt"`
