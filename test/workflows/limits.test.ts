import { describe, expect, test } from 'vitest'
import { beyond, days, isFarDay, isFigureWithin, isWithin, type Limit, limits } from '#workflows/limits.ts'

/** Every limit as people and programs are told of it: they count on what was taken before. */
const told: Record<string, Record<string, string>> = {
  plan: {
    title: 'line: Keep it to 200 characters.',
    description: 'text: Keep it to 10,000 characters.',
    vision: 'text: Keep it to 10,000 characters.',
    ownerBody: 'text: Keep it to 10,000 characters.',
    serves: 'line: Keep it to 100 characters.',
    challenge: 'text: Keep each challenge to 500 characters.',
    challenges: 'list: Give at most 50 challenges.',
    dueSoonDays: 'number: Give 1 to 90 days.',
    staleDays: 'number: Give 7 to 365 days.',
    farLateDays: 'number: Give 1 to 365 days.',
    embedAfterDays: 'number: Give 1 to 730 days.',
    oftenExtended: 'number: Give 1 to 10 moves.',
    digestWeekday: 'number: Give 1 to 5 (1 for Monday, 5 for Friday).',
    digestHour: 'number: Give 0 to 23 but not 1: clocks skip it once a year.',
    escalateLeadDays: 'number: Give 1 to 60 working days.',
    escalateChairDays: 'number: Give 1 to 60 working days.',
    callInDays: 'number: Give 1 to 60 days.',
    callInHour: 'number: Give 1 to 24 (24 for the end of the day).',
    callInWho: 'line: Keep it to 500 characters.',
    escalateAgendaDays: 'number: Give 1 to 60 working days.',
    reason: 'text: Keep it to 5,000 characters.',
    template: 'line: Keep it to 100 characters.',
    copied: 'list: Give at most 4 kinds of parts.',
  },
  horizon: {
    label: 'line: Keep it to 100 characters.',
  },
  recommendation: {
    ref: 'line: Keep it to 40 characters.',
    text: 'text: Keep it to 5,000 characters.',
    source: 'line: Keep it to 500 characters.',
    paragraph: 'line: Keep it to 100 characters.',
  },
  priority: {
    ref: 'line: Keep it to 40 characters.',
    title: 'line: Keep it to 200 characters.',
    description: 'text: Keep it to 10,000 characters.',
    impact: 'text: Keep it to 10,000 characters.',
    confidenceNote: 'text: Keep it to 10,000 characters.',
    outcomeNote: 'text: Keep it to 5,000 characters.',
    reason: 'text: Keep it to 5,000 characters.',
  },
  action: {
    ref: 'line: Keep it to 40 characters.',
    title: 'line: Keep it to 200 characters.',
    description: 'text: Keep it to 5,000 characters.',
    intendedEffect: 'text: Keep it to 5,000 characters.',
    criterion: 'text: Keep each closure criterion to 1,000 characters.',
    criteria: 'list: Give at most 20 closure criteria.',
    contributors: 'list: Give at most 50 contributors.',
    recommendations: 'list: Give at most 50 recommendations.',
    measures: 'list: Give at most 20 measures.',
    statement: 'text: Keep it to 5,000 characters.',
    minuteRef: 'line: Keep it to 100 characters.',
    reason: 'text: Keep it to 5,000 characters.',
  },
  update: {
    note: 'text: Keep it to 5,000 characters.',
    whatChanged: 'text: Keep it to 5,000 characters.',
  },
  evidence: {
    title: 'line: Keep it to 200 characters.',
    url: 'line: Keep it to 2,000 characters.',
  },
  file: {
    name: 'line: Keep it to 255 characters.',
  },
  milestone: {
    title: 'line: Keep it to 200 characters.',
    reason: 'text: Keep it to 5,000 characters.',
  },
  blocker: {
    what: 'text: Keep it to 5,000 characters.',
    waitingOn: 'text: Keep it to 500 characters.',
    how: 'text: Keep it to 5,000 characters.',
    reason: 'text: Keep it to 5,000 characters.',
  },
  extension: {
    text: 'text: Keep it to 5,000 characters.',
    effect: 'text: Keep it to 5,000 characters.',
    mitigation: 'text: Keep it to 5,000 characters.',
    reason: 'text: Keep it to 5,000 characters.',
    regulatorAgreement: 'text: Keep it to 1,000 characters.',
  },
  agenda: {
    title: 'line: Keep it to 200 characters.',
    presenter: 'line: Keep it to 200 characters.',
    minutesAllotted: 'number: Give 1 to 600 minutes.',
    minutes: 'text: Keep it to 10,000 characters.',
    items: 'list: Give at most 100 agenda items.',
    number: 'number: Give 1 to 100.',
  },
  attendance: {
    people: 'list: Give at most 500 people.',
    other: 'line: Keep each name to 200 characters.',
    others: 'list: Give at most 100 others in attendance.',
  },
  meeting: {
    title: 'line: Keep it to 200 characters.',
    seriesTitle: 'line: Keep it to 180 characters.',
    times: 'number: Give 1 to 24 meetings.',
    place: 'line: Keep it to 500 characters.',
    reason: 'text: Keep it to 5,000 characters.',
  },
  decision: {
    text: 'text: Keep it to 5,000 characters.',
    title: 'line: Keep it to 200 characters.',
    resolved: 'line: Keep each resolution to 5,000 characters.',
    resolutions: 'list: Give at most 100 resolutions.',
    reasons: 'text: Keep it to 10,000 characters.',
    alternatives: 'text: Keep it to 10,000 characters.',
    interests: 'text: Keep it to 5,000 characters.',
    dispensations: 'text: Keep it to 5,000 characters.',
    decisionMaker: 'line: Keep it to 200 characters.',
    agendaItem: 'line: Keep it to 200 characters.',
    noticeReason: 'text: Keep it to 5,000 characters.',
    urgencyAgreedBy: 'line: Keep it to 200 characters.',
    exemptionReason: 'text: Keep it to 5,000 characters.',
    exemptReason: 'text: Keep it to 5,000 characters.',
    exemptionAgreedBy: 'line: Keep it to 200 characters.',
    calledInBy: 'text: Keep it to 1,000 characters.',
    reason: 'text: Keep it to 5,000 characters.',
  },
  inspection: {
    ref: 'line: Keep it to 40 characters.',
    title: 'line: Keep it to 200 characters.',
    urn: 'line: Keep it to 40 characters.',
    inspector: 'line: Keep it to 100 characters.',
    judgement: 'line: Keep it to 120 characters.',
    aspect: 'line: Keep it to 120 characters.',
    aspects: 'list: Give at most 20 judgements of aspects.',
    nextExpected: 'line: Keep it to 200 characters.',
    note: 'text: Keep it to 5,000 characters.',
    recommendations: 'list: Give at most 50 recommendations.',
    reason: 'text: Keep it to 5,000 characters.',
  },
  report: {
    title: 'line: Keep it to 200 characters.',
    body: 'line: Keep it to 200 characters.',
    portfolio: 'line: Keep it to 200 characters.',
    contact: 'line: Keep it to 200 characters.',
    approverPost: 'line: Keep it to 200 characters.',
    reason: 'text: Keep it to 5,000 characters.',
    edition: 'number: Give 1 to 10,000.',
  },
  section: {
    heading: 'line: Keep it to 200 characters.',
    guidance: 'text: Keep it to 5,000 characters.',
    text: 'text: Keep it to 100,000 characters.',
    exemptReason: 'text: Keep it to 5,000 characters.',
    reason: 'text: Keep it to 5,000 characters.',
    measures: 'list: Give at most 200 measures.',
    priorities: 'list: Give at most 50 priorities.',
  },
  reportTemplate: {
    title: 'line: Keep it to 200 characters.',
    for: 'line: Keep it to 500 characters.',
    body: 'line: Keep it to 200 characters.',
    approver: 'line: Keep it to 200 characters.',
    heading: 'line: Keep it to 200 characters.',
    guidance: 'text: Keep it to 5,000 characters.',
    text: 'text: Keep it to 100,000 characters.',
    sections: 'list: Give at most 60 sections.',
    inUse: 'list: Give at most 50 templates in use.',
    reason: 'text: Keep it to 5,000 characters.',
  },
  import: {
    title: 'line: Keep it to 200 characters.',
    fileName: 'line: Keep it to 200 characters.',
    pasted: 'text: Keep it to 1,000,000 characters.',
    sheet: 'line: Keep it to 100 characters.',
    headerRow: 'number: Give 1 to 1,000,000.',
    heading: 'text: Keep it to 1,000 characters.',
    columns: 'list: Give at most 200 columns.',
    original: 'text: Keep it to 32,767 characters.',
    answer: 'text: Keep it to 20,000 characters.',
    answers: 'list: Give at most 20,000 answers.',
  },
  measure: {
    ref: 'line: Keep it to 40 characters.',
    title: 'line: Keep it to 500 characters.',
    definition: 'text: Keep it to 5,000 characters.',
    countOf: 'line: Keep it to 100 characters.',
    per: 'number: Give 1 to 100,000,000.',
    numerator: 'text: Keep it to 5,000 characters.',
    numeratorSource: 'text: Keep it to 5,000 characters.',
    denominator: 'text: Keep it to 5,000 characters.',
    denominatorSource: 'text: Keep it to 5,000 characters.',
    decimals: 'number: Give 0 to 6 decimals.',
    grade: 'line: Keep it to 100 characters.',
    grades: 'list: Give at most 20 grades.',
    published: 'line: Keep it to 500 characters.',
    figure: 'figure: Give a number with at most 12 figures before the point and 6 after it.',
    alias: 'line: Keep it to 200 characters.',
    aliases: 'list: Give at most 50 other names.',
    steps: 'list: Give at most 20 steps.',
    stepReason: 'text: Keep each reason to 1,000 characters.',
    stepFigures: 'number: Give 6 to 50 figures.',
    dueAfterDays: 'number: Give 0 to 366 days.',
    note: 'text: Keep it to 5,000 characters.',
  },
  comparator: {
    name: 'line: Keep it to 200 characters.',
    published: 'line: Keep it to 500 characters.',
    source: 'text: Keep it to 5,000 characters.',
    rank: 'number: Give 1 to 10,000.',
    all: 'list: Give at most 50 comparators.',
  },
  observation: {
    published: 'line: Keep it to 500 characters.',
    denominatorSource: 'text: Keep it to 5,000 characters.',
    caveat: 'text: Keep it to 5,000 characters.',
    count: 'number: Give 0 to 1,000,000,000.',
    rank: 'number: Give 1 to 10,000.',
    among: 'line: Keep it to 200 characters.',
    source: 'text: Keep it to 5,000 characters.',
    sourceRef: 'line: Keep it to 100 characters.',
    reason: 'line: Keep it to 1,000 characters.',
    figures: 'list: Give at most 200 figures.',
    pasted: 'text: Keep what is pasted to 100,000 characters.',
  },
  person: {
    name: 'line: Keep it to 100 characters.',
    email: 'line: Keep it to 254 characters.',
    post: 'line: Keep it to 200 characters.',
  },
  agency: {
    name: 'line: Keep it to 200 characters.',
  },
  deputy: {
    daysLater: 'number: Give 0 to 366 days.',
  },
  handover: {
    reason: 'text: Keep it to 5,000 characters.',
    items: 'list: Give at most 1,000 pieces.',
  },
  spc: {
    value: 'figure: Give a number with at most 12 figures before the point and 8 after it.',
    points: 'list: Give at most 1,000 figures.',
    steps: 'list: Give at most 50 steps.',
    runLength: 'number: Give 6 to 7 figures in a row.',
    fewestPoints: 'number: Give 1 to 50 figures.',
  },
  redaction: {
    words: 'text: Keep it to 5,000 characters.',
    field: 'line: Keep it to 200 characters.',
    reason: 'text: Keep it to 500 characters.',
  },
  token: {
    name: 'line: Keep it to 80 characters.',
    expiresInDays: 'number: Give 1 to 365 days.',
  },
  passkey: {
    name: 'line: Keep it to 80 characters.',
  },
  signIn: {
    program: 'line: Keep it to 80 characters.',
    secret: 'line: Keep it to 200 characters.',
    credential: 'line: Keep it to 20,000 characters.',
    credentialId: 'line: Keep it to 1,500 characters.',
  },
  remark: {
    line: 'line: Keep it to 500 characters.',
    text: 'text: Keep it to 20,000 characters.',
  },
  request: {
    idempotencyKey: 'line: Keep it to 255 characters.',
  },
  list: {
    search: 'line: Keep it to 200 characters.',
    phrases:
      'list: Give at most 10 phrases, in quotes or with a hyphen, an apostrophe or a dot within a word.',
    after: 'line: Keep it to 2,000 characters.',
    items: 'number: Give 1 to 200.',
  },
}

