import formats from 'ajv-formats'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { closed } from './openapi.ts'

type Media = Record<string, { schema: object }>
type Response = { $ref?: string; content?: Media }
export type PublishedDocument = {
  paths: Record<string, Record<string, { responses: Record<string, Response> }>>
  components: { schemas: object; responses: Record<string, Response> }
}

/**
 * Holds answers against a published document by a validator that knows nothing of the schemas it was made from.
 * @returns what is wrong with a JSON answer, as sentences; a field that the document does not name is wrong too
 */
export function independentJudge({ paths, components }: PublishedDocument) {
  const ajv = new Ajv2020({ allErrors: true, strict: false })
  formats.default(ajv)
  const judges = new Map<string, ReturnType<typeof ajv.compile>>()
  ajv.addSchema({ $id: 'urn:waymark:document', components: { schemas: closed(components.schemas) } })

  return (path: string, method: string, status: number, body: unknown): string[] => {
    const response = paths[path]?.[method]?.responses[status]
    const told = response?.$ref ? components.responses[response.$ref.split('/').at(-1) ?? ''] : response
    const schema = told?.content?.['application/json']?.schema
    if (!schema) return [`${method} ${path} documents no JSON with ${status}`]
    const text = JSON.stringify(closed(schema)).replaceAll(
      '"#/components/',
      '"urn:waymark:document#/components/',
    )
    const judge = judges.get(text) ?? ajv.compile(JSON.parse(text) as object)
    judges.set(text, judge)
    return judge(body)
      ? []
      : (judge.errors ?? []).map(({ instancePath, message }) => `${path} ${instancePath}: ${message}`)
  }
}
