import { useState } from 'react';
import { compileFilter } from '../../../engine/filter/compile.ts';
import { SearchBox } from '../../kit/controls/SearchBox.tsx';
import { useText } from '../../kit/language/useText.ts';
import { SensorNames, type TopicNames } from './SensorTopics.tsx';

interface SensorToolsProps {
  readonly onFilter: (filter: string) => void;
  readonly names: TopicNames;
}

/** Filters the list, and names topics that have predefined ids. */
export function SensorTools({ onFilter, names }: SensorToolsProps) {
  const { sn: t, explain, filtering } = useText();
  const [text, setText] = useState('');
  const compiled = compileFilter(text);
  const change = (next: string): void => {
    setText(next);
    if (compileFilter(next).ok) onFilter(next.trim());
  };
  return (
    <div className="flex w-full flex-wrap items-center gap-2 py-1">
      <div className="min-w-52 flex-1 font-mono">
        <SearchBox label={t.filter} clearLabel={t.clearFilter} value={text} onChange={change} />
      </div>
      <SensorNames names={names} />
      {!compiled.ok && (
        <p role="alert" className="basis-full text-xs text-err">
          {filtering.column(compiled.error.column)} {explain.filterError(compiled.error)}
        </p>
      )}
    </div>
  );
}
