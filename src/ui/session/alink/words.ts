/** Texts for facts from the pure modules. */

import { isAlinkCode, isShadowCode } from '../../../alibaba/alink/codes.ts';
import type { FieldMeaning } from '../../../alibaba/alink/fieldMeanings.ts';
import type { AlinkTopicKind } from '../../../alibaba/alink/topicForms.ts';
import type { TslFault } from '../../../alibaba/alink/tslFaults.ts';
import { say } from '../../../base/message.ts';
import { visibleText } from '../../../base/visibleText.ts';
import type { CodeWords } from '../../../i18n/en/alibaba/alinkTables.ts';
import type { Texts } from '../../../i18n/en/texts.ts';

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

export function tslText({ line, column, why }: TslFault, { alink: t }: Texts): string {
  return t.model.fault(line, column, say(t.tslFaults, why));
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
