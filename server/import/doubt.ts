type KindText = {
  /** Heading of its group in the report. */
  heading: string
  /** Who should answer what. */
  ask: string
  /** Set where every doubt of the kind says the same, so that a list of refs will do. */
  together?: true
}

/** Every kind of doubt, in the order in which a report lists them. */
export const doubtKinds = {
  stated: {
    heading: 'Doubts stated in the file',
    ask: 'The plan administrator asks the owning body what is meant, and corrects the plan.',
  },
  noDirection: {
    heading: 'Measures without a direction',
    ask: 'The lead of the priority says whether higher or lower is better, or confirms that it is context only.',
  },
  duplicate: {
    heading: 'Repeated text',
    ask: 'The plan administrator asks the owning body what should stand there, or confirms that both are meant.',
  },
  countsDiffer: {
    heading: 'Counts that do not agree',
    ask: 'The person who made the file checks whether something was lost.',
  },
  termUnsure: {
    heading: 'First and last day of the plan',
    ask: 'The plan administrator sets them.',
  },
  missingAdministrator: { heading: 'No administrator', ask: 'Name at least one member as administrator.' },
  missingChair: {
    heading: 'No chair',
    ask: 'Name one member as chair: only the chair can approve the plan.',
  },
  noActions: {
    heading: 'Priorities without an action',
    ask: 'The plan administrator asks the owning body for their actions.',
    together: true,
  },
  noMeasures: {
    heading: 'Priorities without a measure',
    ask: 'The lead of the priority says what will be counted.',
    together: true,
  },
  missingLead: { heading: 'Priorities without a lead', ask: 'The chair names one.', together: true },
  missingImpact: {
    heading: 'Priorities without an intended impact',
    ask: 'The lead of the priority writes what should be different for residents.',
    together: true,
  },
  missingOwner: {
    heading: 'Actions without an owner',
    ask: 'The lead of the priority names the one person who answers for each.',
    together: true,
  },
  missingDueDate: {
    heading: 'Actions without a due date',
    ask: 'The owner and the lead of the priority agree one for each.',
    together: true,
  },
  missingCriteria: {
    heading: 'Actions without closure criteria',
    ask: 'The owner and the lead of the priority agree what will show that each is done.',
    together: true,
  },
  dueOutsideHorizon: {
    heading: 'Due dates outside their horizon',
    ask: 'The plan administrator corrects the date or the horizon, or lets it stand.',
  },
  unusualDay: {
    heading: 'Dates that are unusual',
    ask: 'The plan administrator corrects the date, or lets it stand.',
  },
  missingBaseline: {
    heading: 'Measures without a baseline',
    ask: 'The lead of the priority gives the value from which change is counted.',
    together: true,
  },
  missingTarget: {
    heading: 'Measures without a target',
    ask: 'The lead of the priority gives the value to reach, and by when.',
    together: true,
  },
  missingTargetDate: {
    heading: 'Measures with a target but no date for it',
    ask: 'The lead of the priority says by when.',
    together: true,
  },
  uncovered: {
    heading: 'Recommendations that no action answers',
    ask: 'The plan administrator links an action to each; the plan cannot be submitted before.',
    together: true,
  },
} as const satisfies Record<string, KindText>

export type DoubtKind = keyof typeof doubtKinds

/** Something in a plan file that a person has to answer. Nothing doubtful is settled by guessing. */
export type Doubt = {
  /** The ref concerned, such as `P1.S3` or `P4`; else the part of the file, such as `vision`. */
  where: string
  kind: DoubtKind
  /** What is doubtful and who should answer what. */
  say: string
}

/**
 * A doubt in words.
 * @param what the doubtful thing as a sentence; who should answer is added, always the same for one kind
 */
export function doubt(kind: DoubtKind, where: string, what: string): Doubt {
  return { where, kind, say: `${what} ${doubtKinds[kind].ask}` }
}

/** A doubt's own sentence, without who should answer: for lists that say that once. */
export function whatOf({ kind, say }: Doubt): string {
  return say.endsWith(doubtKinds[kind].ask) ? say.slice(0, -doubtKinds[kind].ask.length).trimEnd() : say
}
