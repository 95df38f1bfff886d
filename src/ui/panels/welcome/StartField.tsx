import { Check, X } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useEffect } from 'react';
import {
  Button,
  classes,
  focusIfAwaited,
  focusTarget,
  IconButton,
  isFocusFree,
  isTouch,
  later,
  page,
  TextField,
  useFirstText,
} from '#kit';
import { plainSubscription, UNTOUCHED } from '../../../profiles/settings/plainSubscription.ts';
import { useTypedAddress } from '../../pieces/forms/useTypedAddress.ts';
import { openCaptures } from '../../session/captures/openCapture.ts';
import { mayBeBytes, openPastedBytes } from '../../session/captures/pasteBytes.ts';
import { connectByForm, stopSearching } from '../../session/profiles/connectByForm.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import { setDraft, useTried } from '../../session/profiles/drafts.ts';
import { isEnterOfLine } from '../../session/profiles/isEnterOfLine.ts';
import { reading } from '../../session/profiles/reading.ts';
import { chooseScheme } from '../../session/profiles/scheme.ts';
import { isSearching, useSearch } from '../../session/profiles/searches.ts';
import { shownName } from '../../session/shownName.ts';
import { setView } from '../../session/view/tabView.ts';
import { Reach } from './Reach.tsx';

const StartLine = later(async () => (await import('./StartLine.tsx')).StartLine, {
  Waits: Reach,
  Missing: Reach,
  idle: 'first',
});

const ADDRESS = 'address';

/** Focuses the field if nothing has the focus. Not on touch screens, where the keyboard would open. */
function beginHere(): void {
  if (isTouch()) return;
  focusIfAwaited(ADDRESS);
  if (isFocusFree('capture')) focusTarget(ADDRESS);
}

interface StartFieldProps {
  readonly connectionId: string;
  readonly draft: Draft;
}

/** The address, and the button that connects. Accepts every form of address, a command line, and files. */
export function StartField({ connectionId, draft }: StartFieldProps) {
  const { editor: t, start } = useFirstText();
  const { pasted, onChange, onBlur, split } = useTypedAddress(connectionId);
  const tried = useTried(connectionId);
  const search = useSearch(connectionId);
  useEffect(beginHere, []);
  const error =
    tried && reading.found !== undefined
      ? reading.found.settingsOf(draft, page).errors?.url
      : undefined;
  const go = () => {
    // A typed command line is still whole: Enter does not blur the field.
    split();
    connectByForm(connectionId);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isEnterOfLine(event)) go();
  };
  const onPaste = (event: ClipboardEvent) => {
    const { files } = event.clipboardData;
    const text = event.clipboardData.getData('text');
    if (files.length > 0) {
      event.preventDefault();
      void openCaptures(files);
    } else if (draft.url === '' && mayBeBytes(text)) {
      event.preventDefault();
      // An address may look like bytes.
      void openPastedBytes(text).then((isOpened) => {
        if (!isOpened) onChange(text);
      });
    }
  };
  return (
    <fieldset aria-label={t.connection} className="mt-6 min-w-0" onPaste={onPaste}>
      <div
        className="flex items-start gap-2 max-sm:flex-col max-sm:items-stretch"
        onKeyDown={onKeyDown}
      >
        <TextField
          className="min-w-0 flex-1"
          label={t.url}
          isLarge
          focusName={ADDRESS}
          value={draft.url}
          onChange={onChange}
          onBlur={onBlur}
          placeholder={start.placeholder}
          error={error}
        />
        {isSearching(search) ? (
          <Button
            className="h-11! min-w-36! text-base!"
            onClick={() => stopSearching(connectionId)}
          >
            {t.stopSearch}
          </Button>
        ) : (
          <Button look="primary" keys="Enter" className="h-11! min-w-36! text-base!" onClick={go}>
            {t.connect}
          </Button>
        )}
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-base">
        {/* Room for two lines: a longer text moves nothing. */}
        <span className="flex min-h-10 min-w-0 flex-1 basis-60 items-center text-fg-2 max-sm:basis-full">
          {isSearching(search) ? (
            <span role="status">{start.trying(search?.probes.length ?? 0)}</span>
          ) : error !== undefined || (draft.url.trim() === '' && pasted.length === 0) ? (
            <Reach />
          ) : (
            <StartLine draft={draft} pasted={pasted} />
          )}
        </span>
        <SubscribeTo connectionId={connectionId} draft={draft} />
        <SignInAs connectionId={connectionId} draft={draft} />
        <Button
          look="quiet"
          className="-mr-2 text-base! max-sm:-ml-3"
          onClick={() => setView(connectionId, { screen: 'editor' })}
        >
          {start.more}
        </Button>
      </div>
    </fieldset>
  );
}

/** Version and scheme, if they are not those of a new connection. */
function SignInAs({ connectionId, draft }: StartFieldProps) {
  const { shell, start: t } = useFirstText();
  if (draft.version === 5 && draft.mode === 'password') return null;
  return (
    <span className="flex items-center gap-2 text-fg-2">
      {draft.version !== 5 && <span>{shell.mqttVersion(draft.version)}</span>}
      {draft.mode === 'alibaba' && (
        <span className="inline-flex h-(--h-ctl) items-center gap-1 rounded-md bg-sel pr-1 pl-2 text-fg">
          <span>{t.device}</span>
          <IconButton
            small
            label={t.leaveDevice}
            onClick={() => chooseScheme(connectionId, 'password')}
          >
            <X size={12} aria-hidden />
          </IconButton>
        </span>
      )}
    </span>
  );
}

/** Filters to subscribe to: a switch for all topics, or the form's other filters. */
function SubscribeTo({ connectionId, draft }: StartFieldProps) {
  const t = useFirstText().start;
  const subscriptions = reading.found?.subscriptionsOf(draft, page) ?? draft.subscriptions;
  const isOn = subscriptions.length > 0;
  const isSwitch = subscriptions.every(({ filter }) => filter === '#');
  const toggle = () => {
    // Where the broker is known to refuse it, only the user can choose it.
    const isChosen = reading.found?.mayTakeAll(draft, page) === false;
    const all = isChosen ? plainSubscription('#', 0) : UNTOUCHED;
    setDraft(connectionId, { ...draft, subscriptions: isOn ? [] : [all], typedFilter: undefined });
  };
  return (
    <span className="flex min-w-0 items-center gap-2 text-fg-2">
      {t.subscribeTo}
      {isSwitch ? (
        <button
          type="button"
          aria-pressed={isOn}
          aria-label={t.everything}
          title={t.everythingTitle}
          onClick={toggle}
          className={classes(
            'inline-flex h-(--h-ctl) items-center gap-1.5 rounded-md border px-2 font-mono text-base',
            isOn
              ? 'border-transparent bg-sel font-semibold text-fg'
              : 'border-ctl text-fg-2 hover:bg-hover',
          )}
        >
          #{isOn && <Check size={14} aria-hidden className="text-accent" />}
        </button>
      ) : (
        <span className="flex max-w-48 min-w-0 gap-1 truncate font-mono text-base text-fg">
          {subscriptions.map(({ filter }) => shownName(filter)).join(' ')}
        </span>
      )}
    </span>
  );
}
