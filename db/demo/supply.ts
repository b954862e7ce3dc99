import type { Db } from '#db/connection/connect.ts'
import { listMeasures } from '#db/read/measures.ts'
import { editMeasure } from '#db/write/measure-change.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import type { DemoMeasure } from './measure-form.ts'
import type { Offset } from './names.ts'

/** Tells of each measure who supplies its figures, as the administrator of the demonstration does on its form. */
export async function tellSuppliers(
  db: Db,
  list: readonly DemoMeasure[],
  { dayOf, personId }: { dayOf: (offset: Offset) => Day; personId: (key: string) => string },
  { planId, actorId, now }: { planId: string; actorId: string; now: Instant },
): Promise<void> {
  const rows = new Map((await listMeasures(db, planId)).map(({ id, ref }) => [ref, id]))
  for (const { ref, supply } of list) {
    const id = rows.get(ref)
    if (supply === undefined || id === undefined) continue
    const { by, every, dueFrom } = supply
    const fields = { supplierId: personId(by), every, dueFromOn: dayOf(dueFrom) }
    await editMeasure(db, id, fields, { actorId, now })
  }
}
