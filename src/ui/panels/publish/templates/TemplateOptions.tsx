import { type RefObject, useEffect, useRef } from 'react';
import { ComboOption, useText } from '#kit';
import type { TemplateList } from './useTemplateCompletion.ts';

interface TemplateOptionsProps {
  readonly list: TemplateList;
  readonly box: RefObject<HTMLInputElement | HTMLTextAreaElement | null>;
}

/** Template completions below their text box. */
export function TemplateOptions({ list: { id, examples, at, choose }, box }: TemplateOptionsProps) {
  const t = useText().templates;
  const chosen = useRef<HTMLDivElement>(null);
  useEffect(() => {
    chosen.current?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t.insert}
      className="absolute inset-x-0 top-full z-20 mt-1 max-h-44 overflow-auto rounded-md border border-ctl bg-pop py-1 shadow-pop"
    >
      {examples.map((example, place) => (
        <ComboOption
          key={example}
          ref={place === at ? chosen : undefined}
          id={`${id}-${place}`}
          isActive={place === at}
          onChoose={() => box.current && choose(box.current, example)}
          className="h-(--h-small) px-2 font-mono text-base"
        >
          {`{{${example}}}`}
        </ComboOption>
      ))}
    </div>
  );
}
