import { type Day, daysBetween } from '#workflows/calendar/calendar.ts'
import type { TargetLine } from '#workflows/measure/line-to-target.ts'
import type { Content } from './html.ts'

/** Something that happened on a day. */
export type Annotation = { on: Day; text: Content }

/** A mark on a chart, and all that it stands for. */
export type Mark = { on: Day; number: string; all: (Annotation & { number: number })[] }

type Points = readonly { on: Day }[]

/** The part of a line to the target that lies beside the figures; null where none does. */
export function partBeside({ from, to }: TargetLine, points: Points): TargetLine | null {
  const [first, last] = [points[0]?.on ?? '', points.at(-1)?.on ?? '']
  const [start, end] = [from.on > first ? from.on : first, to.on < last ? to.on : last]
  if (start >= end) return null
  const at = (on: Day) => ({ on, value: valueOnLine({ from, to }, on) })
  return { from: at(start), to: at(end) }
}

/** Where a straight line to the target stands on a day. */
export function valueOnLine({ from, to }: TargetLine, on: Day): number {
  return from.value + ((to.value - from.value) * daysBetween(from.on, on)) / daysBetween(from.on, to.on)
}

/** What happened beside the figures, in the order of days, with a mark for those too close to each other for two. */
export function numbered(annotations: readonly Annotation[], points: Points): Mark[] {
  const [first, last] = [points[0]?.on ?? '', points.at(-1)?.on ?? '']
  const beside = annotations
    .filter(({ on }) => on >= first && on <= last)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    .map((each, at) => ({ ...each, number: at + 1 }))
  const close = daysBetween(first || '2000-01-01', last || '2000-01-01') / MARKS
  const marks: Mark[] = []
  for (const each of beside) {
    const mark = marks.at(-1)
    if (mark && daysBetween(mark.on, each.on) < close) {
      mark.all.push(each)
      mark.number = `${mark.all[0]?.number}–${each.number}`
    } else marks.push({ on: each.on, number: String(each.number), all: [each] })
  }
  return marks
}

/** Marks that fit beside each other on a phone. */
const MARKS = 9
