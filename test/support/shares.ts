/**
 * Whether the tests look at all there is of everything, as `npm run test:whole` does. `npm test` is run often: what takes
 * minutes because it tries each of hundreds of things in the same way tries a share of them there.
 */
export const isWhole = process.env['WAYMARK_TESTS'] === 'whole'

/**
 * One of so many of the items, spread evenly and the same in every run; all of them in `npm run test:whole`.
 * @param turn which share: what is tried in several ways takes another for each way, so that none is left out
 */
export function shareOf<T>(items: readonly T[], of: number, turn = 0): readonly T[] {
  return isWhole ? items : items.filter((_, at) => at % of === turn % of)
}
