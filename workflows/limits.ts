import { type Limit, figure, line, list, number, text } from './limit-kinds.ts'
import type { DayLimit, FigureLimit, ListLimit, NumberLimit, TextLimit } from './limit-kinds.ts'

export type { DayLimit, FigureLimit, Limit, ListLimit, NumberLimit, TextLimit }

// An action, a priority or a meeting stands with its title in lists, drop-downs and emails, which hold so much.
const title = line(200)
// A reference stands in addresses of pages and before each title.
const ref = line(40)
const note = text(5_000)
const narrative = text(10_000)
const published = line(500)
const rank = number(1, 10_000)
const workingDays = number(1, 60, 'working days')

/**
 * Every limit of text, number and list, by noun and field. The API, the forms, the board and plan files take a field
 * up to its limit and refuse what lies beyond with the sentence of `beyond`.
 */
export const limits = {
  plan: {
    title,
    description: narrative,
    vision: narrative,
    ownerBody: narrative,
    serves: line(100),
    challenge: text(500, 'each challenge'),
    challenges: list(50, 'challenges'),
    dueSoonDays: number(1, 90, 'days'),
    staleDays: number(7, 365, 'days'),
    farLateDays: number(1, 365, 'days'),
    embedAfterDays: number(1, 730, 'days'),
    oftenExtended: number(1, 10, 'moves'),
    digestWeekday: number(1, 5, '(1 for Monday, 5 for Friday)'),
    digestHour: number(0, 23, 'but not 1: clocks skip it once a year'),
    escalateLeadDays: workingDays,
    escalateChairDays: workingDays,
    escalateAgendaDays: workingDays,
    callInDays: number(1, 60, 'days'),
    callInHour: number(1, 24, '(24 for the end of the day)'),
    callInWho: line(500),
    reason: note,
    copied: list(4, 'kinds of parts'),
    template: line(100),
  },
  horizon: { label: line(100) },
  recommendation: { ref, text: note, source: line(500), paragraph: line(100) },
  priority: {
    ref,
    title,
    description: narrative,
    impact: narrative,
    confidenceNote: narrative,
    outcomeNote: note,
    reason: note,
  },
  action: {
    ref,
    title,
    description: note,
    intendedEffect: note,
    criterion: text(1_000, 'each closure criterion'),
    criteria: list(20, 'closure criteria'),
    contributors: list(50, 'contributors'),
    recommendations: list(50, 'recommendations'),
    measures: list(20, 'measures'),
    statement: note,
    minuteRef: line(100),
    reason: note,
  },
  update: { note, whatChanged: note },
  evidence: { title, url: line(2_000) },
  file: { name: line(255) },
  milestone: { title, reason: note },
  blocker: { what: note, waitingOn: text(500), how: note, reason: note },
  extension: { text: note, effect: note, mitigation: note, reason: note, regulatorAgreement: text(1_000) },
  meeting: {
    title,
    seriesTitle: line(180),
    place: line(500),
    reason: note,
    times: number(1, 24, 'meetings'),
  },
  agenda: {
    title,
    presenter: line(200),
    minutesAllotted: number(1, 600, 'minutes'),
    minutes: narrative,
    items: list(100, 'agenda items'),
    number: number(1, 100),
  },
  attendance: {
    people: list(500, 'people'),
    other: line(200, 'each name'),
    others: list(100, 'others in attendance'),
  },
  decision: {
    text: note,
    title,
    resolved: line(5_000, 'each resolution'),
    resolutions: list(100, 'resolutions'),
    reasons: narrative,
    alternatives: narrative,
    interests: note,
    dispensations: note,
    decisionMaker: line(200),
    agendaItem: line(200),
    noticeReason: note,
    urgencyAgreedBy: line(200),
    exemptionReason: note,
    exemptionAgreedBy: line(200),
    exemptReason: note,
    calledInBy: text(1_000),
    reason: note,
  },
  inspection: {
    ref,
    title,
    urn: line(40),
    inspector: line(100),
    judgement: line(120),
    aspect: line(120),
    aspects: list(20, 'judgements of aspects'),
    nextExpected: line(200),
    note,
    recommendations: list(50, 'recommendations'),
    reason: note,
  },
  measure: {
    ref,
    title: line(500),
    definition: note,
    countOf: line(100),
    per: number(1, 100_000_000),
    numerator: note,
    numeratorSource: note,
    denominator: note,
    denominatorSource: note,
    decimals: number(0, 6, 'decimals'),
    grade: line(100),
    grades: list(20, 'grades'),
    published,
    figure: figure(12, 6),
    alias: line(200),
    aliases: list(50, 'other names'),
    steps: list(20, 'steps'),
    stepReason: text(1_000, 'each reason'),
    stepFigures: number(6, 50, 'figures'),
    dueAfterDays: number(0, 366, 'days'),
    note,
  },
  report: {
    title,
    body: line(200),
    portfolio: line(200),
    contact: line(200),
    approverPost: line(200),
    reason: note,
    edition: number(1, 10_000),
  },
  section: {
    heading: title,
    guidance: note,
    text: text(100_000),
    exemptReason: note,
    reason: note,
    measures: list(200, 'measures'),
    priorities: list(50, 'priorities'),
  },
  reportTemplate: {
    title,
    for: line(500),
    body: line(200),
    approver: line(200),
    heading: title,
    guidance: note,
    text: text(100_000),
    sections: list(60, 'sections'),
    inUse: list(50, 'templates in use'),
    reason: note,
  },
  import: {
    title,
    fileName: line(200),
    pasted: text(1_000_000),
    sheet: line(100),
    headerRow: number(1, 1_000_000),
    heading: text(1_000),
    columns: list(200, 'columns'),
    original: text(32_767),
    answer: text(20_000),
    answers: list(20_000, 'answers'),
  },
  comparator: { name: line(200), published, source: note, rank, all: list(50, 'comparators') },
  observation: {
    published,
    denominatorSource: note,
    caveat: note,
    count: number(0, 1_000_000_000),
    rank,
    among: line(200),
    source: note,
    sourceRef: line(100),
    reason: line(1_000),
    figures: list(200, 'figures'),
    pasted: text(100_000, 'what is pasted'),
  },
  spc: {
    value: figure(12, 8),
    points: list(1_000, 'figures'),
    steps: list(50, 'steps'),
    runLength: number(6, 7, 'figures in a row'),
    fewestPoints: number(1, 50, 'figures'),
  },
  // No mail server takes a longer address (RFC 5321, 4.5.3.1.3).
  person: { name: line(100), email: line(254), post: line(200) },
  agency: { name: line(200) },
  deputy: { daysLater: number(0, 366, 'days') },
  handover: { reason: note, items: list(1_000, 'pieces') },
  redaction: { words: text(5_000), field: line(200), reason: text(500) },
  token: { name: line(80), expiresInDays: number(1, 365, 'days') },
  passkey: { name: line(80) },
  // Secrets that Waymark or a browser made: what is longer was made by neither.
  signIn: { program: line(80), secret: line(200), credential: line(20_000), credentialId: line(1_500) },
  // What a file says that becomes no field of anything: Waymark repeats it in its report.
  remark: { line: line(500), text: text(20_000) },
  request: { idempotencyKey: line(255) },
  list: {
    search: line(200),
    phrases: list(10, 'phrases, in quotes or with a hyphen, an apostrophe or a dot within a word'),
    after: line(2_000),
    items: number(1, 200),
  },
} as const satisfies Record<string, Record<string, Limit>>

