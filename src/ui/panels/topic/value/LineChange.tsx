/** Change of a value on its line: a sign before it, the old value after it. */
import { useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import type { LineMark } from '../../../session/reading/changes.ts';

/** Same width without a change. */
export function ChangeSign({ mark }: { mark: LineMark | undefined }) {
  const t = useText().topic;
  return (
    <span className="w-4 shrink-0 font-semibold text-chg">
      {mark !== undefined && <span title={t.changedMark}>~</span>}
    </span>
  );
}

export function WasBefore({ mark }: { mark: LineMark | undefined }) {
  const t = useText().topic;
  if (mark === undefined) return null;
  return (
    <span className="ml-3 font-sans text-xs/5 text-fg-2">
      {mark.was === undefined ? t.added : <bdi>{visibleText(t.was(mark.was))}</bdi>}
    </span>
  );
}
