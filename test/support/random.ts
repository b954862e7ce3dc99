/** A source of chance that gives the same again for the same seed. */
export type Chance = {
  below: (count: number) => number
  one: <T>(list: readonly T[]) => T
  may: (share: number) => boolean
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    below: (count) => Math.floor(next() * count),
    one: (list) => list[Math.floor(next() * list.length)] as never,
    may: (share) => next() < share,
  }
}
