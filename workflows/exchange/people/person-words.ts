/** What a name in the column of owners is, by its words: a person, a post, a body that cannot own, or initials. */
export type WhoKind = 'name' | 'post' | 'body' | 'initials' | 'unclear'

/** Tells what one name is. A body's name may begin as a post does: 'Head of MASH' is a post, 'MASH' is none. */
export function whoKind(text: string): WhoKind {
  const words = text.replace(/^the /i, '').trim()
  if (/@/.test(words)) return 'name'
  if (/^(?:[A-Z]\.?){2,4}$/.test(words)) return acronym(words.replaceAll('.', ''))
  if (postFirst.test(words)) return 'post'
  if (bodyLast.test(words)) return 'body'
  if (postAnywhere.test(words)) return 'post'
  if (bodyAnywhere.test(words)) return 'body'
  return isName(words) ? 'name' : 'unclear'
}

/** One to six words that begin with capitals, as names do: 'Dr Amina Noor', "Siobhán O'Neill", 'Ana de la Cruz'. */
function isName(text: string): boolean {
  const words = text.split(/\s+/)
  return (
    words.length <= 6 &&
    words.every((word) => /^\p{Lu}[\p{L}'’.-]*$/u.test(word) || particles.has(word.toLowerCase())) &&
    words.some((word) => /^\p{Lu}[\p{L}'’-]+/u.test(word))
  )
}

const wordsOf = (words: string): ReadonlySet<string> => new Set(words.split(' '))
const particles = wordsOf('de la van der von den al bin da dos del le el ul')
const posts = wordsOf('DCS AD CEO CEX PSW LADO SRO HOS CX DPH IRO HT')
const bodies = wordsOf(
  'HR IT ICT SLT SMT DMT CMT CLT LT LSCB LSCP CSC CCG ICB MASH NHS EDT QA YOS YOT CIN LAC SCB CSP VCS DWP ALL',
)

function acronym(letters: string): WhoKind {
  if (posts.has(letters)) return 'post'
  return bodies.has(letters) ? 'body' : 'initials'
}

const post = [
  '(?:heads?|director|managers?|officers?|chairs?|chairperson|chief|principal|commissioners?|advis[eo]rs?|coordinators?',
  'co-ordinators?|leads?|nurse|doctor|supervisors?|administrators?|analysts?|lawyers?|solicitors?|headteachers?',
  'social workers?|practitioners?|consultants?|psychologists?|secretary|trainers?|superintendent|inspector|sergeant',
  'dcs|lado|psw|iros?)',
].join('|')
const before = [
  '(?:interim|acting|assistant|deputy|service|team|group|strategic|senior|operational|executive|corporate|designated',
  'independent|lead|project|programme|principal|all|area|practice|performance|business|workforce|commissioning|quality',
  'virtual school|hr|it)',
].join('|')
const body = [
  '(?:board|groups?|sub-?group|teams?|committee|panels?|partnerships?|services?|council|trust|forum|agency|agencies',
  'police|constabulary|department|directorate|network|unit|schools?|college|cabinet|partners|lscb|lscp|ccg|icb|nhs|mash',
  'leadership|management|collaborative|hub|division|body|charity|staff|workforce|everyone|everybody|all)',
].join('|')
const postFirst = new RegExp(`^(?:${before}[ -])*${post}\\b`, 'i')
const postAnywhere = new RegExp(`\\b${post}\\b`, 'i')
const bodyLast = new RegExp(`\\b${body}\\)?$`, 'i')
const bodyAnywhere =
  /\b(?:board|sub-?group|committee|partnership|council|constabulary|police|lscb|lscp|ccg|icb|nhs|mash|task and finish)\b/i
