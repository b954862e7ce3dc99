import type { FastifyRequest } from 'fastify'
import type { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import { button } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { typedValues } from './forms/forms.ts'
import { MOST_FIELDS } from './forms/most-fields.ts'
import { typedWords } from './forms/typed-words.ts'
import { day } from './html/words.ts'
import { pageOf, withNext } from './next-path.ts'
import { asItIsNow } from './past-day.ts'
import type { Web } from './web.ts'

/** The page for an error: what happened, and what to do now. What was typed is shown, so that it can be kept. */
export function errorPage(web: Web, problem: Problem, request: FastifyRequest): string {
  const { title, body } = words(problem, request)
  return web.draw(request, {
    title,
    body: html`<div class="wm-prose">${body}</div>${typed(problem, request)}`,
  })
}

type Words = { title: string; body: Html }

function words(problem: Problem, request: FastifyRequest): Words {
  switch (problem.status) {
    case 404:
      return {
        title: 'Page not found',
        body: html`<p>There is nothing at this address that you may see.</p>
<ul class="govuk-list govuk-list--bullet">
<li>If you typed the address, check that it is correct.</li>
<li>If you pasted it, check that you copied all of it.</li>
<li>If it is of a plan you are not part of, ask its administrator to add you.</li>
${notThereYet(request)}</ul>${wayOn(request)}`,
      }
    case 403:
      return { title: 'You may not do this', body: html`<p>${problem.message}</p>${wayOn(request)}` }
    case 409:
      return {
        title: 'This is not possible at the moment',
        body: html`<p>${problem.message}</p>${wayOn(request)}`,
      }
    case 410:
      return { title: 'It was taken out', body: html`<p>${problem.message}</p>${wayOn(request)}` }
    case 412:
      return {
        title: 'It has changed since you opened it',
        body: html`<p>Somebody else saved a change meanwhile. Open the page again and decide on what is there now.</p>${wayOn(request)}`,
      }
    case 413:
      return {
        title: 'That was too much at once',
        body: html`<p>Send less than 1 MB at a time: put long texts into a document and link to it, and paste only the rows that are needed.</p>
<p>Your browser’s way back keeps what you typed.</p>`,
      }
    case 429:
      return {
        title: 'Too many pages at once',
        body: html`<p>${problem.message}</p><p>Then reload this page. Nothing is lost.</p>`,
      }
    case 503:
      return away(problem)
    default:
      if (problem.status >= 500) return broken(request)
      return request.method === 'GET' ? wrongAddress(problem, request) : notUnderstood(request)
  }
}

function away({ code }: Problem): Words {
  if (code !== 'outcomeUnknown') {
    return {
      title: 'The service is not available at the moment',
      body: html`<p>The database does not answer. Nothing is lost.</p>
<p>Wait a few seconds, then reload this page.</p>`,
    }
  }
  return {
    title: 'We do not know whether this was saved',
    body: html`<p>The connection to the database broke while your change was being saved.</p>
<p>Wait a few seconds, then reload this page and let the browser send the form again. Nothing is saved twice: if it was saved the first time, you will
be told.</p>`,
  }
}

function broken({ id }: FastifyRequest): Words {
  return {
    title: 'Sorry, something went wrong',
    body: html`<p>The fault is on our side. Try again in a minute.</p>
<p>If it happens again, tell the plan administrator the number of this request: <strong>${id}</strong>.</p>`,
  }
}

function notThereYet({ pastDay, url }: FastifyRequest): Html | null {
  if (!pastDay) return null
  return html`<li>If it was added to the plan after ${day(pastDay.day)}, it has no past on that day:
<a class="govuk-link" href="${asItIsNow(url)}">see it as it is now</a>.</li>
`
}

function wrongAddress({ message }: Problem, request: FastifyRequest): Words {
  const { url } = request
  const now =
    asItIsNow(url) !== url &&
    html`<p><a class="govuk-link" href="${asItIsNow(url)}">See the page as it is now</a></p>`
  return {
    title: 'The address asks for something that is not there',
    body: html`<p>${message}</p>${now}${wayOn(request)}`,
  }
}

function notUnderstood(request: FastifyRequest): Words {
  return {
    title: 'The form could not be read',
    body: html`<p>It did not arrive as it was shown. Go back, open the page again and send it from there.</p>${wayOn(request)}`,
  }
}

function wayOn({ signedIn, url }: FastifyRequest): Html {
  return html`<p>${button(
    signedIn
      ? { text: 'Go to My work', href: paths.myWork.at(), look: 'secondary' }
      : { text: 'Sign in', href: withNext(paths.signIn.at(), pageOf(url)), look: 'secondary' },
  )}</p>`
}

function typed({ status }: Problem, request: FastifyRequest): Html | null {
  if (request.method !== 'POST' || status === 404) return null
  const values = typedValues(request)
  // Nobody typed that many.
  if (Object.keys(values).length > MOST_FIELDS) return null
  const told = typedWords(values)
  if (told.length === 0) return null
  return html`<section class="wm-section" aria-labelledby="typed"><h2 class="wm-section__title" id="typed">What you typed</h2>
<p class="wm-section__intro">Copy it if you want to keep it.</p>
<dl class="wm-typed-list">${told.map(([label, text]) => html`<div><dt>${label}</dt><dd>${text}</dd></div>`)}</dl></section>`
}
