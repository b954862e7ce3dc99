import type { CDPSession, Page } from 'playwright-core'

/** A security key as Chromium pretends one is plugged in: real keys and signatures, and a person who says yes. */
export type Authenticator = {
  /** Whether its person shows finger, face or PIN from now on. */
  verifies: (does: boolean) => Promise<void>
  /** The passkeys that it holds, with their private keys. */
  held: () => Promise<Held[]>
  /** Puts a passkey into it, such as another one's copy. */
  put: (passkey: Held) => Promise<void>
  /** Plugs it in again with what it held when that was last looked at: a session that ends unplugs all. */
  again: () => Promise<void>
  /** Forgets what it holds. */
  clear: () => Promise<void>
}

type Held = Awaited<ReturnType<typeof credentialsOf>>[number]

/** Plugs a security key into a tab. */
export async function plugIn(page: Page): Promise<Authenticator> {
  const session = await page.context().newCDPSession(page)
  let authenticatorId = await newKey(session)
  let last: Held[] = []
  return {
    verifies: async (isUserVerified) => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    },
    held: async () => {
      last = await credentialsOf(session, authenticatorId)
      return last
    },
    put: async (credential) => {
      await session.send('WebAuthn.addCredential', { authenticatorId, credential })
    },
    clear: async () => {
      await session.send('WebAuthn.clearCredentials', { authenticatorId })
    },
    again: async () => {
      await session.send('WebAuthn.disable')
      authenticatorId = await newKey(session)
      for (const credential of last)
        await session.send('WebAuthn.addCredential', { authenticatorId, credential })
    },
  }
}

async function newKey(session: CDPSession): Promise<string> {
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return authenticatorId
}

async function credentialsOf(session: CDPSession, authenticatorId: string) {
  const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId })
  return credentials
}
