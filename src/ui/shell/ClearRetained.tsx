import { Eraser } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { RetainedMessages } from '../../engine/capture/retainedCopies.ts';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { useText } from '../kit/language/useText.ts';
import { Progress } from '../kit/Progress.tsx';
import { TopicName } from '../kit/TopicName.tsx';
import { asked as ask } from '../session/asked.ts';
import { useConnection } from '../session/connections.ts';
import { useReadOnly } from '../session/readOnly.ts';
import { type ClearAsked, dropClearing, useClearAsked } from '../session/retained/asked.ts';
import { clearRetained } from '../session/retained/clearing.ts';

/** Messages that are listed by name. */
const LISTED = 200;

/** What would be cleared, before anything is sent; then how far it is. */
export function ClearRetained() {
  const t = useText().retained;
  const { asked } = useClearAsked();
  return (
    <Dialog
      open={asked !== undefined}
      label={t.title}
      onClose={dropClearing}
      className="w-150 max-w-[calc(100vw-32px)]"
    >
      {asked !== undefined && <Asked asked={asked} />}
    </Dialog>
  );
}

function Asked({ asked }: { asked: ClearAsked }) {
  const t = useText().retained;
  const { connectionId, path, isBelow, topics } = asked;
  const state = useConnection(connectionId, 'state')?.state.kind;
  const [found, setFound] = useState<RetainedMessages>();
  const [done, setDone] = useState<number>();
  const stop = useRef<AbortController>(undefined);
  useEffect(() => {
    let isThere = true;
    const of = { path, isBelow, ...(topics && { topics }) };
    void ask(connectionId, { kind: 'retained-messages', ...of }).then((answer) => {
      if (isThere && answer !== undefined) setFound(answer.said);
    });
    return () => {
      isThere = false;
      // Whoever closes the dialog wants no more of it.
      stop.current?.abort();
    };
  }, [connectionId, path, isBelow, topics]);
  const messages = found?.messages ?? [];
  const readOnly = useReadOnly(connectionId);
  const isConnected = state === 'connected' && !readOnly;
  const clear = async (): Promise<void> => {
    const controller = new AbortController();
    stop.current = controller;
    setDone(0);
    await clearRetained(connectionId, messages, setDone, controller.signal);
    dropClearing();
  };
  return (
    <div className="flex flex-col gap-3 p-4">
      <h2 className="text-base font-semibold break-words">
        {topics !== undefined ? t.several(topics.length) : isBelow ? t.below(path) : t.one(path)}
      </h2>
      {found === undefined ? (
        <p className="text-fg-2">{t.looking}</p>
      ) : messages.length === 0 ? (
        <p className="text-fg-2">{t.none}</p>
      ) : (
        <Listed found={found} />
      )}
      {!isConnected && <p className="text-warn">{readOnly ? t.readOnly : t.notConnected}</p>}
      <div className="flex items-center justify-end gap-2">
        {done !== undefined && (
          <span className="mr-auto flex items-center gap-2">
            <Progress label={t.progress} value={done} max={messages.length} />
            {t.done(done, messages.length)}
          </span>
        )}
        <Button onClick={dropClearing}>{done === undefined ? t.cancel : t.stop}</Button>
        {messages.length > 0 && (
          <Button
            look="danger"
            icon={<Eraser size={14} aria-hidden />}
            disabled={!isConnected || done !== undefined}
            onClick={() => void clear()}
          >
            {t.clear(messages.length)}
          </Button>
        )}
      </div>
    </div>
  );
}

function Listed({ found: { messages, total } }: { found: RetainedMessages }) {
  const t = useText().retained;
  const lacking = messages.filter(({ copy }) => copy === undefined).length;
  return (
    <>
      <p>{t.would(messages.length)}</p>
      <ul
        aria-label={t.list}
        // It scrolls.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="max-h-60 overflow-auto rounded-md border border-line"
      >
        {messages.slice(0, LISTED).map(({ topic, copy }) => (
          <li key={topic} className="flex h-(--h-row) items-center gap-2 px-2">
            <span className="min-w-0 flex-1">
              <TopicName topic={topic} />
            </span>
            <span className="shrink-0 text-fg-2">
              {copy === undefined ? t.noCopy : t.size(copy.payload.length)}
            </span>
          </li>
        ))}
        {messages.length > LISTED && (
          <li className="px-2 py-1 text-fg-2">{t.more(messages.length - LISTED)}</li>
        )}
      </ul>
      {total > messages.length && (
        <p className="text-warn">{t.notListed(total - messages.length)}</p>
      )}
      <p className="text-fg-2">{lacking === messages.length ? '' : t.undo}</p>
      {lacking > 0 && <p className="text-warn">{t.noCopies(lacking)}</p>}
    </>
  );
}
