import { ChevronDown, ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useFirstText } from '../../kit/language/firstText.ts';
import { later } from '../../kit/later.tsx';
import { loadedLater } from '../../kit/loadedLater.ts';
import { setLayout, useLayout } from '../../session/layout.ts';
import { useKeptRecent } from '../../session/recent/place.ts';
import { isUntouched } from './isUntouched.ts';
import type { OptionsProps } from './Options.tsx';
import { SignInChoice } from './SignInChoice.tsx';
import { useIsOnItsWay } from './useIsOnItsWay.ts';

const options = loadedLater(async () => (await import('./Options.tsx')).Options, { idle: 'first' });
const Options = later(options);

interface FoldedOptionsProps extends OptionsProps {
  readonly isDebuggerBelow: boolean;
  /** Nobody has connected here yet: one line says what holds where a person wants no more, until there is an address. */
  readonly isFoldable: boolean;
  /** Nothing else is to do: they may be loaded though nobody has typed anything. */
  readonly isTime: boolean;
  /** Between how to sign in and the rest. */
  readonly children: ReactNode;
}

export function FoldedOptions({
  isDebuggerBelow,
  isFoldable,
  isTime,
  children,
  ...props
}: FoldedOptionsProps) {
  const { editor: t, shell } = useFirstText();
  const { draft, errors } = props;
  // Returning users look for the options they used before.
  const isFoldedFirst = useKeptRecent(({ text }) => text !== undefined);
  const isFolded = useLayout((layout) => layout.optionsFolded) ?? isFoldedFirst;
  const [chosen, setChosen] = useState<boolean>();
  const isWrong = Object.keys(errors).some((field) => field !== 'url');
  const isNew = isUntouched(draft);
  const isOpen = !isFoldable || isWrong || (chosen ?? !(isFolded && isNew));
  const isOnItsWay = useIsOnItsWay(props.connectionId, draft, options);
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <>
      <div className="flex min-h-(--h-tool) flex-wrap items-center gap-x-4 border-b border-line bg-bar px-4 py-1">
        {isFoldable && (
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => {
              setChosen(!isOpen);
              setLayout({ optionsFolded: isOpen });
            }}
            className="flex min-h-(--h-small) min-w-0 flex-1 basis-40 items-center gap-x-2 text-left hover:text-accent"
          >
            <Chevron size={12} aria-hidden className="shrink-0 text-fg-3" />
            <span className="text-base font-semibold whitespace-nowrap">{t.moreOptions}</span>
            {!isOpen && (
              <span aria-hidden="true" className="min-w-0 truncate text-fg-2 max-sm:hidden">
                {[
                  shell.mqttVersion(draft.version),
                  draft.clientId,
                  t.sessionAndWillNow(draft.keepAlive, draft.cleanStart, draft.will.on),
                ].join(' · ')}
              </span>
            )}
          </button>
        )}
        <SignInChoice draft={draft} change={props.change} isDebuggerBelow={isDebuggerBelow} />
      </div>
      {children}
      {isOpen && (isTime || (!isNew && !isOnItsWay)) && <Options {...props} />}
    </>
  );
}
