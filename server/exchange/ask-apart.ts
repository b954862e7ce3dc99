import { runApart } from '#server/apart/run.ts'

/** What is asked of a process apart about a spreadsheet, and what it may take. */
type Asked<T> = {
  /** The file that is run, and what it finds on its input and is told beside that. */
  program: string
  order: Uint8Array
  told?: readonly string[]
  mostMegabytes: number
  /** Comes when it has taken too long. */
  late: AbortSignal
  /** Its one answer in a line that it says; null where that is none. */
  answerIn: (line: string) => T | null
}

/** Why a process apart gave no answer, in a sentence that says what to do; `detail` is for whoever runs the server. */
export type NoAnswer = { refused: string; detail: string }

/** Bytes that are taken from a process apart. */
const MOST_BYTES = 100_000_000

/** The one answer of a process apart that reads a spreadsheet, or why there is none. Never rejects. */
export async function askApart<T>({ answerIn, late, ...work }: Asked<T>): Promise<T | NoAnswer> {
  let said: T | null = null
  const fault = await runApart({
    ...work,
    mostBytes: MOST_BYTES,
    signal: late,
    take: (line) => {
      if (said !== null) return false
      said = parsed(line, answerIn)
      return said !== null
    },
  })
  if (fault === null && said !== null) return said
  const detail = fault?.detail ?? ''
  if (late.aborted) return { refused: tooLong, detail }
  return { refused: fault?.fault === 'memory' ? tooMuch : failed, detail }
}

function parsed<T>(line: string, answerIn: (line: string) => T | null): T | null {
  try {
    return answerIn(line)
  } catch {
    return null
  }
}

const tooLong =
  'The file took too long to read, and reading was stopped. Copy the rows of the plan into a new workbook, save it as .xlsx, and send that.'
const tooMuch =
  'The file takes more memory than there is for it, which no plan does. Copy the rows of the plan into a new workbook, save it as .xlsx, and send that.'
const failed = 'The file cannot be read. Open it in Excel, save it again as .xlsx, and send that.'
