import postgres from 'postgres'
import type { TestApp } from './app.ts'

/**
 * Keeps all rows of an application's database, and gives what puts every row back as it was
 * and takes away what was added since. That is a fraction of the work of making another plan with one of everything.
 * Nothing may be under way in the application meanwhile. A database can be kept once.
 */
export async function snapshotOf({ adminUrl }: Pick<TestApp, 'adminUrl'>): Promise<() => Promise<void>> {
  const putBack = await asAdmin(adminUrl, async (admin) => {
    const tables = await admin<{ name: string }[]>`
      select quote_ident(tablename) as name from pg_tables where schemaname = 'public' order by 1`
    const names = tables.map(({ name }) => name)
    const kept = names.map((name) => `create table kept.${name} as table public.${name}`)
    await admin.unsafe(['create schema kept', ...kept].join(';'))
    // The application wrote the rows, so they are sound: their references are not judged again, and what guards the
    // history against changes stands aside.
    return [
      'set local session_replication_role = replica',
      ...names.flatMap((name) => [
        `delete from public.${name}`,
        `insert into public.${name} select * from kept.${name}`,
      ]),
    ].join(';')
  })
  return () =>
    asAdmin(adminUrl, async (admin) => {
      await admin.begin((transaction) => transaction.unsafe(putBack))
    })
}

async function asAdmin<T>(adminUrl: string, work: (admin: postgres.Sql) => Promise<T>): Promise<T> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} })
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}
