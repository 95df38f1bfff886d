import { ArrowDown } from 'lucide-react';
import { Button } from '../../kit/controls/Button.tsx';
import { Segments } from '../../kit/controls/Segments.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { focusTarget } from '../../kit/page/focus.ts';
import { DEBUGGER_FOCUS } from '../../session/profiles/debuggerFocus.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import type { SectionProps } from './fields/sectionProps.ts';

interface ChoiceProps extends Pick<SectionProps, 'draft' | 'change'> {
  /** The debugger is below the form, because there is no room beside it. */
  readonly isDebuggerBelow: boolean;
}

export function SignInChoice({ draft, change, isDebuggerBelow }: ChoiceProps) {
  const { editor: t } = useFirstText();
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
        onChange={(mode) => change(mode === 'alibaba' ? asDevice(draft) : { mode })}
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

/**
 * Devices of the platform mostly use 3.1.1; the user can still choose 5. The platform rejects a filter for everything
 * and stores subscriptions with the device, so the draft subscribes only to filters that the user chose.
 */
function asDevice({ subscriptions, typedFilter }: Draft): Partial<Draft> {
  return {
    mode: 'alibaba',
    version: 4,
    subscriptions: subscriptions.filter(({ filter }) => filter !== '#'),
    ...(typedFilter?.filter === '#' && { typedFilter: undefined }),
  };
}
