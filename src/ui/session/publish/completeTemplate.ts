/** Completions after a typed `{{`. */
import { ANSWER_EXAMPLES, EXAMPLES } from '../../../payload/templates/names.ts';

const BEHIND = /(?<!\{)\{\{ *([a-z]*)$/;
/** Closing braces that are already there. */
const CLOSED = /^ *\}\}/;

export interface TemplateCompletion {
  /** Characters of the text that it takes the place of. */
  readonly start: number;
  readonly end: number;
  readonly examples: readonly string[];
}

/** @param isAnswer includes values of the message being answered */
export function completeTemplate(
  text: string,
  cursor: number,
  isAnswer: boolean,
): TemplateCompletion | undefined {
  const match = BEHIND.exec(text.slice(0, cursor));
  if (match === null) return undefined;
  const [, typed = ''] = match;
  const all = { ...(isAnswer && ANSWER_EXAMPLES), ...EXAMPLES };
  const begun = Object.values(all).filter((one) => one.startsWith(typed));
  const isWhole = (one: string): boolean => one === typed;
  // A whole name is the first choice, so that Enter does not make a longer one of it.
  const examples = [...begun.filter(isWhole), ...begun.filter((one) => !isWhole(one))];
  const closed = CLOSED.exec(text.slice(cursor))?.[0].length ?? 0;
  if (examples.every(isWhole)) return undefined;
  return { start: match.index, end: cursor + closed, examples };
}

/** The text with a completion, and the new cursor position. */
export function completed(
  text: string,
  { start, end }: TemplateCompletion,
  example: string,
): { readonly text: string; readonly cursor: number } {
  const written = `{{${example}}}`;
  return {
    text: `${text.slice(0, start)}${written}${text.slice(end)}`,
    cursor: start + written.length,
  };
}
