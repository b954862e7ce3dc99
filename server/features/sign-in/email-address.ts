import { z } from 'zod'

/** An email address as people type it: one address and nothing else. Whether it exists, the mail finds out. */
export const emailSchema = z
  .string({ error: 'Enter your email address' })
  .trim()
  .min(1, 'Enter your email address')
  .max(254, 'Enter an email address of at most 254 characters')
  .regex(
    /^[^\s\p{Cc}<>()[\],:;\\"@]+@[^\s\p{Cc}<>()[\],:;\\"@]+$/u,
    'Enter an email address, such as name@council.example',
  )
