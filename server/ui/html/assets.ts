import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deriveCss } from './derive-css.ts'
import { govukFolder } from './macro.ts'

/** A file that every page may ask for. */
export type Asset = { body: string; type: string }

// In the order of the cascade: our tokens, the library's components, then our own layers.
const layers = ['tokens', 'components', 'lists', 'frame', 'pages', 'board', 'print'] as const

/**
 * The stylesheet, scripts and pictures of the pages, composed once at start. Each path carries a hash of its content,
 * so browsers may keep a file for ever and still get the new one after an upgrade.
 */
export const assets = compose()

function compose() {
  const files = new Map<string, Asset>()
  const add = (name: string, type: string, body: string): string => {
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
    const path = `/assets/${name.replace('.', `.${hash}.`)}`
    files.set(path, { body, type })
    return path
  }
  return {
    cssPath: add('waymark.css', 'text/css; charset=utf-8', stylesheet()),
    /** What only the wide pages of a plan need, which a phone on a slow line is spared elsewhere. */
    planCssPath: add(
      'plan.css',
      'text/css; charset=utf-8',
      ['plan', 'charts', 'figures'].map((name) => squeeze(ownFile(`${name}.css`))).join(''),
    ),
    markPath: add('cairn.svg', 'image/svg+xml', ownFile('cairn.svg')),
    scriptPaths: { passkeys: add('passkeys.js', 'text/javascript; charset=utf-8', ownFile('passkeys.js')) },
    iconPath: add('icon.svg', 'image/svg+xml', ownFile('icon.svg')),
    files: files as ReadonlyMap<string, Asset>,
  }
}

function stylesheet(): string {
  const base = deriveCss(readFileSync(join(govukFolder, 'govuk-frontend.min.css'), 'utf8'))
  const [tokens, ...rest] = layers.map((name) => squeeze(ownFile(`${name}.css`)))
  return [tokens, base, ...rest].join('')
}

// Comments and indentation are for us; everything else is left as it was written.
function squeeze(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/ ?([{};]) ?/g, '$1')
}

function ownFile(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../public', name), 'utf8')
}
