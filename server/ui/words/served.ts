/**
 * Stands in the words of forms for those whom a plan serves, which its own words take the place of as a page is drawn:
 * sheets are told once for all plans. The character is one that cannot be printed, which no way in takes from people.
 */
export const served = '\u0001served\u0001'

/** As long as a plan does not say whom it serves. */
const usual = 'children or residents'

/**
 * A page, already escaped, in the words of a plan.
 * @param serves whom the plan serves, in its own words and escaped; empty where it does not say
 */
export function inWordsOf(page: string, serves: string): string {
  return page.replaceAll(served, serves === '' ? usual : serves)
}
