import { z } from 'zod'

/** The keys of a form of a file that hold one value each: 'people.0.name'; `*` stands for any name. */
export function leavesOf(form: unknown, path: string[] = []): string[] {
  if (form instanceof z.ZodObject)
    return Object.entries(form.shape as Record<string, unknown>).flatMap(([name, each]) =>
      leavesOf(each, [...path, name]),
    )
  if (form instanceof z.ZodArray) return leavesOf(form.element, [...path, '0'])
  if (form instanceof z.ZodRecord) return leavesOf(form.valueType, [...path, '*'])
  if (form instanceof z.ZodOptional || form instanceof z.ZodNullable) return leavesOf(form.unwrap(), path)
  if (form instanceof z.ZodPipe) return leavesOf(form.in, path)
  return [path.join('.')]
}
