const office = 'application/vnd.openxmlformats-officedocument'
const openDocument = 'application/vnd.oasis.opendocument'

/** A kind of file that is kept: the ending that goes with it first, then others that mean the same. */
type Kind = { type: string; endings: readonly [string, ...string[]]; inWords: string }

/** Everything that may be kept, besides texts and tables. */
export const documentKinds = {
  pdf: { type: 'application/pdf', endings: ['pdf'], inWords: 'a PDF' },
  png: { type: 'image/png', endings: ['png'], inWords: 'a PNG picture' },
  jpeg: { type: 'image/jpeg', endings: ['jpg', 'jpeg'], inWords: 'a JPEG picture' },
  word: { type: `${office}.wordprocessingml.document`, endings: ['docx'], inWords: 'a Word document' },
  excel: { type: `${office}.spreadsheetml.sheet`, endings: ['xlsx'], inWords: 'an Excel workbook' },
  powerPoint: {
    type: `${office}.presentationml.presentation`,
    endings: ['pptx'],
    inWords: 'a PowerPoint presentation',
  },
  openText: { type: `${openDocument}.text`, endings: ['odt'], inWords: 'an OpenDocument text' },
  openSheet: {
    type: `${openDocument}.spreadsheet`,
    endings: ['ods'],
    inWords: 'an OpenDocument spreadsheet',
  },
  openSlides: {
    type: `${openDocument}.presentation`,
    endings: ['odp'],
    inWords: 'an OpenDocument presentation',
  },
} as const satisfies Record<string, Kind>

/** Texts and tables, whose type also says in which characters they are written. */
export const textKinds = {
  csv: { type: 'text/csv', endings: ['csv'], inWords: 'a CSV table' },
  text: { type: 'text/plain', endings: ['txt', 'tsv', 'md', 'log'], inWords: 'plain text' },
} as const satisfies Record<string, Kind>

/** What may be uploaded, in words. */
export const kindsInWords = 'PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, CSV or plain text'

/** Why a file is not kept: by what it holds, whatever its name says. */
export const refusedKinds = {
  fileEmpty: 'The file is empty. Choose one with something in it.',
  fileMacros:
    'It holds macros, which are programs. Save it without them, as .docx, .xlsx or .pptx, and send that.',
  fileProtected:
    'It is protected with a password, so that nobody else could open it. Save it without one, and send that.',
  fileOfOld:
    'It is an Office document of the form before 2007, or an Outlook message. Save it as .docx, .xlsx, .pptx or PDF, and send that.',
  fileProgram: 'It is a program, which is never kept. Send what it shows as a PDF or a picture.',
  fileArchive: 'It is an archive. Unpack it, and send each document by itself.',
  fileWebPage: 'It is a web page or a drawing that a browser would run. Print it to a PDF, and send that.',
  filePicture: 'It is a picture of a kind that is not taken. Save it as PNG or JPEG, and send that.',
  fileRecording: 'It is a recording. Put it where your organisation keeps recordings, and link to it.',
  fileRichText: 'It is rich text. Save it as .docx or PDF, and send that.',
  unknownKind: `It is no file of a kind that can be kept here. Send ${kindsInWords}, without macros.`,
} as const
export type RefusedKind = keyof typeof refusedKinds
