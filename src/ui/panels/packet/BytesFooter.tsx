import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, useText } from '#kit';
import type { ByteSelection } from '../../session/connection/selection.ts';
import type { OutlineNode } from '../../session/packet/outline.ts';

interface BytesFooterProps {
  readonly selected: ByteSelection | undefined;
  readonly field: OutlineNode | undefined;
  readonly onCopy: () => void;
}

/** Position, number and meaning of the selected bytes, and the section of the standard. */
export function BytesFooter({ selected, field, onCopy }: BytesFooterProps) {
  const t = useText().detail;
  return (
    <div className="@container flex h-(--h-ctl) shrink-0 items-center gap-2 border-t border-line pr-1 pl-3 whitespace-nowrap text-fg-2">
      <div aria-live="polite" className="flex min-w-0 flex-1 items-center gap-2">
        {selected !== undefined && (
          <>
            {selected.length === 0 ? (
              <span>{t.derived}</span>
            ) : (
              <>
                <span className="font-mono text-[11px]">
                  {t.range(selected.offset, selected.length)}
                </span>
                <Wide>
                  <span aria-hidden="true">·</span>
                  <span>{t.size(selected.length)}</span>
                </Wide>
              </>
            )}
            {selected.mask !== undefined && (
              <span className="font-mono">{t.bits(selected.mask)}</span>
            )}
            {field !== undefined && (
              <>
                <Wide>
                  <span aria-hidden="true">·</span>
                  <bdi className="truncate">{field.label}</bdi>
                </Wide>
                {field.section !== '' && (
                  <span className="ml-auto text-accent" title={t.sectionTitle(field.section)}>
                    {t.section(field.section)}
                  </span>
                )}
              </>
            )}
          </>
        )}
      </div>
      <Button
        look="action"
        label={t.copyHex}
        title={`${t.copyHex} (C)`}
        className="h-(--h-small)!"
        icon={<Copy size={12} aria-hidden />}
        onClick={onCopy}
      >
        {t.hex}
      </Button>
    </div>
  );
}

/** In a narrow pane only for screen readers: its head shows number and meaning, too. */
function Wide({ children }: { readonly children: ReactNode }) {
  return <span className="flex min-w-0 items-center gap-2 @max-sm:sr-only">{children}</span>;
}
