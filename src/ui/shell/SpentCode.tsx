import { useText } from '../kit/language/useText.ts';
import { Strip } from '../kit/Strip.tsx';
import { forgetSpentCode } from '../session/controlPass.ts';

/** The page was opened with a code that lets nobody in. */
export function SpentCode() {
  const t = useText().broker.needsCode;
  return (
    <div role="alert">
      <Strip tone="warn" title={t.spent} onDismiss={forgetSpentCode}>
        <p>{t.spentText}</p>
      </Strip>
    </div>
  );
}
