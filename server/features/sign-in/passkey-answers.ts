import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { z } from 'zod'
import { limits } from '#workflows/limits.ts'

const bytes = z
  .string()
  .max(limits.signIn.credential.most)
  .regex(/^[\w-]+$/)

const common = { id: bytes.max(limits.signIn.credentialId.most), rawId: bytes, type: z.literal('public-key') }

const added = z.object({
  ...common,
  response: z.object({ clientDataJSON: bytes, attestationObject: bytes }),
})

const used = z.object({
  ...common,
  response: z.object({ clientDataJSON: bytes, authenticatorData: bytes, signature: bytes }),
})

/** What a browser answered that made a passkey, as far as it has the right shape; null when it has not. */
export function readAdded(text: string | undefined): RegistrationResponseJSON | null {
  const answer = added.safeParse(parsed(text))
  return answer.success ? { ...answer.data, clientExtensionResults: {} } : null
}

/** What a browser answered that used a passkey, as far as it has the right shape; null when it has not. */
export function readUsed(text: string | undefined): AuthenticationResponseJSON | null {
  const answer = used.safeParse(parsed(text))
  return answer.success ? { ...answer.data, clientExtensionResults: {} } : null
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return null
  }
}