describe('the limits of fields', () => {
  test('are those that people and programs were told', () => {
    const now = Object.entries(limits).map(([noun, fields]) => {
      const each = Object.entries<Limit>(fields).map(([name, limit]) => [
        name,
        `${limit.kind}: ${beyond(limit)}`,
      ])
      return [noun, Object.fromEntries(each)] as const
    })
    expect(Object.fromEntries(now)).toEqual(told)
  })

  test.each([
    ['a text at its limit', limits.milestone.title, 'x'.repeat(200), true],
    ['a text beyond it', limits.milestone.title, 'x'.repeat(201), false],
    ['an empty text', limits.milestone.title, '', true],
    ['the least number', limits.plan.staleDays, 7, true],
    ['less than that', limits.plan.staleDays, 6, false],
    ['the greatest number', limits.plan.staleDays, 365, true],
    ['more than that', limits.plan.staleDays, 366, false],
    ['a list of as many as may be', limits.action.criteria, 20, true],
    ['a longer one', limits.action.criteria, 21, false],
    ['an empty list', limits.action.criteria, 0, true],
  ])('take %s or not', (_, limit, value, within) => {
    expect(isWithin(limit, value)).toBe(within)
  })

  test.each([
    ['123456789012', true],
    ['1234567890123', false],
    ['1.123456', true],
    ['1.1234567', false],
    ['-0.5', true],
    ['.5', false],
    ['1.', false],
  ])('take the figure %s: %s', (figure, within) => {
    expect(isFigureWithin(limits.measure.figure, figure)).toBe(within)
  })

  test('take days from 1900 to 2199, the first and the last of them too', () => {
    const far = ['1899-12-31', '1900-01-01', '2199-12-31', '2200-01-01'].map(isFarDay)
    expect(far).toEqual([true, false, false, true])
    expect(isFarDay('soon')).toBe(false)
    expect(beyond(days)).toBe('Give a date from 1900 to 2199.')
  })
})
