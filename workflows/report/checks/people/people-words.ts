const listed = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** Words that say of a person or a post that it is told as the past. */
export const formerWords: ReadonlySet<string> = listed(
  'former formerly previous previously left leaves leaving leave retired retires retiring resigned departed departure ex-head late then until predecessor succeeded replaced replaces thank thanks thanked farewell outgoing',
)

/** Words that may stand between a post and the name of who holds it. */
export const holderLinks: ReadonlySet<string> = listed(
  ', ( ) : - – — is as the our a an new permanent interim current who cllr councillor mr mrs ms miss dr and post title name by',
)

/** Words in which a text tells of an action's due date. */
export const dueWords: ReadonlySet<string> = listed(
  'due deadline by complete completed completion finish finished end ends until before target date expected deliver delivered delivery close closed closes scheduled',
)
