import { beforeAll, expect, test } from 'vitest'
import { administratorWords } from '#emails/digests/administrator.ts'
import { chairWords } from '#emails/digests/chair.ts'
import { deputyWords } from '#emails/digests/deputy.ts'
import { leadWords } from '#emails/digests/lead.ts'
import { ownerWords } from '#emails/digests/owner.ts'
import type { PartWords } from '#emails/digests/part.ts'
import type { DigestItem } from '#emails/digests/still-due.ts'
import { weeklyEmail } from '#emails/digests/weekly.ts'
import type { AssignedPiece } from '#emails/notices/assigned-facts.ts'
import { handedOver } from '#emails/notices/handed-over.ts'
import { notice } from '#emails/notices/notice.ts'
import { planApproved } from '#emails/notices/plan-approved.ts'
import { axeViolations, screenshot, sharedBrowser, sidewaysScroll } from '#test/support/browser.ts'
import { aRead } from './reads.ts'

const publicUrl = 'https://waymark.example'

const item = (different: Partial<DigestItem>): DigestItem => ({
  group: 'overdue',
  actionId: '01a2092d-44ed-71bc-b92d-87a94677f53d',
  ref: 'P1.S3',
  title: 'Audit a sample of plans every month and act on what each audit finds',
  planId: 'plan',
  plan: 'Improvement plan for children’s services 2026 to 2028',
  milestoneId: null,
  milestone: null,
  dueOn: '2026-10-09',
  timesMoved: 2,
  silentSince: '2026-09-01',
  ...different,
})

const ask = {
  name: 'Ruth Okafor',
  day: '2026-11-23',
  publicUrl,
  lateFrom: null,
}

const weekly = (...parts: PartWords[]) => {
  const email = weeklyEmail(parts, { ...ask, lateFrom: '2026-11-16' })
  if (!email) throw new Error('there is something to tell')
  return email
}
const submitted = aRead({ state: 'submitted', submittedOn: '2026-11-18', submittedBy: 'owner' })
const asked = aRead({
  dueOn: '2026-12-18',
  timesExtended: 1,
  extensions: [
    {
      id: 'extension',
      state: 'requested',
      reasonCode: 'partner',
      text: '',
      effect: null,
      mitigation: null,
      previousDueOn: '2026-12-18',
      dueOn: '2027-02-12',
      requestedBy: 'owner',
      requestedOn: '2026-11-19',
      decidedBy: null,
      decidedOn: null,
      decisionReason: null,
      regulatorAgreement: null,
    },
  ],
})
const requests = [{ action: asked, extensionId: 'extension' }]
const late = {
  read: aRead({ dueOn: '2026-10-09' }),
  escalation: { level: 'agenda' as const, workingDays: 31 },
}
const lastWeek = {
  expected: 23,
  sent: 14,
  nothingDue: 8,
  failed: 1,
  superseded: 0,
  waiting: 0,
  late: 0,
  ambiguous: 0,
}

const piece = (different: Partial<AssignedPiece>): AssignedPiece => ({
  eventId: 'event',
  kind: 'action',
  id: '01a2092d-44ed-71bc-b92d-87a94677f53d',
  ref: 'P1.S3',
  title: 'Audit a sample of plans every month and act on what each audit finds',
  plan: { id: 'plan', title: 'Improvement plan for children’s services 2026 to 2028' },
  dueOn: '2026-12-18',
  owner: null,
  stillToDo: 0,
  ...different,
})

const plan = { id: 'plan', title: 'Improvement plan for children’s services 2026 to 2028' }
const pack = {
  id: 'meeting',
  title: 'Improvement board, third sitting',
  heldOn: '2026-11-26',
  cutOffAt: '2026-11-19T17:00:00.000Z',
  planId: plan.id,
  plan: plan.title,
}

