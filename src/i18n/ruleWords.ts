/** What a person is told of each rule of problems. */

export interface RuleWords {
  readonly title: string;
  /** Why it matters: one to three sentences. */
  readonly explanation: string;
  /** What to do: one or two sentences. */
  readonly remedy: string;
}

/** Of the rules of one subject: neither one too few nor one too many. */
export type RuleTexts<Id extends string> = Readonly<Record<Id, RuleWords>>;
