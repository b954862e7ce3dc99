import { z } from 'zod'
import { beyond, limits } from '#workflows/limits.ts'
import { addressTyped } from '#workflows/people/mailbox.ts'

/** An email address as people type or paste it: one address and nothing else. Whether it exists, the mail finds out. */
export const emailSchema = z
  .string({ error: 'Enter your email address' })
  .overwrite(addressTyped)
  .min(1, 'Enter your email address')
  .max(limits.person.email.most, beyond(limits.person.email))
  .regex(
    /^[^\s\p{Cc}<>()[\],:;\\"@]+@[^\s\p{Cc}<>()[\],:;\\"@]+$/u,
    'Enter an email address, such as name@council.example',
  )
