import { VisibleText } from './VisibleText.tsx';

/**
 * Text with the search term highlighted, ignoring case. @param before preceding text, because a match may
 * start there
 */
export function Marked({ text, mark = '', before = '' }: MarkedProps) {
  const wanted = mark.toLowerCase();
  const from = Math.max(0, before.length - mark.length + 1);
  const at = mark === '' ? -1 : (before + text).toLowerCase().indexOf(wanted, from);
  if (at < 0) return <VisibleText text={text} />;
  const start = Math.max(0, at - before.length);
  const end = at - before.length + mark.length;
  return (
    <>
      <VisibleText text={text.slice(0, start)} />
      <mark className="bg-warn-bg text-warn underline">
        <VisibleText text={text.slice(start, end)} />
      </mark>
      <VisibleText text={text.slice(end)} />
    </>
  );
}

interface MarkedProps {
  readonly text: string;
  readonly mark?: string | undefined;
  readonly before?: string;
}
