/** Texts for each problem rule. */

export interface RuleWords {
  readonly title: string;
  /** Explains the rule or why it matters, if title, statement and remedy do not. At most a few sentences. */
  readonly explanation?: string;
  /** Remedy in one or two sentences. */
  readonly remedy: string;
}

/** The texts of exactly the rules of one subject. */
export type RuleTexts<Id extends string> = Readonly<Record<Id, RuleWords>>;
