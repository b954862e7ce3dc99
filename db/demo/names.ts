import { z } from 'zod'

/** Days from the day the demonstration is loaded: -7 is a week ago, 0 is today, 14 is in two weeks. */
export const offset = z.int()
export type Offset = number

/** Words to be shown, which may not be empty. */
export const words = z.string().min(1)

/** Something that may be left out. */
export const maybe = z.exactOptional

/** What other files of the demonstration may name: a name that no person has is refused where it stands. */
export type Names = {
  person: z.ZodEnum<Record<string, string>>
  agency: z.ZodEnum<Record<string, string>>
  recommendation: z.ZodEnum<Record<string, string>>
  priority: z.ZodEnum<Record<string, string>>
  /** A ref of the kind `P1.S3`, in one of the plan's priorities. */
  refOf: (letters: string) => z.ZodString
}
