/** Where values stand in a picture: `at` gives the place from its top in pixels. */
export type Scale = { at: (value: number) => number; ticks: number[] }

/**
 * A scale over values, with three to six round numbers to read it by. It begins at nought only where the values are near
 * it: what varies is looked at, not how much there is.
 * @param place the pixels between which the values stand
 */
export function scaleOf(values: readonly number[], { top, bottom }: { top: number; bottom: number }): Scale {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const step = roundStep((most - least || Math.abs(most) || 1) / 4)
  const first = Math.floor(least / step)
  const last = Math.max(Math.ceil(most / step), first + 1)
  const ticks = Array.from({ length: last - first + 1 }, (_, at) =>
    Number(((first + at) * step).toPrecision(12)),
  )
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1]
  return {
    ticks,
    at: (value) => Math.round((bottom - ((value - low) / (high - low)) * (bottom - top)) * 10) / 10,
  }
}

/** 1, 2, 2.5 or 5 times a power of ten, and not less than was asked for. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  const times = [1, 2, 2.5, 5, 10].find((each) => each * power >= least * 0.999) ?? 10
  return times * power
}