/** The days that any field takes: outside of these years the database and the calendar here count unlike. */
export const days: DayLimit = { kind: 'day', first: '1900-01-01', last: '2199-12-31' }

/** Whether a text, a number, or the length of a list lies within its limit. */
export function isWithin(limit: TextLimit | NumberLimit | ListLimit, value: string | number): boolean {
  const size = typeof value === 'string' ? value.length : value
  return size <= limit.most && (limit.kind !== 'number' || size >= limit.least)
}

/** Whether a text is written as a day, `YYYY-MM-DD`, and lies outside of `days`. */
export function isFarDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && (text < days.first || text > days.last)
}

/** Whether a number has no more digits than a figure may. */
export function isFigureWithin({ before, after }: FigureLimit, value: string): boolean {
  return new RegExp(`^-?\\d{1,${before}}(\\.\\d{1,${after}})?$`).test(value)
}

/** What is said of a value that lies beyond its limit, wherever it comes from. */
export function beyond(limit: Limit): string {
  switch (limit.kind) {
    case 'line':
    case 'text':
      return `Keep ${limit.what} to ${inFigures(limit.most)} characters.`
    case 'number':
      return `Give ${[`${inFigures(limit.least)} to ${inFigures(limit.most)}`, limit.unit].filter(Boolean).join(' ')}.`
    case 'list':
      return `Give at most ${inFigures(limit.most)} ${limit.items}.`
    case 'figure':
      return `Give a number with at most ${limit.before} figures before the point and ${limit.after} after it.`
    case 'day':
      return `Give a date from ${limit.first.slice(0, 4)} to ${limit.last.slice(0, 4)}.`
  }
}

function inFigures(number: number): string {
  return number.toLocaleString('en-GB')
}
