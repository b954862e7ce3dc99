import { type ExchangeField, exchangeFields } from './exchange-fields.ts'

/** A heading as its words: small letters, without signs and what stands in brackets. */
export function headingWords(heading: string): string {
  const plain = heading
    .toLowerCase()
    .replaceAll(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replaceAll(/['’]/g, '')
  const words = plain.replaceAll(/[^\p{L}\p{N}#]+/gu, ' ').trim()
  return words === ''
    ? heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}#]+/gu, ' ')
        .trim()
    : words
}

/**
 * The field that a heading names, or null where it names none that is known.
 * @param own further headings by their words, such as the labels of the forms
 */
export function fieldOfHeading(
  heading: string,
  own: ReadonlyMap<string, ExchangeField> = new Map(),
): ExchangeField | null {
  const words = headingWords(heading)
  if (words === '' || words.length > LONGEST) return null
  const named =
    own.get(words) ?? exchangeFields.find((field) => field.toLowerCase() === heading.trim().toLowerCase())
  if (named) return named
  return table.find(([, patterns]) => patterns.some((pattern) => pattern.test(words)))?.[0] ?? null
}

/** What is longer is a sentence, and no heading. */
const LONGEST = 70

const date = '(date|target|deadline|due date|due|target date|timescale|completion date|completion|end date)'

const source = 'paragraph|para|recommendation|rec'
const number = '( nos?| numbers?| refs?| references?)?'
const whichActions = 'key|planned|agreed|required|improvement|smart|specific|main|next|proposed|recommended'
const ofActions =
  'required|to be taken|needed|planned|agreed|points?|title|name|description|details?|item|steps|we will take|and milestones'
const whoLeads =
  'who|whom|by whom|owner|lead|leads|responsible|responsibility|accountable|accountability|assigned to|assignee|allocated to|sro'
const whichLeads =
  'lead|leads|responsible|accountable|nominated|named|key|senior|delivery|operational|strategic'

// As published plans and trackers of councils have them. What is told more closely stands before what is told broadly.
const table: [ExchangeField, RegExp[]][] = [
  [
    'recommendations',
    [
      new RegExp(
        `^(ofsted|ilacs|inspection|report|hmi|jtai|cqc|source) (report )?(${source}|finding|ref|reference)s?${number}$`,
      ),
      new RegExp(`^(${source})s?${number}$`),
      /^(links? to|linked) (ofsted )?(recommendation|paragraph)s?$/,
    ],
  ],
  [
    'ref',
    [
      /^(nos?|number|refs?|reference|id|item|s no|sno|sr no|serial|#)( no| number| ref)?$/,
      /^(action|unique|plan|line|row|item|task|ap) (no|nos|number|ref|reference|id)( no| number)?$/,
    ],
  ],
  ['revisedDueOn', [new RegExp(`^(revised|new|amended|updated|extended|latest|current|forecast) ${date}$`)]],
  ['baselineDueOn', [new RegExp(`^(original|baseline|initial|first|previous|first agreed) ${date}$`)]],
  [
    'completedOn',
    [
      /^(date|actual) (completed|complete|of completion|completion|closed|signed off|achieved|end)( date)?$/,
      /^(completed|closed|signed off|achieved) (on|date)$|^actual (completion|end|finish) date$|^sign off date$/,
    ],
  ],
  [
    'startOn',
    [
      /^(planned |target )?start( date| on)?$|^(date )?(started|from|begins?)$|^date of start$|^commence(ment)?( date)?$/,
    ],
  ],
  [
    'dueOn',
    [
      /^(by )?when( by| will it be done)?$|^by$|^date$|^end( date)?$|^finish( date)?$/,
      /^(due|target|completion|deadline)$/,
      /^(due|target|completion|completed?|deadline|delivery|planned|expected)( end| completion| delivery)? (date|by|on|timescale)$/,
      /^(due|target|date|deadline)( date)? for completion$|^(date )?(due|to be completed)( by)?$|^to be completed by$/,
      /^(target )?(time ?scales?|time ?frames?|time ?lines?|deadlines?)( for (completion|action))?$/,
      /^(date|when) (due|complete|will this be done|will it be completed)$/,
    ],
  ],
  [
    'rating',
    [
      /^(current |overall |delivery |progress |action |status )?(b?ragb?|r a g|b r a g|r a g b|traffic light)\b.*$/,
      /^(rating|colour)$/,
    ],
  ],
  [
    'criteria',
    [
      /^(key )?success (measure|criteria|criterion|indicator|factor)s?( .*)?$|^measures? of success$/,
      /^how (will|do|would) (we|you) (know|measure).*$|^how we will know.*$|^what (will|does) (success|good) look like.*$/,
      /^(closure |acceptance )?criteria$|^(kpis?|performance measures?|performance indicators?|measures?)$/,
    ],
  ],
  ['evidence', [/^(supporting |source of |link to |links to )?evidence( .*)?$|^(supporting )?documents?$/]],
  [
    'intendedEffect',
    [
      /^(expected|intended|desired|planned|anticipated)? ?(impact|outcome|effect|benefit|result)s?( (on|for) .*| sought)?$/,
      /^(what )?difference .*$|^so what$/,
    ],
  ],
  [
    'priority',
    [
      /^(area|areas|point|points) (for|of|requiring) (improvement|development|focus|work|concern)s?$|^afis?$/,
      /^(improvement|priority|strategic|key|plan|ofsted|inspection|main) (area|theme|priority|objective|aim|goal|issue|finding)s?( .*)?$/,
      /^(area|theme|priority|workstream|work stream|strand|objective|goal|aim|issue|pillar|category|domain)s?( title| name| no| area)?$/,
      /^what needs to (improve|change).*$|^required improvements?$|^finding$|^what did ofsted (say|find).*$/,
    ],
  ],
  [
    'title',
    [
      new RegExp(
        `^(the )?(${whichActions})? ?(action|task|activity|actions|tasks|activities)( (${ofActions}))?$`,
      ),
      /^what$|^what (will|are|do|is|we) .*$|^(title|deliverables?|commitments?|milestones?|nos what)$/,
    ],
  ],
  [
    'description',
    [
      /^(further |more |action )?(description|details?)$|^how$|^how (will|are|do) .*$|^(steps|sub actions?|method)$/,
    ],
  ],
  [
    'contributors',
    [
      /^(support|supporting|supported by|contributors?|with|involved|consulted|others? involved|other leads?|secondary lead|deputy)$/,
      /^(supporting|other|key) (officers?|leads?|people|partners?|staff|agencies)$|^partners?( involved)?$/,
    ],
  ],
  [
    'owner',
    [
      new RegExp(
        `^(${whoLeads})s?( (officer|person|name|manager|role|director|post|responsible|for action))?$`,
      ),
      new RegExp(
        `^(action|${whichLeads}) (owner|officer|lead|person|manager|director|responsible|responsibility)s?( name)?$`,
      ),
      /^(persons?|officers?|leads?|managers?) (responsible|accountable)$|^who (is|will|by|leads|s)\b.*$/,
    ],
  ],
  ['agency', [/^(lead |partner |responsible )?(agency|agencies|organisation|organization)s?$/]],
  [
    'lastUpdate',
    [
      /^(latest|last|current|monthly|weekly|quarterly)? ?(progress|updates?|position|commentary|comments?|notes?|narrative)$/,
      /^(progress|updates?|comments?|commentary|position|status update)\b.*$|^.* (progress|updates?|commentary|comments)$/,
      /^(activity|action taken|work) to date$|^what have we done.*$|^actions? taken$/,
    ],
  ],
  [
    'state',
    [
      /^(current |action |overall |delivery |completion )?(status|state|stage)$/,
      /^(complete|completed|done|closed|open closed)( y n| yes no)?$/,
    ],
  ],
  ['horizon', [/^(horizon|phase)$|^short medium( or)? long( term)?$/]],
  ['critical', [/^(critical|critical action|high risk)$/]],
]
