import { visibleText } from '../../../base/visibleText.ts';
import type { PartRow } from '../../../engine/devices/deviceRows.ts';
import { useLanguage } from '../../kit/language/language.ts';
import { useText } from '../../kit/language/useText.ts';
import { rowTime } from '../../kit/page/clock.ts';
import { worded } from '../../pieces/marks/worded.ts';

/**
 * Why the last message has no value, or has one that is ignored. Undefined: there is nothing to say.
 * @param origin ms since 1970
 */
export function useRemark({ remark, value, time }: PartRow, origin: number): string | undefined {
  const { cameBut } = useText().devices;
  const { language } = useLanguage();
  if (remark === undefined) return undefined;
  const what = visibleText(worded(remark, language));
  return value === undefined && time !== undefined ? cameBut(rowTime(origin, time), what) : what;
}
