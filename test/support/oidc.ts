import { createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** What an issuer says about an account, by the name it signs in with. */
export type Accounts = Record<string, Record<string, unknown>>

export type Issuer = {
  url: string
  clientId: string
  clientSecret: string
  /** Signs with new keys from now on, and knows the old ones no more. */
  rotateKeys: () => Promise<void>
  stop: () => Promise<void>
}

/** A real OpenID provider on a free loopback port, with its own pages for signing in and consenting. */
export async function startIssuer(redirectUri: string, accounts: Accounts): Promise<Issuer> {
  const site = await startSite()
  const clientSecret = randomBytes(24).toString('hex')
  const rotateKeys = async () =>
    site.answerWith(await provider(site.url, { redirectUri, clientSecret, accounts }))
  await rotateKeys()
  return { url: site.url, clientId: 'waymark', clientSecret, rotateKeys, stop: site.stop }
}

/**
 * Goes through the provider's pages as a person would, from where Waymark sent the browser.
 * @returns the address at which the provider sends the browser back
 */
export async function passThrough(url: string, login: string): Promise<string> {
  const cookies = new Map<string, string>()
  let at = url
  let body: URLSearchParams | undefined
  for (let step = 0; step < 20; step++) {
    const response = await fetch(at, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(body && { method: 'POST', body }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    body = undefined
    const location = response.headers.get('location')
    const page = await response.text()
    if (location !== null) {
      const next = new URL(location, at)
      if (next.origin !== new URL(url).origin) return next.href
      at = next.href
      continue
    }
    const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1]
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1]
    if (!action || !prompt)
      throw new Error(`the provider shows no form: ${response.status} ${page.slice(0, 300)}`)
    at = new URL(action.replaceAll('&amp;', '&'), at).href
    body = new URLSearchParams({ prompt, login, password: 'any' })
  }
  throw new Error('the provider sends the browser round and round')
}

/** What a bent issuer puts into an ID token, and with which key and head it signs. */
export type Bent = { claims?: Record<string, unknown>; header?: Record<string, unknown>; key?: KeyObject }

/**
 * An issuer that lies as it is told: it gives a token for any code, with whatever a forger would put into it. What
 * it is told of the real request, its nonce, is there to be used or not.
 */
export async function startBentIssuer(): Promise<
  Issuer & { bend: (how: Bent) => void; otherKey: KeyObject }
> {
  const site = await startSite()
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const clientId = 'waymark'
  let bent: Bent = {}
  let nonce = ''
  const metadata = {
    issuer: site.url,
    authorization_endpoint: `${site.url}/auth`,
    token_endpoint: `${site.url}/token`,
    jwks_uri: `${site.url}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  }
  site.answerWith((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', site.url)
    const json = (body: object) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
    if (pathname === '/.well-known/openid-configuration') return void json(metadata)
    if (pathname === '/keys')
      return void json({
        keys: [{ ...pair.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }],
      })
    if (pathname === '/auth') {
      nonce = searchParams.get('nonce') ?? ''
      return void response.writeHead(204).end()
    }
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: site.url,
      aud: clientId,
      sub: 'somebody',
      iat: now,
      exp: now + 300,
      nonce,
      email_verified: true,
      ...bent.claims,
    }
    const idToken = signed({ alg: 'RS256', kid: 'one', ...bent.header }, claims, bent.key ?? pair.privateKey)
    return void json({ access_token: 'x', token_type: 'Bearer', id_token: idToken })
  })
  return {
    url: site.url,
    clientId,
    clientSecret: 'x'.repeat(32),
    rotateKeys: () => Promise.reject(new Error('a bent issuer keeps its keys')),
    bend: (how) => {
      bent = how
    },
    otherKey: other.privateKey,
    stop: site.stop,
  }
}

async function provider(
  issuer: string,
  { redirectUri, clientSecret, accounts }: { redirectUri: string; clientSecret: string; accounts: Accounts },
): Promise<Handler> {
  const { Provider } = await import('oidc-provider')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return new Provider(issuer, {
    clients: [
      {
        client_id: 'waymark',
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    jwks: {
      keys: [
        {
          ...privateKey.export({ format: 'jwk' }),
          kid: randomBytes(4).toString('hex'),
          use: 'sig',
          alg: 'RS256',
        },
      ],
    },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    pkce: { required: () => true },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, ...accounts[id] }),
    }),
  }).callback()
}

async function startSite(): Promise<{
  url: string
  answerWith: (handler: Handler) => void
  stop: () => Promise<void>
}> {
  let answer: Handler = (_request, response) => void response.writeHead(503).end()
  const server = createServer((request, response) => answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answerWith: (handler) => {
      answer = handler
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function signed(header: object, claims: object, key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part(header)}.${part(claims)}`
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`
}
