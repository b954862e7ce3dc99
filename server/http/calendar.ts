import { addDays, type Day, type Instant } from '#workflows/calendar/calendar.ts'

/** One whole day in a calendar file. */
export type CalendarEntry = {
  /** Stays the same for as long as the entry is the same thing. */
  uid: string
  /** Grows with each change: a calendar takes the newest. */
  sequence: number
  changedAt: Instant
  on: Day
  summary: string
  place: string
  description: string
  url: string
  cancelled: boolean
}

/**
 * An iCalendar file (RFC 5545) of whole days, named for the reader's list of calendars. The same entries give the same
 * bytes, whenever it is asked for.
 */
export function calendarFile(name: string, entries: readonly CalendarEntry[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Waymark//Improvement plans//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...entries.flatMap(entryLines),
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

function entryLines(entry: CalendarEntry): string[] {
  const { uid, sequence, changedAt, on, summary, place, description, url, cancelled } = entry
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${changedAt.replaceAll(/[-:]|\.\d+/g, '')}`,
    `DTSTART;VALUE=DATE:${compact(on)}`,
    `DTEND;VALUE=DATE:${compact(addDays(on, 1))}`,
    `SUMMARY:${escaped(summary)}`,
    ...(place === '' ? [] : [`LOCATION:${escaped(place)}`]),
    `DESCRIPTION:${escaped(description)}`,
    `URL:${url}`,
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    // A whole day of a board does not make its people busy all day long.
    'TRANSP:TRANSPARENT',
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
