import { connect, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'

// A program of its own: after one answered statement and one that hangs it closes the pool, and then has to end.
const { db, close } = connect(process.argv[2] ?? '', { max: 2, deadlineMs: 60_000 })
await rowsOf(db, sql`select 1`)
process.send?.('answered')
await new Promise((resolve) => process.once('message', resolve))
const hanging = rowsOf(db, sql`select 2`).catch(() => {})
const opening = rowsOf(db, sql`select 3`).catch(() => {})
await close()
await Promise.all([hanging, opening])
process.disconnect?.()
