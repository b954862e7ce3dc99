/**
 * An address of a plan's page as in the past that is shown; as it is where the present is shown.
 * @param asAt a past day, or the id of a meeting whose pack is frozen
 */
export function atDay(path: string, asAt: string | null): string {
  if (asAt === null) return path
  const [, page = '', anchor = ''] = /^([^#]*)(.*)$/s.exec(path) ?? []
  return `${page}${page.includes('?') ? '&' : '?'}asAt=${asAt}${anchor}`
}
