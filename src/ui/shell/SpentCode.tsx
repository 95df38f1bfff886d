import { useText } from '../kit/language/useText.ts';
import { Strip } from '../kit/Strip.tsx';
import { forgetSpentCode, useSpentCode } from '../session/controlPass.ts';

/** The page was opened with a code that lets nobody in: told wherever the person is. */
export function SpentCode() {
  const t = useText().broker.needsCode;
  const isSpent = useSpentCode();
  if (!isSpent) return null;
  return (
    <div role="alert">
      <Strip tone="warn" title={t.spent} onDismiss={forgetSpentCode}>
        <p>{t.spentText}</p>
      </Strip>
    </div>
  );
}
