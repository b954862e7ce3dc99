/**
 * Makes our base stylesheet from the one that govuk-frontend ships: keeps the rules of the components we use,
 * drops GOV.UK's own typeface, crown, header and footer, which only services on that domain may show, and
 * reads every colour from a custom property, so that one set of tokens gives the light, dark and print themes.
 *
 * @param css the precompiled, minified stylesheet of govuk-frontend
 */
export function deriveCss(css: string): string {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/@charset[^;]*;/, '')
  return tokens(rules(bare))
}

const components = [
  'accordion|body-lead|button--(?:inverse|start)|button__start|breadcrumbs--inverse|back-link--inverse|link--inverse|character-count|cookie-banner|exit-this-page|feedback|footer|frontend-supported',
  'generic-header|header|language-navigation|link-image|logo|pagination|panel|password-input|phase-banner',
  'service-navigation|step|tabs|task-list|template|drop-zone|file-upload-|tag--|grid-|section-break|summary-card|link--(?:muted|no-|text-colour)',
]
const utilities = String.raw`\\!-(?!display|font-weight|margin-(?:bottom|top)|text-align|width)`
const unused = new RegExp(String.raw`\.js-enabled|\.govuk-(?:${components.join('|')}|${utilities})`)

function rules(css: string): string {
  return blocks(css)
    .map(({ head, body }) => {
      if (head.startsWith('@media') || head.startsWith('@supports')) return group(head, body)
      if (head.startsWith('@')) return ''
      return rule(head, body)
    })
    .join('')
}

function group(head: string, body: string): string {
  const inner = rules(body)
  return inner === '' || /\\0|-ms-high-contrast:none/.test(head) ? '' : `${head}{${inner}}`
}

function rule(head: string, body: string): string {
  // Links printed with their address after them make a printed plan unreadable.
  if (body.includes('attr(href)') || head === ':root') return ''
  // Print takes its sizes from the root, as the screen does; the library sets 14 point on every rule.
  if (body === 'font-family:sans-serif' || /^font-size:\d+pt;line-height:[\w.]+$/.test(body)) return ''
  const kept = selectors(head).filter((selector) => !unused.test(selector))
  return kept.length === 0 ? '' : `${kept.join(',')}{${body}}`
}

function tokens(css: string): string {
  return css
    .replace(/font-family:[^;}]*GDS Transport[^;}]*/g, 'font-family:var(--wm-font)')
    .replace(/var\((--govuk-[a-z-]+),(?:#[0-9a-f]{3,6}|var\(--govuk-[a-z-]+\))\)/g, 'var($1)')
    .replace(/-webkit-font-smoothing:antialiased;-moz-osx-font-smoothing:grayscale;?/g, '')
    .replace(/font-size:1\.1875rem;line-height:1\.3157894737/g, 'font-size:var(--wm-text);line-height:1.5')
    .replace(/font-size:1\.1875rem/g, 'font-size:var(--wm-text)')
    .replace(/font-size:1rem;line-height:1\.25/g, 'font-size:var(--wm-small);line-height:1.45')
    .replace(/#[0-9a-f]{3,6}\b/g, (colour) => `var(--wm-${colours[colour] ?? unknown(colour)})`)
}

// The colours that the library writes as numbers, and our token for each.
const colours: Record<string, string> = {
  '#0f7a52': 'button',
  '#0b5c3e': 'button-hover',
  '#083d29': 'button-edge',
  '#fff': 'on-button',
  '#f3f3f3': 'sunken',
  '#858686': 'border-strong',
  '#0b0c0c': 'ink',
  '#cecece': 'border',
  '#ca3535': 'warning',
  '#982828': 'warning-hover',
  '#651b1b': 'warning-edge',
  '#0f385c': 'tag-text',
  '#d2e2f1': 'tag',
}

// A new version of the library may bring a new colour: better to fail at start than to be unreadable in the dark.
function unknown(colour: string): never {
  throw new Error(`The base stylesheet uses ${colour}, which has no token of ours`)
}

const selectors = (head: string): string[] => head.split(/,(?![^(]*\))/)

type Block = { head: string; body: string }

function blocks(css: string): Block[] {
  const found: Block[] = []
  let at = 0
  for (let open = css.indexOf('{', at); open >= 0; open = css.indexOf('{', at)) {
    const close = closing(css, open)
    found.push({ head: css.slice(at, open).trim(), body: css.slice(open + 1, close) })
    at = close + 1
  }
  return found
}

function closing(css: string, open: number): number {
  let depth = 0
  for (let i = open; i < css.length; i++) {
    if (css[i] === '{') depth++
    if (css[i] === '}' && --depth === 0) return i
  }
  return css.length
}
