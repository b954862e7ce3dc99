import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import nunjucks from '@11ty/nunjucks'
import { type Content, type Html, isHtml, raw, render } from './html.ts'

/**
 * One of the official GOV.UK macros as a function. The macro escapes every value itself, except those in
 * keys that end in `html`: fill those only through `content`, which takes HTML from our tag and nothing else.
 *
 * @param component the component's folder, such as `date-input`
 * @param name the macro's name, such as `govukDateInput`
 */
export function macro(component: string, name: string): (params: object) => Html {
  const source = `{% from "components/${component}/macro.njk" import ${name} %}{{ ${name}(params) }}`
  const template = nunjucks.compile(source, environment)
  return (params) => raw(template.render({ params }).trim())
}

/** `{ text }` or `{ html }`, as the macros ask for; nothing when there is nothing to show. */
export function content(value: Content): { text: string } | { html: string }
export function content(value: Content | undefined): { text: string } | { html: string } | undefined
export function content(value: Content | undefined): { text: string } | { html: string } | undefined {
  if (value === undefined) return undefined
  return isHtml(value) ? { html: render(value) } : { text: value }
}

/** `{ <name>Text }` or `{ <name>Html }`, as some macros ask for. */
export function named(name: string, value: Content | undefined): object {
  if (value === undefined) return {}
  return isHtml(value) ? { [`${name}Html`]: render(value) } : { [`${name}Text`]: value }
}

/** The folder of govuk-frontend's compiled files. `createRequire`, as the tests have no `import.meta.resolve`. */
export const govukFolder = dirname(
  createRequire(import.meta.url).resolve('govuk-frontend/dist/govuk/govuk-frontend.min.css'),
)

const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader([govukFolder]), {
  autoescape: true,
  trimBlocks: true,
  lstripBlocks: true,
})
