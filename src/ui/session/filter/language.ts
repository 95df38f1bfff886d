/** What the app asks of the language of display filters. */
import { clocksIn } from '../../../engine/filter/clocksIn.ts';
import { complete } from '../../../engine/filter/complete.ts';
import { parseFilter } from '../../../engine/filter/parse.ts';
import { quote, tokenize } from '../../../engine/filter/tokens.ts';
import { corrected, errorIn } from './corrected.ts';
import { cellExpression, withCondition } from './expressionFor.ts';
import { mayHoldSecret } from './secretive.ts';
import { endsTooEarly, isUnfinished } from './unfinished.ts';

export const language = {
  cellExpression,
  clocksIn,
  complete,
  corrected,
  endsTooEarly,
  errorIn,
  isUnfinished,
  mayHoldSecret,
  parseFilter,
  quote,
  tokenize,
  withCondition,
};
