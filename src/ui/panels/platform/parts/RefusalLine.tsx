import { visibleText } from '../../../../base/visibleText.ts';
import type { Refused } from '../../../../broker/core/commands/refusals.ts';
import { useText } from '../../../kit/language/useText.ts';

/** Reason why the platform rejected a form. */
export function RefusalLine({ refused }: { refused: Refused | undefined }) {
  const { explain } = useText();
  if (refused === undefined) return null;
  return (
    <p role="alert" className="wrap-anywhere text-err">
      {visibleText(explain.refusal(refused))}
    </p>
  );
}
