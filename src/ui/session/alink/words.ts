/** Texts for facts from the pure modules. */

import type { ValueError } from '../../../alibaba/alink/checkValue.ts';
import { isAlinkCode, isShadowCode } from '../../../alibaba/alink/codes.ts';
import type { FieldMeaning } from '../../../alibaba/alink/fieldMeanings.ts';
import type { AlinkTopicKind } from '../../../alibaba/alink/topicForms.ts';
import type { TslFault } from '../../../alibaba/alink/tslFaults.ts';
import { say } from '../../../base/message.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { visibleText } from '../../../base/visibleText.ts';
import type { CodeWords } from '../../../i18n/en/alibaba/alinkTables.ts';
import type { Texts } from '../../../i18n/en/texts.ts';
import { jsonError } from '../publish/typedPayload.ts';
import type { Written } from './draft.ts';

type Words = Texts['alink'];

/** Undefined for unknown codes. */
export function codeWords(
  code: number,
  kind: AlinkTopicKind | undefined,
  t: Words,
): CodeWords | undefined {
  if (kind === 'shadow' && isShadowCode(code)) return t.shadowCodes[code];
  return isAlinkCode(code) ? t.codes[code] : undefined;
}

export function doubtText(fault: ValueError, t: Words): string {
  return t.doubt(say(t.valueFaults, fault.why));
}

export function tslText({ line, column, why }: TslFault, { alink: t }: Texts): string {
  return t.model.fault(line, column, say(t.tslFaults, why));
}

/** Error in typed JSON with its position. Undefined if there is none. */
export function jsonText(json: string, written: Written, { alink }: Texts): string | undefined {
  if (written.ok) return undefined;
  return jsonError(encodeUtf8(json), { json: alink.jsonError }) ?? alink.faults[written.fault.key];
}

/** Short meaning, followed by advice if there is any. */
export function meaningWords(
  meaning: FieldMeaning,
  t: Words,
): { readonly short: string; readonly long: string } {
  switch (meaning.kind) {
    case 'known':
      return alike(t.fieldWords[meaning.field]);
    case 'unmodelled':
      return alike(t.unmodelled);
    case 'value': {
      const { name, unit = '', chosen = '' } = meaning;
      return alike(t.value(visibleText(name), visibleText(unit), visibleText(chosen)));
    }
    case 'code': {
      const words = codeWords(meaning.code, meaning.ofShadow ? 'shadow' : undefined, t);
      if (words === undefined) return alike(t.unknownCode);
      const { meaning: short, remedy } = words;
      return { short, long: remedy === '' ? short : `${short}\n${remedy}` };
    }
  }
}

function alike(text: string) {
  return { short: text, long: text };
}
