/** Keywords for the length, pattern and format of texts. */
import { FORMATS } from '../formats/formats.ts';
import { count, type Keyword, ofTexts, text } from './keyword.ts';
import { Pattern } from './patterns.ts';

/** Characters checked per step. */
const CHARACTERS = 32;
const stepsOf = (value: string): number => Math.ceil(value.length / CHARACTERS);

const length =
  (holds: (length: number, limit: number) => boolean): Keyword =>
  (value, context) => {
    const limit = count(value, context);
    const { keyword } = context;
    return ofTexts((found, spot, evaluation) => {
      evaluation.steps.take(stepsOf(found));
      return holds(codePoints(found), limit) || evaluation.fail(spot, keyword, value);
    });
  };

function codePoints(value: string): number {
  let pairs = 0;
  for (let at = 1; at < value.length; at += 1) {
    const isPair = isBetween(value, at - 1, 0xd800, 0xdbff) && isBetween(value, at, 0xdc00, 0xdfff);
    if (isPair) pairs += 1;
  }
  return value.length - pairs;
}

function isBetween(value: string, at: number, first: number, last: number): boolean {
  const unit = value.charCodeAt(at);
  return unit >= first && unit <= last;
}

const pattern: Keyword = (value, context) => {
  const matched = new Pattern(text(value, context), context.place, context.steps);
  return ofTexts(
    (found, spot, evaluation) =>
      matched.test(found, evaluation.steps) || evaluation.fail(spot, 'pattern', value),
  );
};

const format: Keyword = (value, context) => {
  const isOfFormat = FORMATS.get(text(value, context));
  if (isOfFormat === undefined) return undefined;
  return ofTexts((found, spot, evaluation) => {
    evaluation.steps.take(stepsOf(found));
    return isOfFormat(found) || evaluation.fail(spot, 'format', value);
  });
};

export const STRINGS: readonly (readonly [string, Keyword])[] = [
  ['minLength', length((found, limit) => found >= limit)],
  ['maxLength', length((found, limit) => found <= limit)],
  ['pattern', pattern],
  ['format', format],
];