const parts = {
  owner: ownerWords({
    day: '2026-11-23',
    publicUrl,
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
  lead: leadWords(
    { toEndorse: [submitted], requests, overdue: [late], stale: [aRead({ dueOn: null })], figures: [] },
    ask,
  ),
  chair: chairWords(
    {
      toSignOff: [submitted],
      requests,
      toCheck: [late.read],
      packs: [pack],
      lacking: [
        {
          id: 'report',
          title: 'Assurance report to the board',
          body: 'Improvement board',
          forOn: '2026-12-10',
          plan,
          asked: 9,
          waiting: 4,
          late: 2,
          lateAuthors: ['Amira Patel', 'Dai Rees'],
        },
      ],
      overdue: [late],
      newlyRed: [
        {
          read: aRead({ dueOn: '2026-11-19' }),
          because: 'Overdue by 4 days; it was due on 19 November 2026.',
        },
      ],
      plans: [
        {
          id: 'plan',
          title: 'Improvement plan for children’s services 2026 to 2028',
          since: '2026-11-16T08:00:00.000Z',
          colours: {
            red: { now: 6, before: 5 },
            amber: { now: 12, before: 8 },
            green: { now: 24, before: 29 },
            blue: { now: 4, before: 4 },
          },
          events: { signOff: 2, submit: 3, grant: 1, report: 17 },
          lastWeek,
        },
      ],
    },
    ask,
  ),
  administrator: administratorWords(
    {
      failed: [
        {
          planId: 'plan',
          plan: 'Improvement plan for children’s services 2026 to 2028',
          name: 'Jonathan Featherstonehaugh',
          address: 'jonathan.featherstonehaugh@childrens-services.metropolitan-borough-council.example',
          number: 2,
          reply: '550 5.1.1 The email account that you tried to reach does not exist.',
        },
      ],
      withoutOwner: [aRead({ ownerId: null })],
      withoutDate: [aRead({ dueOn: null })],
      toAgree: [aRead({ state: 'draft' })],
      packs: [pack],
      leavers: [
        {
          planId: 'plan',
          plan: 'Improvement plan for children’s services 2026 to 2028',
          name: 'Rob Fenwick',
          leftOn: '2026-11-13',
          refs: ['P1.S3', 'P1.S4', 'P2.M1'],
        },
      ],
      lastWeek: [{ plan, counts: lastWeek }],
      plans: [plan],
    },
    ask,
  ),
  deputy: deputyWords(
    [
      { ...item({}), owner: 'Amira Patel' },
      { ...item({ group: 'returned', dueOn: '2026-12-18' }), owner: 'Amira Patel' },
    ],
    [{ name: 'Amira Patel', untilOn: '2026-12-04' }],
    ask,
  ),
}

const emails = {
  ...Object.fromEntries(Object.entries(parts).map(([name, words]) => [name, weekly(words)])),
  ofAllParts: weekly(...Object.values(parts)),
  handedOver: handedOver(
    'Amira Patel',
    {
      planActive: true,
      approval: false,
      actor: 'Ruth Okafor',
      from: 'Jonathan Featherstonehaugh',
      fromOn: '2026-11-23',
      reason: 'Jonathan moves to another council at the end of the month',
      pieces: [
        piece({
          kind: 'priority',
          ref: 'P1',
          title: 'Plans that children recognise',
          dueOn: null,
          stillToDo: 9,
        }),
        ...Array.from({ length: 9 }, (_, at) =>
          piece({
            ref: `P1.S${at + 1}`,
            dueOn: at === 0 ? '2026-10-09' : at === 8 ? null : '2026-12-18',
          }),
        ),
        piece({
          kind: 'contribution',
          ref: 'P2.M1',
          title: 'AveryLongWordWithoutAnySpaceThatStillHasToFitOnTheScreenOfATelephone',
          owner: 'Rob Fenwick',
        }),
      ],
    },
    ask,
  ),
  planApproved: planApproved(
    'Amira Patel',
    {
      planActive: true,
      approval: true,
      actor: 'Ruth Okafor',
      from: null,
      fromOn: null,
      reason: null,
      pieces: [
        piece({ ref: 'P1.S1', dueOn: '2026-10-09' }),
        piece({ ref: 'P1.S3' }),
        piece({
          ref: 'P2.M1',
          title: 'AveryLongWordWithoutAnySpaceThatStillHasToFitOnTheScreenOfATelephone',
          dueOn: '2027-09-30',
        }),
      ],
    },
    ask,
  ),
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

const ways = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [320, 360, 700].map((width) => ({ colorScheme, width })),
)

/** What is wrong with each email in each way of reading it: every email is opened once. */
const faults: Record<string, string[]> = {}

beforeAll(async () => {
  const page = await (await sharedBrowser()).newPage()
  for (const [name, { html }] of Object.entries(emails)) {
    await page.setContent(html)
    for (const { colorScheme, width } of ways) {
      await page.setViewportSize({ width, height: 800 })
      await page.emulateMedia({ colorScheme })
      await screenshot(page, `email-${name}-${colorScheme}-${width}`)
      faults[`${name} ${width} ${colorScheme}`] = [
        ...(await axeViolations(page)),
        ...((await sidewaysScroll(page)) > 0 ? ['scrolls sideways'] : []),
      ]
    }
  }
  await page.close()
})

test.each(ways)('emails are easy to read at $width px in $colorScheme', ({ colorScheme, width }) => {
  const names = Object.keys(emails).map((name) => `${name} ${width} ${colorScheme}`)
  expect(names.map((name) => [name, faults[name]])).toEqual(names.map((name) => [name, []]))
})
