import { Strip } from '../../kit/controls/Strip.tsx';
import { useText } from '../../kit/language/useText.ts';
import { forgetSpentCode } from '../../session/broker/controlPass.ts';

/** Notice that the page was opened with an invalid code. */
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
