import { TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { announce, texts } from '#kit';

/** Reports packets that a filter could not check within its budget. Announced once, not with each count. */
export function NotChecked({ text }: { readonly text: string }) {
  useEffect(() => announce(texts().filtering.tooExpensive), []);
  return (
    <span className="inline-flex items-start gap-1 text-xs whitespace-normal text-warn">
      <TriangleAlert size={12} aria-hidden className="mt-0.5 shrink-0" />
      {text}
    </span>
  );
}
