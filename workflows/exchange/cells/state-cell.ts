/** The states in which a tracker's action can arrive: never one that only a decision of the board gives. */
export type StateArriving = 'agreed' | 'inProgress' | 'submitted'

/** What the cell of a status holds. `word` is the status as it stands: what it means is asked once for the file. */
export type StateCell =
  | { is: 'none' }
  | { is: 'read'; state: StateArriving }
  | { is: 'askedOnce'; word: string; question: string; state: StateArriving | null }
  | { is: 'asked'; question: string }

/**
 * Reads the cell of a status. Whoever kept the tracker may have called an action complete: that is what its owner says,
 * and never a sign-off. It arrives as in progress until somebody says whether its evidence is to be shown to the board.
 */
export function stateInCell(text: string): StateCell {
  const words = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9%✓✔☑]+/g, ' ')
    .trim()
  if (words === '') return { is: 'none' }
  const share = /^(\d{1,3}) ?%?( complete| done)?$/.exec(words)
  if (share && text.includes('%')) return shareDone(Number(share[1]), text.trim())
  if (complete.test(words)) return isComplete(text.trim())
  if (notStarted.test(words)) return { is: 'read', state: 'agreed' }
  if (underWay.test(words)) return { is: 'read', state: 'inProgress' }
  if (outOfPlan.test(words))
    return { is: 'askedOnce', word: text.trim(), question: isOutQuestion, state: null }
  if (/\b(complete|completed|done|closed|achieved|met)\b/.test(words) && words.includes(' '))
    return { is: 'asked', question: partlyDone }
  return { is: 'askedOnce', word: text.trim(), question: unknownWord, state: null }
}

function shareDone(share: number, word: string): StateCell {
  if (share >= 100) return isComplete(word)
  return { is: 'read', state: share === 0 ? 'agreed' : 'inProgress' }
}

const isComplete = (word: string): StateCell => ({
  is: 'askedOnce',
  word,
  question:
    'The tracker says that it is done. Only the board signs an action off. Does it arrive as submitted, with its evidence to be shown, or as in progress?',
  state: 'inProgress',
})

const isOutQuestion =
  'The tracker says that it is not to be done. Does it arrive as agreed or in progress, to be taken out by a decision, or is its row left out?'
const partlyDone =
  'Something of it is said to be done, and something not. Is the action in progress, or submitted? A part that is done can be a milestone.'
const unknownWord = 'What does this status mean: agreed and not begun, in progress, or submitted?'

const complete =
  /^(fully )?(complete|completed|done|closed|achieved|met|finished|delivered|actioned|signed off|embedded|implemented|discharged|yes|y|c|✓|✔|☑)( and (closed|embedded|signed off))?$/
const notStarted =
  /^(not (yet )?(started|begun|due|commenced)|to (be )?start(ed)?|planned|scheduled|to do|todo|new|future|no( progress)?|not started yet|yet to (start|begin|commence)|outstanding)$/
const underWay =
  /^(in ?progress|work in progress|wip|on ?going|on going|under ?way|started|commenced|active|open|on (track|target|schedule)|progressing( well)?|in development|(partially|partly|part|nearly|mostly) (complete|completed|met|achieved|done)|delayed|slipped|slipping|(at|some) risk|off (track|target)|behind( schedule)?|overdue|late|in hand|progress made|in train)$/
const outOfPlan =
  /^(cancelled|canceled|removed|withdrawn|superseded|merged|deleted|no longer (required|needed|relevant)|not required|on hold|paused|suspended|deferred|transferred|n a|not applicable|stopped)\b.*$/
