import { addDays, type Day, type Instant } from '#workflows/calendar/calendar.ts'

/** One day in a calendar file, or some hours of it. */
export type CalendarEntry = {
  /** Stays the same for as long as the entry is the same thing. */
  uid: string
  /** Grows with each change: a calendar takes the newest. */
  sequence: number
  changedAt: Instant
  on: Day
  /** 'HH:MM' by the clocks of London; null for the whole day. */
  from: string | null
  /** Null where nobody has said when it ends. */
  until: string | null
  summary: string
  place: string
  description: string
  url: string
  cancelled: boolean
}

/**
 * An iCalendar file (RFC 5545) of days and hours in London, named for the reader's list of calendars. The same entries
 * give the same bytes, whenever it is asked for.
 */
export function calendarFile(name: string, entries: readonly CalendarEntry[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Waymark//Improvement plans//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...(entries.some(({ from }) => from !== null) ? london : []),
    ...entries.flatMap(entryLines),
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

/** The clocks of London as RFC 5545 wants them told (3.6.5): forward in the last of March, back in the last of October. */
const london = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/London',
  ...clocks('DAYLIGHT', { month: 3, from: '+0000', to: '+0100', name: 'BST', at: '010000' }),
  ...clocks('STANDARD', { month: 10, from: '+0100', to: '+0000', name: 'GMT', at: '020000' }),
  'END:VTIMEZONE',
]

function clocks(
  kind: string,
  { month, from, to, name, at }: { month: number; from: string; to: string; name: string; at: string },
): string[] {
  const firstOn = month === 3 ? '19960331' : '19961027'
  return [
    `BEGIN:${kind}`,
    `DTSTART:${firstOn}T${at}`,
    `RRULE:FREQ=YEARLY;BYMONTH=${month};BYDAY=-1SU`,
    `TZOFFSETFROM:${from}`,
    `TZOFFSETTO:${to}`,
    `TZNAME:${name}`,
    `END:${kind}`,
  ]
}

function whenLines({ on, from, until }: CalendarEntry): string[] {
  if (from === null)
    return [`DTSTART;VALUE=DATE:${compact(on)}`, `DTEND;VALUE=DATE:${compact(addDays(on, 1))}`]
  const at = (time: string) => `TZID=Europe/London:${compact(on)}T${time.replace(':', '')}00`
  return [`DTSTART;${at(from)}`, ...(until === null ? [] : [`DTEND;${at(until)}`])]
}

function entryLines(entry: CalendarEntry): string[] {
  const { uid, sequence, changedAt, from, summary, place, description, url, cancelled } = entry
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${changedAt.replaceAll(/[-:]|\.\d+/g, '')}`,
    ...whenLines(entry),
    `SUMMARY:${escaped(summary)}`,
    ...(place === '' ? [] : [`LOCATION:${escaped(place)}`]),
    `DESCRIPTION:${escaped(description)}`,
    `URL:${url}`,
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    // A whole day of a board does not make its people busy all day long.
    `TRANSP:${from === null ? 'TRANSPARENT' : 'OPAQUE'}`,
    'END:VEVENT',
  ]
}

const compact = (day: Day): string => day.replaceAll('-', '')

/** Text as RFC 5545 has it (3.3.11). A control character has no place in it. */
function escaped(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?!\n)\p{Cc}/gu, ' ')
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`)
}

/** A line in pieces of at most 75 octets (3.1), no character cut in two. */
function folded(line: string): string {
  const pieces: string[] = ['']
  let octets = 0
  for (const character of line) {
    const length = Buffer.byteLength(character)
    if (octets + length > 75) {
      pieces.push(' ')
      octets = 1
    }
    pieces[pieces.length - 1] += character
    octets += length
  }
  return pieces.join('\r\n')
}
