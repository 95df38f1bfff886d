import { ArrowDown } from 'lucide-react';
import { Button, focusTarget, Segments, useFirstText } from '#kit';
import { useCompanion } from '../../session/broker/companion.ts';
import { DEBUGGER_FOCUS } from '../../session/profiles/debuggerFocus.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import { localPlatform } from '../../session/profiles/localPlatform.ts';
import { chooseScheme } from '../../session/profiles/scheme.ts';

interface ChoiceProps {
  readonly connectionId: string;
  readonly draft: Draft;
  /** The debugger is below the form, because there is no room beside it. */
  readonly isDebuggerBelow: boolean;
}

export function SignInChoice({ connectionId, draft, isDebuggerBelow }: ChoiceProps) {
  const { editor: t } = useFirstText();
  const local = localPlatform(useCompanion());
  const isDevice = draft.mode === 'alibaba';
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segments
        label={t.signInAs}
        value={draft.mode}
        options={[
          { value: 'password', label: t.userAndPassword },
          { value: 'alibaba', label: t.alibaba },
        ]}
        onChange={(mode) => chooseScheme(connectionId, mode, local)}
      />
      {isDevice && isDebuggerBelow && (
        <Button
          look="quiet"
          className="ml-auto"
          icon={<ArrowDown size={14} aria-hidden />}
          onClick={() => focusTarget(DEBUGGER_FOCUS)}
        >
          {t.signInDebugger}
        </Button>
      )}
    </div>
  );
}
