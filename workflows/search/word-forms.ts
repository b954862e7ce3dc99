/** Words that end as if they were forms of others. */
const ownWords = new Set(['news', 'always', 'series', 'species', 'less', 'unless'])

/** Endings that say the same of another person, time or number, or make a noun or an adverb of a verb, by what they are put to. */
const endings = {
  plain: ['', 's', 'es', 'ed', 'ing', 'ings', 'ly', 'ment', 'ments', 'ion', 'ions'].concat([
    'ation',
    'ations',
    'ate',
    'ates',
    'ated',
    'ating',
  ]),
  withE: ['', 's', 'd', 'ly', 'ment', 'ments'],
  withY: ['', 'ing', 'ings'],
  doubled: ['', 's', 'ed', 'ing', 'ings'],
}

/**
 * The forms in which an English word is found: `school` also as `schools`, `train` as `training`, `agree` as
 * `agreement`. Short words, numbers and words of other scripts are found as they are. The word itself comes first.
 */
export function formsOf(word: string): string[] {
  const stem = stemOf(word)
  if (!isEnglish(word)) return [word]
  const forms = [
    ...endings.plain.map((ending) => stem + ending),
    ...endings.withE.map((ending) => `${stem}e${ending}`),
    ...endings.withY.map((ending) => stem.replace(/i$/, 'y') + ending),
    ...endings.doubled.map((ending) => stem + (stem.at(-1) ?? '') + ending),
  ]
  return [...new Set([word, ...forms.filter((form) => stemOf(form) === stem)])]
}

/** What the forms of an English word have in common. */
export function stemOf(word: string): string {
  if (!isEnglish(word)) return word
  const one = word
    .replace(/(ss|x|z|ch|sh)es$/, '$1')
    .replace(/ies$/, 'y')
    .replace(/([^siu])s$/, '$1')
  return without(one)
    .replace(/([bdfgmnprt])\1$/, '$1')
    .replace(/(?<=...)e$/, '')
    .replace(/y$/, 'i')
}

function without(word: string): string {
  for (const [ending, rest] of removed) {
    if (ending.test(word)) return word.replace(ending, rest)
  }
  return word
}

// The first that fits: each leaves enough of the word to be told by.
const removed: readonly (readonly [ending: RegExp, rest: string])[] = [
  [/(?<=..)ied$/, 'y'],
  [/(?<=....)(ation|ating|ated|ate)$/, ''],
  [/(?<=...[st])ion$/, ''],
  [/(?<=....)ment$/, ''],
  [/(?<=...[cdeghkmnrstvwxy])ly$/, ''],
  [/(?<=[aeiouy].*[^e]|[aeiouy].)(?<=...)ing$/, ''],
  [/(?<=[aeiouy].*)(?<=..)(?<!e)ed$/, ''],
  [/(?<=agree|decree|guarantee)d$/, ''],
]

function isEnglish(word: string): boolean {
  // Of three letters that end in s, hardly any is a plural: its, has, was.
  return /^[a-z]{2,}[a-z]$/.test(word) && !/^..s$/.test(word) && !ownWords.has(word)
}
