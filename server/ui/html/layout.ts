import { paths } from '#server/paths.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { limits } from '#workflows/limits.ts'
import { assets } from './assets.ts'
import { csrfField } from './components.ts'
import { breadcrumbs, errorSummary, type FormError, notificationBanner, skipLink } from './govuk-blocks.ts'
import { type Content, type Html, html, render } from './html.ts'
import { day, weekday } from './words.ts'

/** A link of a navigation; `current` is the page itself, or where what one looks at belongs. */
export type NavLink = { href: string; text: string; current?: boolean | 'below' | undefined }

/** What has to be known of a whole page before anything on it is read. */
export type Band = { title: string; text: Content }

/** Where words are looked for in a plan, and the past day or meeting to come back to. */
export type Search = { href: string; asAt?: string }

/** A whole page. */
export type Page = {
  /** Names the page in the browser's tab, and is its heading unless `heading` says otherwise. */
  title: string
  /** The one h1. `null` when a legend or label in the body is the heading. */
  heading?: Content | null | undefined
  /** A line above the heading: the plan, or the reference of an action. */
  caption?: Content | undefined
  user?: { name: string; signOutToken: string } | undefined
  nav: readonly NavLink[]
  /** The pages of the plan at hand, below the header. */
  section?:
    | {
        name: string
        href?: string | undefined
        band?: Band
        serves?: string
        nav: readonly NavLink[]
        search?: Search | undefined
      }
    | undefined
  /** Searches the plan that it is of, where there is no section that does. */
  search?: Search | undefined
  /** What has to be known of the page itself, such as that it shows a past day. */
  band?: Band | undefined
  /** The plan that it is of, printed on every sheet; where there is a section, its name is. */
  plan?: string | undefined
  /** Whom that plan serves, where there is no section that says it. */
  serves?: string | undefined
  /** What was just done, after a redirect. */
  banner?: Content | undefined
  /** Prints the error summary and marks the title. Send the page with status 400 then. */
  errors?: readonly FormError[] | undefined
  back?: { href: string; text?: string | undefined } | undefined
  breadcrumbs?: readonly { text: Content; href?: string | undefined }[] | undefined
  body: Html
  /** The day it shows, printed at the head of every sheet: paper does not say when it left the printer. */
  today?: Day | undefined
  /** The day that the demonstration's clock shows. */
  demo?: { now: Day } | undefined
  /** A script of ours that the page can do without: without it, what needs it is not offered. */
  script?: keyof typeof assets.scriptPaths | undefined
  /** For the plan on a page, the board and their like: uses the whole screen, and the styles of such pages. */
  wide?: boolean | undefined
}

