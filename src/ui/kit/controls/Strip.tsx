import { CircleCheck, Info, OctagonAlert, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFirstText } from '../language/firstText.ts';
import { classes } from '../page/classes.ts';
import { IconButton } from './IconButton.tsx';

interface StripProps {
  readonly tone: 'err' | 'warn' | 'info' | 'ok';
  readonly title: string;
  /** A code in the standard's form, beside the title. */
  readonly code?: string | undefined;
  readonly children?: ReactNode;
  readonly onDismiss?: () => void;
  readonly actions?: ReactNode;
}

const TONES = {
  err: { box: 'bg-err-bg shadow-[inset_2px_0_var(--err)]', text: 'text-err', Icon: OctagonAlert },
  warn: {
    box: 'bg-warn-bg shadow-[inset_2px_0_var(--warn)]',
    text: 'text-warn',
    Icon: TriangleAlert,
  },
  ok: { box: 'bg-ok-bg shadow-[inset_2px_0_var(--ok)]', text: 'text-ok', Icon: CircleCheck },
  info: { box: 'bg-sel-2 shadow-[inset_2px_0_var(--accent)]', text: 'text-fg', Icon: Info },
} as const;

/** A notice that says what happened, why, and what to do. */
export function Strip(props: StripProps) {
  const { tone, title, code, children, actions, onDismiss } = props;
  const t = useFirstText().kit;
  const { box, text, Icon } = TONES[tone];
  return (
    <div className={classes('flex shrink-0 gap-2 px-3 py-2 leading-5', box)}>
      <Icon size={14} aria-hidden className={classes('mt-[3px] shrink-0', text)} />
      <div className="min-w-0 flex-1">
        <p className="font-semibold text-fg">
          {title} {code !== undefined && <span className="font-mono">{code}</span>}
        </p>
        {children}
        {actions !== undefined && actions !== false && (
          <div className="flex flex-wrap items-center gap-2 pt-2 pb-1">{actions}</div>
        )}
      </div>
      {onDismiss !== undefined && (
        <IconButton small label={t.dismiss} onClick={onDismiss}>
          <X size={14} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
