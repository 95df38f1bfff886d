/** Functions of the display filter language that the app uses. */
import { quote } from '../../../base/quoting.ts';
import { clocksIn } from '../../../engine/filter/syntax/clocksIn.ts';
import { complete } from '../../../engine/filter/syntax/complete.ts';
import { parseFilter } from '../../../engine/filter/syntax/parse.ts';
import { tokenize } from '../../../engine/filter/syntax/tokens.ts';
import { conditionsIn, toggled } from './conditions.ts';
import { corrected, errorIn } from './corrected.ts';
import { cellExpression, withCondition } from './expressionFor.ts';
import { mayHoldSecret } from './secretive.ts';
import { endsTooEarly, isUnfinished } from './unfinished.ts';

export const language = {
  cellExpression,
  clocksIn,
  complete,
  conditionsIn,
  corrected,
  endsTooEarly,
  errorIn,
  isUnfinished,
  mayHoldSecret,
  parseFilter,
  quote,
  toggled,
  tokenize,
  withCondition,
};
