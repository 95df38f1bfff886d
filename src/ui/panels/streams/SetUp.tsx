import { visibleText } from '../../../base/visibleText.ts';
import type { StreamRow } from '../../../engine/streams/streamFacts.ts';
import { useText } from '../../kit/language/useText.ts';
import { settingRows } from './settingRows.ts';

/** Characters of a value that are drawn. */
const LONGEST = 500;

/** Settings of a stream's connection, from its file or its own tab. */
export function SetUp({ row }: { row: StreamRow }) {
  const texts = useText();
  const title = texts.streams.setUp(row.stream);
  const entries = settingRows(row.settings ?? {}, texts);
  if (entries.length === 0) return null;
  return (
    <section
      aria-label={title}
      // Scrollable areas must be reachable by keyboard.
      tabIndex={0}
      className="max-h-2/5 shrink-0 overflow-y-auto border-t border-line bg-pane px-3 py-2"
    >
      <h2 className="pb-1 text-xs font-semibold text-fg-2">{title}</h2>
      <dl className="grid grid-cols-[fit-content(72%)_minmax(0,1fr)] gap-x-4 text-base max-sm:grid-cols-1">
        {entries.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="wrap-anywhere text-fg-2">{visibleText(name)}</dt>
            <dd className="font-mono break-all max-sm:pl-4">
              <bdi>{visibleText(value.slice(0, LONGEST))}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
