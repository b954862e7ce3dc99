/** The migrated database that test databases are cloned from. */
export const TEMPLATE = 'waymark_template'

/** The same server and account, another database. */
export function urlOf(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}
