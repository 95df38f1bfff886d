import { useText } from '#kit';
import type { FormatError } from '../../../../payload/tree/format.ts';

/** Error in a payload with its byte offset. The content above was read before the error. */
export function ErrorLine({ error }: { error: FormatError | undefined }) {
  const { formatErrors: t } = useText();
  if (error === undefined) return null;
  return (
    <p role="note" className="shrink-0 border-t border-line px-3 py-1 text-xs text-err">
      {t.error(error)}
    </p>
  );
}
