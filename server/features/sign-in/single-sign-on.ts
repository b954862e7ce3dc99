import * as client from 'openid-client'

/** Settings of the organisation's single sign-on. */
export type SingleSignOnSettings = {
  issuer: string
  clientId: string
  clientSecret: string
  name: string
  /** Words of `amr` or `acr` by which the issuer says that it asked for more than one factor. */
  strong: readonly string[]
}

/** What is kept in the browser between leaving for the single sign-on and coming back. */
export type Journey = { state: string; nonce: string; verifier: string; next: string }

/** Who came back, as the issuer vouches for them. */
export type Vouched = {
  issuer: string
  subject: string
  email: string
  emailVerified: boolean
  /** The issuer said that it asked for more than one factor. */
  strong: boolean
}

/** The single sign-on refused, answered something that does not check, or is away. */
export class SingleSignOnError extends Error {
  override readonly name = 'SingleSignOnError'
  /** For the log: a code of the protocol or of the library, never what was sent. */
  readonly code: string

  constructor(code: string, options?: ErrorOptions) {
    super('The single sign-on did not confirm who this is.', options)
    this.code = code
  }
}

export type SingleSignOn = ReturnType<typeof newSingleSignOn>

/** Milliseconds that the issuer has to answer. */
const PATIENCE = 10_000

/**
 * OpenID Connect: authorisation code with PKCE, state and nonce. The issuer's settings and keys are asked for at
 * every sign-in, which are few: so a key that it changed counts at once, and Waymark starts while it is away.
 */
export function newSingleSignOn(
  { issuer, clientId, clientSecret, name, strong }: SingleSignOnSettings,
  { redirectUri }: { redirectUri: string },
) {
  async function configuration(): Promise<client.Configuration> {
    try {
      return await discovered()
    } catch (error) {
      throw new SingleSignOnError(codeOf(error), { cause: error })
    }
  }

  async function discovered(): Promise<client.Configuration> {
    const url = new URL(issuer)
    const config = await client.discovery(
      url,
      clientId,
      { [client.clockTolerance]: 30 },
      client.ClientSecretBasic(clientSecret),
      {
        timeout: PATIENCE / 1000,
        // Without it the library trusts the connection alone and leaves the token's signature unchecked.
        execute: [
          client.enableNonRepudiationChecks,
          ...(isLoopback(url) ? [client.allowInsecureRequests] : []),
        ],
      },
    )
    config.timeout = PATIENCE / 1000
    return config
  }

  return {
    name,

    /** Where to send the browser, and what to keep in it until it comes back. */
    begin: async (next: string): Promise<{ url: string; journey: Journey }> => {
      const config = await configuration()
      const journey = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        next,
      }
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        code_challenge: await client.calculatePKCECodeChallenge(journey.verifier),
        code_challenge_method: 'S256',
        state: journey.state,
        nonce: journey.nonce,
      })
      return { url: url.href, journey }
    },

    /**
     * Who came back. Everything is checked: state, the code with its PKCE verifier, and of the ID token signature,
     * issuer, audience, times and nonce.
     * @param query what the browser came back with
     * @throws SingleSignOnError
     */
    finish: async (query: string, { state, nonce, verifier }: Journey): Promise<Vouched> => {
      const config = await configuration()
      try {
        const tokens = await client.authorizationCodeGrant(config, new URL(`${redirectUri}?${query}`), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        if (!claims) throw new SingleSignOnError('noIdToken')
        if (claims.azp !== undefined && claims.azp !== clientId) throw new SingleSignOnError('otherParty')
        const more = await moreClaims(config, tokens.access_token, claims)
        return { ...vouchedBy(claims, more), strong: saysStrong(claims, strong) }
      } catch (error) {
        throw error instanceof SingleSignOnError
          ? error
          : new SingleSignOnError(codeOf(error), { cause: error })
      }
    },
  }
}

type Claims = Record<string, unknown> & { iss: string; sub: string }

/** Issuers that put no address into the ID token tell it to the holder of the access token. */
async function moreClaims(config: client.Configuration, accessToken: string, claims: Claims) {
  if (claims.email !== undefined || !config.serverMetadata().userinfo_endpoint) return {}
  return client.fetchUserInfo(config, accessToken, claims.sub)
}

/**
 * An address counts as verified when the issuer says so: by `email_verified`, or as Microsoft Entra does, by
 * `xms_edov`, which says that the address's domain has been verified as the organisation's own.
 */
function vouchedBy(claims: Claims, more: Record<string, unknown>): Omit<Vouched, 'strong'> {
  const all = { ...more, ...claims }
  const email = typeof all.email === 'string' ? all.email : ''
  const verified = all.email_verified === true || [true, 1, '1', 'true'].includes(all.xms_edov as never)
  return { issuer: claims.iss, subject: claims.sub, email, emailVerified: email !== '' && verified }
}

/** Of the signed ID token alone. What an issuer does not say, it has not asked for. */
function saysStrong({ amr, acr }: Claims, strong: readonly string[]): boolean {
  return [acr, ...(Array.isArray(amr) ? (amr as unknown[]) : [])].some(
    (word) => typeof word === 'string' && strong.includes(word),
  )
}

/** On this machine an issuer may go without https. */
function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}

function codeOf(error: unknown): string {
  const { error: refusal, code } = error as { error?: unknown; code?: unknown }
  return typeof refusal === 'string' ? refusal : typeof code === 'string' ? code : 'unknown'
}
