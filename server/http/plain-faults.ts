import { validatorCompiler } from 'fastify-type-provider-zod'
import { z } from 'zod'

/**
 * Checks what a request holds by its schema. A fault that the schema words with no sentence of its own says what to
 * give. The library hands no sentences on, so they are set while it checks, which is never interrupted.
 */
export const plainValidator: typeof validatorCompiler = (route) => {
  const validate = validatorCompiler(route)
  return (data) => {
    const { customError } = z.config()
    z.config({ customError: whatToGive })
    try {
      return validate(data) as ReturnType<typeof validate>
    } finally {
      z.config({ customError })
    }
  }
}

function whatToGive({ code, ...issue }: z.core.$ZodRawIssue): string | undefined {
  if (code === 'invalid_type')
    return issue.expected === 'object' ? objectOf(issue.inst) : kinds[String(issue.expected)]
  if (code === 'invalid_value') return `Give ${any.format((issue.values as unknown[]).map(String))}.`
  if (code === 'invalid_union') return 'Give a value of a kind that the document of the API names here.'
  return undefined
}

const kinds: Record<string, string> = {
  string: 'Give text.',
  array: 'Give a list.',
  boolean: 'Give true or false.',
  number: 'Give a number.',
  int: 'Give a whole number.',
  nonoptional: 'Give this too: it cannot be left out.',
}

/** What an object has to hold; where nothing is needed, what it may. */
function objectOf(inst: unknown): string {
  if (inst instanceof z.ZodDiscriminatedUnion) return `Give an object with '${inst.def.discriminator}'.`
  if (!(inst instanceof z.ZodObject)) return 'Give an object.'
  const fields = Object.entries(inst.shape as Record<string, z.ZodType>)
  const needed = fields.filter(([, field]) => field._zod.optin !== 'optional')
  return needed.length > 0
    ? `Give an object with ${all.format(needed.map(([name]) => `'${name}'`))}.`
    : `Give an object with any of ${any.format(fields.map(([name]) => `'${name}'`))}.`
}

const all = new Intl.ListFormat('en-GB')
const any = new Intl.ListFormat('en-GB', { type: 'disjunction' })
