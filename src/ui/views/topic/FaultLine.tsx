import type { FormatFault } from '../../../payload/tree/format.ts';
import { useText } from '../../kit/language/useText.ts';

/** What is wrong with a payload, and at which byte; what stands above it was read before. */
export function FaultLine({ fault }: { fault: FormatFault | undefined }) {
  const { formatFaults: t } = useText();
  if (fault === undefined) return null;
  return (
    <p role="note" className="shrink-0 border-t border-line px-3 py-1 text-xs text-err">
      {t.fault(fault)}
    </p>
  );
}
