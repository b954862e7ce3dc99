import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import {
  addPasskey,
  CHALLENGE_MINUTES,
  findPasskey,
  keepChallenge,
  listPasskeys,
  takeChallenge,
  usePasskey,
} from '#db/read/passkeys.ts'
import type { Deps } from '#server/deps.ts'
import { hashOf, newSecret } from '#server/http/hashes.ts'
import { readAdded, readUsed } from './passkey-answers.ts'

/** Signing in with passkeys (WebAuthn), and adding them. */
export type Passkeys = ReturnType<typeof newPasskeys>

/** What a browser is asked, and the secret it has to hold to answer. */
export type Asked<Options> = { holder: string; options: Options }

/** Why a passkey is not taken. `over`: its challenge ran out, was used, or was another browser's. */
export type PasskeyFault = 'over' | 'unsound' | 'unknown' | 'counter' | 'tooMany'

// Loaded by the first who uses a passkey: its reader of certificates takes as long to load as all that is ours.
const webauthn = () => import('@simplewebauthn/server')

/** Ed25519, ES256 and RS256: what devices have. */
const algorithms = [-8, -7, -257]

/**
 * The two ceremonies of WebAuthn, for the address that people reach Waymark by. A challenge is good for minutes, once,
 * in the browser that asked for it. The device has to check its person by finger, face or PIN, so that a passkey is
 * two factors; and one that counts its uses must count upwards, or there are two of it.
 */
export function newPasskeys({ db, clock, publicUrl }: Deps) {
  const { origin, hostname: rpID } = new URL(publicUrl)
  const timeout = CHALLENGE_MINUTES * 60_000

  async function asked<Options extends { challenge: string }>(
    options: Options,
    personId: string | null,
  ): Promise<Asked<Options>> {
    const holder = newSecret()
    await keepChallenge(db, clock, { holderHash: hashOf(holder), challenge: options.challenge, personId })
    return { holder, options }
  }

  return {
    /** Asks a browser to make a passkey for a person, on a device that holds none of theirs. */
    askToAdd: async (person: {
      id: string
      name: string
      email: string
    }): Promise<Asked<PublicKeyCredentialCreationOptionsJSON>> => {
      const known = await listPasskeys(db, person.id)
      const { generateRegistrationOptions } = await webauthn()
      const options = await generateRegistrationOptions({
        rpName: 'Waymark',
        rpID,
        userID: new TextEncoder().encode(person.id),
        userName: person.email,
        userDisplayName: person.name,
        timeout,
        attestationType: 'none',
        supportedAlgorithmIDs: algorithms,
        excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      })
      return asked(options, person.id)
    },

    /**
     * Adds what the browser made.
     * @param first only while the person has none
     * @returns what was wrong, or null
     */
    add: async ({
      holder,
      answer,
      ...added
    }: {
      holder: string
      answer: string | undefined
      personId: string
      name: string
      first: boolean
    }): Promise<PasskeyFault | null> => {
      const taken = await takeChallenge(db, clock, hashOf(holder))
      if (!taken || taken.personId !== added.personId) return 'over'
      const response = readAdded(answer)
      if (!response) return 'unsound'
      const { verifyRegistrationResponse } = await webauthn()
      const checked = await verifyRegistrationResponse({
        response,
        expectedChallenge: taken.challenge,
        expectedOrigin: origin,
        expectedRPID: rpID,
        requireUserVerification: true,
        supportedAlgorithmIDs: algorithms,
      }).catch(() => null)
      if (!checked?.verified) return 'unsound'
      const { id: credentialId, publicKey, counter } = checked.registrationInfo.credential
      const kept = {
        ...added,
        credentialId,
        publicKey: Buffer.from(publicKey).toString('base64url'),
        counter,
      }
      return (await addPasskey(db, clock, kept)) ? null : 'tooMany'
    },

    /** Asks a browser for a passkey: one of a person's own, or any that it holds for Waymark. */
    askToUse: async (personId: string | null): Promise<Asked<PublicKeyCredentialRequestOptionsJSON>> => {
      const known = personId === null ? [] : await listPasskeys(db, personId)
      const { generateAuthenticationOptions } = await webauthn()
      const options = await generateAuthenticationOptions({
        rpID,
        timeout,
        userVerification: 'required',
        ...(known.length > 0 && {
          allowCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
        }),
      })
      return asked(options, null)
    },

    /** Whose passkey the browser used, or why it is not taken. */
    use: async ({
      holder,
      answer,
    }: {
      holder: string
      answer: string | undefined
    }): Promise<{ person: { id: string; email: string } } | { fault: PasskeyFault }> => {
      const taken = await takeChallenge(db, clock, hashOf(holder))
      if (!taken || taken.personId !== null) return { fault: 'over' }
      const response = readUsed(answer)
      if (!response) return { fault: 'unsound' }
      const passkey = await findPasskey(db, response.id)
      if (!passkey) return { fault: 'unknown' }
      const { verifyAuthenticationResponse } = await webauthn()
      const checked = await verifyAuthenticationResponse({
        response,
        expectedChallenge: taken.challenge,
        expectedOrigin: origin,
        expectedRPID: rpID,
        requireUserVerification: true,
        credential: {
          id: passkey.credentialId,
          publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
          // The statement that notes the use compares it, so that two answers at once cannot both pass.
          counter: -1,
        },
      }).catch(() => null)
      if (!checked?.verified) return { fault: 'unsound' }
      const counter = checked.authenticationInfo.newCounter
      if (!(await usePasskey(db, clock, { id: passkey.id, counter }))) return { fault: 'counter' }
      return { person: { id: passkey.personId, email: passkey.email } }
    },
  }
}
