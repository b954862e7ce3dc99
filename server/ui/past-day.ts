import type { FastifyRequest } from 'fastify'
import type { Deps } from '#server/deps.ts'
import { todayOf } from '#server/http/actor.ts'
import type { Moment } from '#server/http/as-at.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { atDay } from './at-day.ts'
import { html } from './html/html.ts'
import type { Band, Page } from './html/layout.ts'
import { day } from './html/words.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The past day that a page of a plan is asked for with `?asAt=`; null where it is asked for as it is now. */
    pastDay?: PastDay | null
  }
}

/** A past day, the meeting that it was asked for by, whose cut-off it is, and the address of the plan on a page that knows it. */
export type PastDay = { day: Day; meeting: { id: string; title: string } | null; plan: string }

/** The day that a page of a plan which knows past days shows. */
export function momentOfPage(deps: Deps, { pastDay }: FastifyRequest): Moment {
  return pastDay ? { today: pastDay.day, asAt: pastDay.day } : { today: todayOf(deps), asAt: null }
}

/** What of a page leads to other pages of its plan. */
type Ways = Pick<Page, 'section' | 'search' | 'back' | 'breadcrumbs'>

/** The ways from a page to others of its plan, all of them on the same past day, or as the same board had it. */
export function waysAtDay(
  { section, search, back, breadcrumbs }: Ways,
  { day: asAt, meeting }: PastDay,
): Ways {
  const kept = (href: string) => (ofPlan.test(href) ? atDay(href, meeting?.id ?? asAt) : href)
  return {
    ...(section && {
      section: {
        ...section,
        ...(section.href !== undefined && { href: kept(section.href) }),
        nav: section.nav.map((link) => ({ ...link, href: kept(link.href) })),
        ...(section.search && { search: { ...section.search, asAt: meeting?.id ?? asAt } }),
      },
    }),
    ...(search && { search: { ...search, asAt: meeting?.id ?? asAt } }),
    ...(back && { back: { ...back, href: kept(back.href) } }),
    ...(breadcrumbs && {
      breadcrumbs: breadcrumbs.map(({ text, href }) => ({ text, ...(href && { href: kept(href) }) })),
    }),
  }
}

const ofPlan =
  /^\/(plans|actions|measures|meetings|decisions|inspections|reports|sections|report-templates)\/./

/**
 * What is said before anything of a page that is asked for on a past day is read: that it shows that day, and what is
 * of today all the same; or that it knows the present alone.
 * @param url of the request
 * @param ofToday what of it is that of today; left out, all of it is
 */
export function bandOf(
  { day: asAt, meeting, plan }: PastDay,
  url: string,
  ofToday: string | undefined,
): Band {
  const stood = `As it stood at the end of ${day(asAt)}.`
  return ofToday === undefined
    ? {
        title: 'This page is always as it is now.',
        text: html`<a class="govuk-link" href="${atDay(plan, meeting?.id ?? asAt)}">See the plan as it stood at the end of ${day(asAt)}</a>`,
      }
    : {
        title: meeting === null ? stood : `The plan as the board had it: ${meeting.title}.`,
        text: html`${meeting !== null && `${stood} `}${ofToday} <a class="govuk-link" href="${asItIsNow(url)}">See it as it is now</a>`,
      }
}

/** The address of the same page as it is now. */
export function asItIsNow(url: string): string {
  const [path = '', query = ''] = url.split(/\?(.*)/s)
  const rest = query.split('&').filter((part) => part !== '' && !namesPastDay(nameIn(part)))
  return rest.length === 0 ? path : `${path}?${rest.join('&')}`
}

/** Whether a name in an address means the past day: `asAt` itself, or one that a program or a hand made of it. */
export function namesPastDay(name: string): boolean {
  return /^as[-_]?at(?:\[.*\])?$/is.test(name)
}

/** The name in a part of a query, which may be written in percent signs. */
function nameIn(part: string): string {
  const [[name = ''] = []] = [...new URLSearchParams(part)]
  return name
}
