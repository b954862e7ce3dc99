import type { paths } from './api-types.d.ts'

type Method = 'get' | 'post'
type PathOf<M extends Method> = { [P in keyof paths]: paths[P][M] extends object ? P : never }[keyof paths]
type Json<T> = T extends { content: { 'application/json': infer Body } } ? Body : never
type BodyOf<O> = O extends { requestBody: infer Body } ? Json<Body> : undefined
type AnswerOf<O> = O extends { responses: infer R }
  ? { [S in keyof R]: S extends 200 | 201 | 202 ? Json<R[S]> : never }[keyof R]
  : never
type QueryOf<O> = O extends { parameters: { query?: infer Query } } ? NonNullable<Query> : never

/**
 * A client such as one would write around generated types: every path, body and answer is typed by the document.
 * Throws with the problem where it is refused.
 */
export function typedClient(url: string, token?: string) {
  return {
    get: <P extends PathOf<'get'>>(path: P, asked: { id?: string; query?: QueryOf<paths[P]['get']> } = {}) =>
      ask<AnswerOf<paths[P]['get']>>('get', path, asked),
    post: <P extends PathOf<'post'>>(
      path: P,
      asked: { id?: string; ifMatch?: string; body: BodyOf<paths[P]['post']> },
    ) => ask<AnswerOf<paths[P]['post']>>('post', path, asked),
  }

  async function ask<Answer>(
    method: Method,
    path: string,
    { id = '', query = {}, ifMatch, body }: { id?: string; query?: object; ifMatch?: string; body?: unknown },
  ): Promise<Answer> {
    const address = new URL(path.replace('{id}', id), url)
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, String(value))
    const response = await fetch(address, {
      method: method.toUpperCase(),
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const answer: unknown = await response.json()
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
    return answer as Answer
  }
}
