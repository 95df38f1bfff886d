/**
 * Verdicts on pasted credentials, and the mistakes that are known to lead to wrong ones. Keys, so that a
 * dictionary can say them in any language; the English text stands here once, for the command line.
 */

/** What reproduces a wrong password, or makes right ones be refused. `{…}` are places for `Diagnosis.args`. */
export const MISTAKES = {
  'secret-blank-around': 'The secret was used with a blank or line end before or after it.',
} as const;

export type MistakeKey = keyof typeof MISTAKES;
