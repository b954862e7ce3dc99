import type { Document, ErrorCode, LineCounter } from 'yaml'
import type { Problem } from './plan-file-error.ts'

/**
 * What is wrong with the file as YAML or JSON, in plain words. Only the first three: what follows a slip is mostly
 * its consequence.
 */
export function syntaxProblems(document: Document, lines: LineCounter): Problem[] {
  const problems = document.errors.slice(0, 3).map((error) => {
    const [wrong, todo] = advice[error.code] ?? [
      `The file cannot be read as YAML or JSON: ${error.message}.`,
      anyOther,
    ]
    return { line: lines.linePos(error.pos[0]).line, path: '', wrong, todo }
  })
  return problems.length === 0 && document.directives?.yaml.explicit ? [directive] : problems
}

const quotes = 'Put text that holds a colon, a # or quotes inside "double quotes".'
const anyOther = `Look at this line and the one before it. ${quotes}`

const advice: Partial<Record<ErrorCode, [wrong: string, todo: string]>> = {
  BAD_INDENT: [
    'The indentation does not fit, or a bracket is not closed.',
    'Line up keys of one thing with spaces.',
  ],
  TAB_AS_INDENT: ['A tab is used to indent.', 'Indent with spaces.'],
  BLOCK_AS_IMPLICIT_KEY: [
    'A second “key: value” stands inside a text, or the indentation does not fit.',
    quotes,
  ],
  MULTILINE_IMPLICIT_KEY: ['A key runs over several lines.', anyOther],
  BAD_SCALAR_START: ['The text begins with a character that YAML keeps for itself.', quotes],
  MISSING_CHAR: [
    'Something is not closed or not separated: a quote, a comma or a colon is missing.',
    anyOther,
  ],
  MULTIPLE_DOCS: ['The file holds several documents (---).', 'Keep one plan to a file.'],
}

const directive: Problem = {
  line: 1,
  path: '',
  wrong: 'A YAML directive (%) is used.',
  todo: 'Take the line out.',
}
