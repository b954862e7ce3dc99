import type { Day } from '#workflows/calendar/calendar.ts'

/** An address of a plan's page on the past day that is shown; as it is where the present is shown. */
export function atDay(path: string, asAt: Day | null): string {
  if (asAt === null) return path
  const [, page = '', anchor = ''] = /^([^#]*)(.*)$/s.exec(path) ?? []
  return `${page}${page.includes('?') ? '&' : '?'}asAt=${asAt}${anchor}`
}
