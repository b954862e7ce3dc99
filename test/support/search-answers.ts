import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { actionsFoundBy } from '#db/read/search.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import { givenPlan } from './plans.ts'
import { namesInOrder, searchQuestions } from './search-questions.ts'

/** The questions that a database answers otherwise than the table says, each text being the title of an action. */
export async function wronglyAnswered(db: Db): Promise<unknown[]> {
  const titles = [...new Set(searchQuestions.map(([text]) => text))]
  const { planId } = await givenPlan(
    db,
    titles.map((title, at) => ({ ref: `X${at + 1}`, title, description: '', dueOn: null })),
    { state: 'draft' },
  )
  const wrong: unknown[] = []
  for (const [text, question, expected] of searchQuestions) {
    const rows = await rowsOf<{ title: string }>(
      db,
      sql`select title from actions where plan_id = ${planId} and id in ${actionsFoundBy(question, sql`true`)}`,
    )
    if (rows.some(({ title }) => title === text) !== expected) wrong.push({ text, question, expected })
  }
  return wrong
}

/** The names of the table as a database sorts them. */
export async function sortedNames(db: Db): Promise<string[]> {
  const rows = await rowsOf<{ name: string }>(
    db,
    sql`select name from jsonb_array_elements_text(${JSON.stringify(namesInOrder.toReversed())}::jsonb) each(name)
      order by ${inReadingOrder(sql`name`)}`,
  )
  return rows.map(({ name }) => name)
}
