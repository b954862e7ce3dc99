import type { FastifyReply } from 'fastify'
import { section } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'

/**
 * An email as it looks, in a frame of its own, and as plain text.
 * @param source the path at which `sendEmailDocument` gives its HTML part
 */
export function emailParts(source: string, text: string): Html {
  return html`${section({
    title: 'As it looks',
    id: 'looks',
    body: html`<iframe class="wm-email" src="${source}" title="The email as it looks" sandbox="allow-top-navigation-by-user-activation"></iframe>`,
  })}
${section({ title: 'As plain text', id: 'text', body: html`<pre class="wm-email-text" tabindex="0" aria-labelledby="text">${text}</pre>` })}`
}

/** Lets the page that is sent next hold `emailParts`. */
export function allowEmailFrame(reply: FastifyReply): void {
  const policy = String(reply.getHeader('content-security-policy'))
  reply.header('content-security-policy', `${policy};frame-src 'self'`)
}

/** Sends the HTML part of an email as a document that can do nothing. */
export function sendEmailDocument(reply: FastifyReply, document: string): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('content-security-policy', emailPolicy)
    .header('x-frame-options', 'SAMEORIGIN')
    .type('text/html; charset=utf-8')
    .send(document.replace('<head>', '<head><base target="_top">'))
}

// An email styles itself inline, as mail programs demand. Nothing else of it may do anything, and its links open
// in the whole window once a reader presses them.
const emailPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-top-navigation-by-user-activation',
].join(';')