/** A complete document, ready to be sent as `text/html; charset=utf-8`. Holds nothing inline: no script and no style. */
export function page(options: Page): string {
  const { errors = [], title, wide, script } = options
  // The head of a page stays where it was from one page to the next, be their contents wide or narrow.
  const container = `govuk-width-container${wide || options.user ? ' wm-wide' : ''}`
  return render(html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>${errors.length > 0 && 'Error: '}${title} – Waymark</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#0f3036">
<link rel="stylesheet" href="${assets.cssPath}">
${wide && html`<link rel="stylesheet" href="${assets.planCssPath}">`}
<link rel="icon" href="${assets.iconPath}" type="image/svg+xml">
${script && html`<script type="module" src="${assets.scriptPaths[script]}"></script>`}
</head>
<body class="wm-body">
${skipLink('Skip to main content', '#main-content')}
${header(options, container)}
<div class="${container} wm-content">
${way(options)}
<main class="wm-main${!wide && ' wm-narrow'}" id="main-content">
${errors.length > 0 && errorSummary(errors)}
${options.banner !== undefined && notificationBanner({ text: options.banner, success: true })}
${title1(options)}
${options.body}
</main>
</div>
${footer(container)}
</body>
</html>
`)
}

function title1({ title, heading = title, caption }: Page): Html | null {
  if (heading === null) return null
  return html`<h1 class="wm-title">${caption !== undefined && html`<span class="wm-title__caption">${caption}</span> `}${heading}</h1>`
}

function way({ search, ...options }: Page): Html | false {
  if (!search) return ways(options)
  return html`<div class="wm-way">${ways(options)}${searchBox(search)}</div>`
}

function ways({ back, breadcrumbs: trail }: Pick<Page, 'back' | 'breadcrumbs'>): Html | false {
  if (trail) return breadcrumbs(trail)
  return back !== undefined && html`<a class="govuk-back-link" href="${back.href}">${back.text ?? 'Back'}</a>`
}

function header(
  { user, nav, section, band, plan = section?.name, demo, today }: Page,
  container: string,
): Html {
  return html`<header class="wm-header">
<div class="${container} wm-header__bar">
<a class="wm-wordmark" href="${paths.myWork.at()}"><img class="wm-wordmark__mark" src="${assets.markPath}" alt="" width="32" height="32">Waymark</a>
${nav.length > 0 && navigation('navigation', 'Main', 'Menu', nav)}
${user && account(user)}
${today && html`<p class="wm-printed">${plan !== undefined && html`<b>${plan}</b>. `}As it stood on ${day(today)}</p>`}
</div>
</header>
${demo && demonstration(demo.now, container)}
${section && sectionBar(section, container)}${band && bandLine(band, container)}`
}

// The list is a popover on a phone, opened by the button without a script; on a wide screen it always shows.
function navigation(id: string, name: string, press: string, nav: readonly NavLink[]): Html {
  return html`<button class="wm-menu" type="button" popovertarget="${id}">${press}</button>
<nav class="wm-nav" id="${id}" popover aria-label="${name}">
<button class="wm-menu wm-menu--close" type="button" popovertarget="${id}" popovertargetaction="hide">Close</button>
<ul class="wm-nav__list">${nav.map((link) => html`<li>${navLink(link)}</li>`)}</ul>
</nav>`
}

function account({ name, signOutToken }: { name: string; signOutToken: string }): Html {
  return html`<form class="wm-account" method="post" action="${paths.signOut.at()}">
${csrfField(signOutToken)}<a class="wm-account__name" href="${paths.account.at()}">${name}</a>
<button class="wm-account__out" type="submit">Sign out</button>
</form>`
}

function sectionBar(
  { name, href, band, nav, search }: NonNullable<Page['section']>,
  container: string,
): Html {
  return html`<div class="wm-sectionbar"><div class="${container} wm-sectionbar__line">
<p class="wm-sectionbar__name">${href === undefined ? name : html`<a class="wm-sectionbar__home" href="${href}">${name}</a>`}</p>
${navigation('section-navigation', name, 'Pages', nav)}${search && searchBox(search)}
</div></div>${band && bandLine(band, container)}`
}

function searchBox({ href, asAt }: Search): Html {
  return html`<form class="wm-search" role="search" method="get" action="${href}">
<label class="govuk-visually-hidden" for="plan-search">Search this plan</label>
<input class="wm-search__text" id="plan-search" name="q" type="search" maxlength="${limits.list.search.most}">
${asAt !== undefined && html`<input type="hidden" name="asAt" value="${asAt}">`}<button class="wm-search__go" type="submit">Search</button>
</form>`
}

function bandLine({ title, text }: Band, container: string): Html {
  return html`<div class="wm-demo" role="note"><div class="${container}"><p><strong>${title}</strong> ${text}</p></div></div>`
}

function navLink({ href, text, current }: NavLink): Html {
  return html`<a class="wm-nav__link" href="${href}"${current && html` aria-current="${current === 'below' ? 'true' : 'page'}"`}>${text}</a>`
}

function demonstration(now: Day, container: string): Html {
  return html`<div class="wm-demo" role="note"><div class="${container}">
<p><strong>Demonstration.</strong> The people and places are invented. Today is <time datetime="${now}">${weekday(now)}</time>.</p>
</div></div>`
}

function footer(container: string): Html {
  return html`<footer class="wm-footer"><div class="${container} wm-footer__line">
<p>Waymark. A deadline moves only by a decision.</p>
<ul class="wm-footer__links">
<li><a class="govuk-link" href="${paths.helpRating.at()}">How actions are rated</a></li>
<li><a class="govuk-link" href="${paths.helpAccessibility.at()}">Accessibility statement</a></li>
<li><a class="govuk-link" href="${paths.helpPersonalData.at()}">Your personal data</a></li>
</ul>
</div></footer>`
}
