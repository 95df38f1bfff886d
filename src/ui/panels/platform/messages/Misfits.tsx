import type { Misfit } from '../../../../alibaba/alink/misfit.ts';
import { say } from '../../../../base/message.ts';
import { visibleText } from '../../../../base/visibleText.ts';
import { useText } from '../../../kit/language/useText.ts';
import { shownName } from '../../../session/shownName.ts';

/** Values that violate the thing model or the documentation: which value, why, expected and actual. */
export function Misfits({ misfits }: { misfits: readonly Misfit[] }) {
  const { alink, platform } = useText();
  const t = platform.misfits;
  return (
    <ul aria-label={t.list} className="w-full border-l-2 border-warn pl-2">
      {misfits.map(({ path, why, expected, came }, at) => (
        <li key={at} className="flex min-w-0 flex-wrap gap-x-2">
          <bdi className="min-w-0 font-mono break-all">{shownName(path)}</bdi>
          <span className="text-warn">{say(alink.valueFaults, why)}</span>
          {expected !== undefined && (
            <span className="min-w-0 text-fg-2">
              {t.expected}{' '}
              <bdi className="font-mono break-all text-fg">{visibleText(expected)}</bdi>
            </span>
          )}
          {came !== '' && (
            <span className="min-w-0 text-fg-2">
              {t.came} <bdi className="font-mono break-all text-fg">{visibleText(came)}</bdi>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
