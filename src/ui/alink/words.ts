/** Facts of the pure rooms in the words of a dictionary. */
import type { AlinkTopicKind } from '../../alibaba/alink/alinkTopic.ts';
import { type ValueFault, valueFaultText } from '../../alibaba/alink/checkValue.ts';
import { type CodeWords, isAlinkCode, isShadowCode } from '../../alibaba/alink/codes.ts';
import { type TslFault, tslFaultText } from '../../alibaba/alink/tsl.ts';
import type { Texts } from '../text/en.ts';

type Words = Texts['alink'];

/** undefined: the code is not known. */
export function codeWords(
  code: number,
  kind: AlinkTopicKind | undefined,
  t: Words,
): CodeWords | undefined {
  if (kind === 'shadow' && isShadowCode(code)) return t.shadowCodes[code];
  return isAlinkCode(code) ? t.codes[code] : undefined;
}

export function doubtText(fault: ValueFault, t: Words): string {
  return t.doubt(valueFaultText(fault, t.valueFaults));
}

export function tslText(fault: TslFault, t: Words): string {
  return t.model.fault(fault.line, fault.column, tslFaultText(fault, t.tslFaults));
}
