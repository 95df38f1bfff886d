import { Segments } from '../kit/Segments.tsx';
import { useText } from '../text/useText.ts';
import type { SectionProps } from './sectionProps.ts';

export function SignInChoice({ draft, change }: SectionProps) {
  const t = useText().editor;
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
      <span aria-hidden="true" className="text-fg-2">
        {t.signInAs}
      </span>
      <Segments
        label={t.signInAs}
        value={draft.mode}
        options={[
          { value: 'password', label: t.userAndPassword },
          { value: 'alibaba', label: t.alibaba },
        ]}
        // The platform's devices mostly speak 3.1.1; whoever wants 5 still chooses it.
        onChange={(mode) => change({ mode, ...(mode === 'alibaba' ? { version: 4 } : {}) })}
      />
    </div>
  );
}
