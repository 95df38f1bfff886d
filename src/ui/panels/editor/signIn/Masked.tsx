import { Eye, EyeOff } from 'lucide-react';
import { CopyButton, IconButton, useText } from '#kit';

/** Hides the characters but not their number. */
export function dots(length: number): string {
  return '•'.repeat(length);
}

interface MaskedProps {
  /** Name of the value, for the labels of its buttons. */
  readonly what: string;
  readonly value: string;
  readonly shown: boolean;
  readonly onShow: (shown: boolean) => void;
}

/** A secret as dots of the same length. Shown only on request, and copied unchanged. */
export function Masked({ what, value, shown, onShow }: MaskedProps) {
  const { kit, signIn: t } = useText();
  return (
    <div className="flex items-start gap-1">
      <span className="min-w-0 flex-1 font-mono break-all">
        {shown ? (
          value
        ) : (
          <>
            <span aria-hidden="true">{dots(value.length)}</span>
            <span className="sr-only">{t.masked(value.length)}</span>
          </>
        )}
      </span>
      <IconButton
        small
        pressed={shown}
        label={shown ? kit.hide(what) : kit.show(what)}
        onClick={() => onShow(!shown)}
      >
        {shown ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
      </IconButton>
      <CopyButton what={what} text={() => value} />
    </div>
  );
}
