import { z } from 'zod'
import { tokenScopes } from '#db/schema/api-access.ts'
import { emailSchema } from '#server/features/sign-in/email-address.ts'
import { numberSchema, textSchema } from '#server/http/schemas.ts'
import { beyond, limits } from '#workflows/limits.ts'

const secretSchema = (because: string) =>
  z.string({ error: because }).min(1, because).max(limits.signIn.secret.most, beyond(limits.signIn.secret))

export const codeSchema = z.strictObject({ email: emailSchema }).meta({ id: 'CodeRequest' })

/** A grant: a code with what was answered when it was asked for, an API token, or a refresh token. */
export const grantSchema = z
  .discriminatedUnion(
    'grant',
    [
      z.strictObject({
        grant: z.literal('emailCode'),
        challenge: secretSchema("Give 'challenge' as /auth/code answered it."),
        code: z.string({ error: 'Give the six digits.' }).regex(/^\d{6}$/, 'Give the six digits.'),
        program: textSchema(
          'Say what program this is, for the list of sign-ins.',
          limits.signIn.program,
        ).optional(),
      }),
      z.strictObject({ grant: z.literal('apiToken'), token: secretSchema('Give the API token.') }),
      z.strictObject({
        grant: z.literal('refreshToken'),
        refreshToken: secretSchema('Give the refresh token.'),
      }),
    ],
    { error: 'Give one of the grants emailCode, apiToken, refreshToken.' },
  )
  .meta({ id: 'Grant' })

export const newTokenSchema = z
  .strictObject({
    name: textSchema('Give the token a name that tells what uses it.', limits.token.name),
    scope: z.enum(tokenScopes, { error: 'Give read or write.' }).default('read'),
    expiresInDays: numberSchema(limits.token.expiresInDays, 'Give a whole number of days.').default(90),
  })
  .meta({ id: 'NewToken' })
