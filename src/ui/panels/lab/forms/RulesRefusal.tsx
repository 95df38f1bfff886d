import { Strip, useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import type { Refused } from '../../../../broker/core/commands/refusals.ts';
import { changeRulesState } from './rules.ts';

interface RulesRefusalProps {
  readonly connectionId: string;
  readonly refusal: Refused | undefined;
}

/** Reason why the broker rejected the rules. */
export function RulesRefusal({ connectionId, refusal }: RulesRefusalProps) {
  const { faults: t, explain } = useText();
  if (refusal === undefined) return null;
  return (
    <div role="alert">
      <Strip
        tone="err"
        title={t.refused}
        code={refusal.path}
        onDismiss={() => changeRulesState(connectionId, { refusal: undefined })}
      >
        <p className="wrap-anywhere">{visibleText(explain.refusal(refusal))}</p>
      </Strip>
    </div>
  );
}
