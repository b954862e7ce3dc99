import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownerDigest } from '#emails/digest/owner.ts'
import type { DigestItem } from '#emails/digest/still-due.ts'
import { notice } from '#emails/notices/notice.ts'
import { axeViolations, openBrowser, screenshot, sidewaysScroll } from '#test/support/browser.ts'

const publicUrl = 'https://waymark.example'

const item = (different: Partial<DigestItem>): DigestItem => ({
  group: 'overdue',
  actionId: '01a2092d-44ed-71bc-b92d-87a94677f53d',
  ref: 'P1.S3',
  title: 'Audit a sample of plans every month and act on what each audit finds',
  plan: 'Improvement plan for children’s services 2026 to 2028',
  milestone: null,
  dueOn: '2026-10-09',
  timesMoved: 2,
  silentSince: '2026-09-01',
  ...different,
})

const emails = {
  digest: ownerDigest({
    name: 'Amira Patel',
    day: '2026-11-23',
    publicUrl,
    lateFrom: '2026-11-16',
    items: [
      item({}),
      item({
        milestone: 'AveryLongWordWithoutAnySpaceThatStillHasToFitOnTheScreenOfATelephone',
        dueOn: '2026-11-20',
      }),
      item({ group: 'dueSoon', ref: 'P1.S4', dueOn: '2026-11-23' }),
      item({ group: 'returned', ref: 'P1.S7', dueOn: '2026-12-18' }),
      item({ group: 'stale', ref: 'P2.L1', dueOn: '2027-09-30' }),
    ],
  }),
  returned: notice(
    'returned',
    'Amira Patel',
    {
      planActive: true,
      plan: 'Improvement plan for children’s services 2026 to 2028',
      actionId: '01a2092d-44ed-71bc-b92d-87a94677f53d',
      ref: 'P1.S3',
      title: 'Audit a sample of plans every month and act on what each audit finds',
      dueOn: '2026-12-18',
      actor: 'Ruth Okafor',
      toOwner: true,
      reason: 'The audit covers August only. Please add September and October',
      criterion: 'Three monthly audits find most plans good',
      fromOn: null,
      embedCheckOn: null,
      extension: null,
    },
    publicUrl,
  ),
}

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const ways = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [320, 700].map((width) => ({ colorScheme, width })),
)

test.each(ways)('emails are easy to read at $width px in $colorScheme', async ({ colorScheme, width }) => {
  for (const [name, { html }] of Object.entries(emails)) {
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme })
    await page.setContent(html)
    expect(await sidewaysScroll(page)).toBe(0)
    expect(await axeViolations(page)).toEqual([])
    await screenshot(page, `email-${name}-${colorScheme}-${width}`)
    await page.close()
  }
})
