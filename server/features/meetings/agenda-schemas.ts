import { z } from 'zod'
import { idSchema, listSchema, numberSchema, textSchema } from '#server/http/schemas.ts'
import { bodiesOf } from '#server/sheets/event.ts'
import { newBodiesOf } from '#server/sheets/noun.ts'
import { limits } from '#workflows/limits.ts'
import { attendances } from '#workflows/meeting/attendance.ts'
import { agendaFields, minutesFields } from './agenda-fields-sheet.ts'

const { agenda, attendance } = limits

export const itemParams = z.strictObject({ id: idSchema, itemId: idSchema })

/** A new item: it gets the next number of its agenda. */
export const newItemSchema = z.strictObject(newBodiesOf(agendaFields)).meta({ id: 'NewAgendaItem' })

/** A change of an item; another number moves it there. */
export const itemPatchSchema = z
  .strictObject({ ...bodiesOf(agendaFields), number: numberSchema(agenda.number) })
  .partial()
  .meta({ id: 'AgendaItemPatch' })

/** What was said on an item, in the place of what was recorded before. */
export const itemMinutesSchema = z.strictObject(bodiesOf(minutesFields)).meta({ id: 'ItemMinutes' })

const attended = z
  .strictObject({
    personId: idSchema,
    attended: z.enum(attendances, { error: `Give one of: ${attendances.join(', ')}.` }),
  })
  .meta({ id: 'Attended' })

/** Who attended, in the place of what was recorded before. */
export const attendanceSchema = z
  .strictObject({
    attendance: listSchema(attended, attendance.people).refine(
      (all) => new Set(all.map(({ personId }) => personId)).size === all.length,
      { error: 'Name each person once.' },
    ),
    others: listSchema(textSchema('Give each name.', attendance.other), attendance.others),
  })
  .meta({ id: 'NewAttendance' })
