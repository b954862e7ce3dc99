import { sameName } from '#workflows/sameness.ts'
import { whoKind } from './person-words.ts'

/**
 * The names that a cell gives, apart from one another. What belongs to one is not divided: 'Head of Quality, Safeguarding
 * and Reviewing' is one post, 'Smith, Jane' one person, and 'Jane Smith, Head of Service' a person with her post.
 */
export function namesIn(text: string): string[] {
  const lines = text.split(/\s*(?:\r?\n|[/;+|\u2022])\s*/)
  return unique(lines.filter((line) => line !== '').flatMap(inLine))
}

/** A name apart from the post that stands beside it: 'Jane Smith (Head of Service)', 'Head of Service - Jane Smith'. */
export function withoutPost(text: string): { name: string; post: string | null } {
  const [, named = '', inBrackets = ''] = /^([^()]+?)\s*\(([^()]{1,60})\)$/.exec(text) ?? []
  if (inBrackets !== '' && isWhole(named)) return { name: named, post: inBrackets }
  const [, before = '', after = ''] = /^(.+?)\s*(?:\(|,| - | – |: )\s*([^()]+?)\)?$/.exec(text) ?? []
  if (isWhole(before) && isBeside(after)) return { name: before, post: after }
  if (isWhole(after) && isBeside(before)) return { name: after, post: before }
  return { name: text, post: null }
}

const isWhole = (text: string): boolean => text.includes(' ') && whoKind(text) === 'name'
const isBeside = (text: string): boolean => text !== '' && ['post', 'body'].includes(whoKind(text))

function inLine(line: string): string[] {
  const turned = /^([\p{Lu}][\p{L}'’-]+), ([\p{Lu}][\p{L}'’-]+)$/u.exec(line)
  if (turned) return [`${turned[2]} ${turned[1]}`]
  const parts = line.split(/\s*,\s*|\s+&\s+|\s+and\s+/i).filter((part) => part !== '')
  const kinds = parts.map((part) => whoKind(part.replace(/\s*\([^()]*\)$/, '')))
  if (parts.length < 2 || (parts.length === 2 && kinds[0] === 'name' && kinds[1] === 'post')) return [line]
  const areNames = kinds.every((kind) => kind === 'name' || kind === 'initials' || kind === 'body')
  // 'Task and Finish Group' is one body, though 'Task' could be a name.
  if (kinds.includes('body') && parts.some((part, at) => kinds[at] === 'name' && !part.includes(' ')))
    return [line]
  return areNames || parts.every((part) => wholePost.test(part)) ? parts : [line]
}

const wholePost =
  /^(the )?(interim |acting |assistant |deputy )?(head|director|chair|chief|principal) (of|for)\b|(manager|officer)$/i

function unique(names: readonly string[]): string[] {
  return [...new Map(names.map((name) => [sameName(name), name])).values()]
}
