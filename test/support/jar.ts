import type { TestApp } from './app.ts'
import type { Answer } from './visitor.ts'

/** A browser as far as cookies and forms go. */
export type Jar = {
  get: (path: string) => Promise<Answer>
  /** Sends a form. Its token is taken from the page before, where there is one. */
  post: (path: string, fields: Record<string, string>, headers?: Record<string, string>) => Promise<Answer>
  cookies: Map<string, string>
}

/**
 * A browser without a window, which keeps its cookies.
 * @param from the network address that it seems to come from; the application has to trust loopback for it
 */
export function newJar({ url }: Pick<TestApp, 'url'>, from?: string): Jar {
  const cookies = new Map<string, string>()
  let token = ''
  const ask = async (
    path: string,
    options: RequestInit,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(url + path, {
      ...options,
      redirect: 'manual',
      headers: {
        ...(cookies.size > 0 && {
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        }),
        ...(from !== undefined && { 'x-forwarded-for': from }),
        ...headers,
      },
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    const text = await response.text()
    token = /name="_csrf" value="([^"]*)"/.exec(text)?.[1] ?? token
    return {
      status: response.status,
      location: response.headers.get('location'),
      text,
      headers: response.headers,
    }
  }
  return {
    cookies,
    get: (path) => ask(path, {}),
    post: (path, fields, headers) =>
      ask(path, { method: 'POST', body: new URLSearchParams({ _csrf: token, ...fields }) }, headers),
  }
}
