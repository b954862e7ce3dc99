/**
 * Whether an address may stand behind a link: of the web, of a mailbox, or of a page of this site. An address that
 * names another site without saying how (`//site`) is none of these.
 */
export function isLinkAddress(href: string): boolean {
  if (href === '' || /[\s\\{}<>"^`|]/.test(href)) return false
  if (/^https?:/i.test(href)) return /^https?:\/\/[^/]/i.test(href) && URL.canParse(href)
  if (/^mailto:/i.test(href)) return href.length > 'mailto:'.length
  return !/^[a-z][a-z0-9+.-]*:/i.test(href) && !href.startsWith('//') && URL.canParse(href, 'http://site')
}
