import { Repeat, Square } from 'lucide-react';
import { Button } from '../../kit/controls/Button.tsx';
import { useText } from '../../kit/language/useText.ts';
import { focusTarget } from '../../kit/page/focus.ts';
import { FORMS_FOCUS } from './forms.ts';
import { stopPosting, usePosting } from './posting.ts';

/** Notice that properties are posted automatically, visible in every form. */
export function PostingStrip({ connectionId }: { connectionId: string }) {
  const t = useText().alink;
  const posting = usePosting(connectionId);
  if (posting === undefined) return null;
  const { every, sent, skipped } = posting;
  return (
    <div
      role="group"
      aria-label={t.posting(every)}
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-sel-2 px-3 py-1 shadow-[inset_2px_0_var(--accent)]"
    >
      <Repeat size={14} aria-hidden className="shrink-0 text-accent" />
      <span className="font-semibold">{t.posting(every)}</span>
      <span className="text-fg-2">{t.posted(sent, skipped)}</span>
      <span className="ml-auto [--h-ctl:24px] max-md:[--h-ctl:42px]">
        <Button
          icon={<Square size={12} aria-hidden />}
          onClick={() => {
            stopPosting(connectionId);
            focusTarget(FORMS_FOCUS);
          }}
        >
          {t.stop}
        </Button>
      </span>
    </div>
  );
}
