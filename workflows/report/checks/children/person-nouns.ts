const listed = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** Nouns of people in the singular; 'one child' is a count, and 'child protection' is none. */
export const oneOfThem: ReadonlySet<string> = listed(
  'child boy girl baby infant toddler teenager pupil resident person patient adult sibling youngster tenant',
)

/** The same in the plural. Staff are left out: they are named in reports. */
export const manyOfThem: ReadonlySet<string> = listed(
  'children boys girls babies infants toddlers teenagers pupils residents people persons patients adults siblings youngsters tenants under-fives twins',
)

/** What may stand between a count and those whom it counts. */
export const between: ReadonlySet<string> = listed(
  'of the our these those all other more further additional new young younger older looked after disabled vulnerable local unaccompanied care experienced care-experienced whom such same were was are is very known missing exploited adopted fostered unborn school-age primary secondary',
)

/** What makes 'child' the first part of another noun. */
export const afterChild: ReadonlySet<string> = listed(
  'protection care development poverty sexual criminal exploitation health mental death abuse safety safeguarding centred focused first policy benefit support minder minding in-need practice plan plans conference conferences case cases home homes place places practitioner welfare line',
)

/** What follows a plural that is only part of another name: 'people plan', 'pupils premium'. */
export const afterMany: ReadonlySet<string> = listed(
  'centre centres services service home homes team teams plan directorate strategy board programme premium hub hubs',
)
