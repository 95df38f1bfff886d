import { Eraser, Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button, Dialog, Progress, TopicName, useText } from '#kit';
import type { RetainedMessages } from '../../engine/capture/retainedCopies.ts';
import type { AskedOutcome } from '../../i18n/askedOutcome.ts';
import type { Texts } from '../../i18n/en/texts.ts';
import { useConnection } from '../session/connection/connections.ts';
import { askWorker } from '../session/connection/workerQuestions.ts';
import { useReadOnly } from '../session/readOnly.ts';
import { type ClearAsked, dropClearing, useClearAsked } from '../session/retained/asked.ts';
import { askForRetained } from '../session/retained/asking.ts';
import { clearRetained } from '../session/retained/clearing.ts';

/** List of topics to clear before anything is sent, and progress afterwards. */
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

interface Found extends RetainedMessages {
  /** Outcome of asking the broker at the time of the search. */
  readonly after: AskedOutcome | undefined;
}

function Asked({ asked }: { asked: ClearAsked }) {
  const { retained: t, topic } = useText();
  const { connectionId, path, isBelow, topics, filter } = asked;
  /** Number of matches of the search, set while all messages are listed. */
  const [matching, setMatching] = useState<number>();
  const isSearched = asked.isSearched === true && matching === undefined;
  const state = useConnection(connectionId, 'state')?.state.kind;
  const [found, setFound] = useState<Found>();
  const [done, setDone] = useState<number>();
  const stop = useRef<AbortController>(undefined);
  const broker = useBroker(asked);
  const { looks, outcome } = broker;
  useEffect(() => {
    let isThere = true;
    const of = {
      path,
      isBelow,
      ...(topics && { topics }),
      ...(filter !== undefined && { filter }),
      isSearched,
    };
    void askWorker(connectionId, { kind: 'retained-messages', ...of }).then((answer) => {
      if (isThere && answer !== undefined) setFound({ ...answer.said, after: outcome });
    });
    return () => {
      isThere = false;
    };
    // The broker may have reported more messages.
  }, [connectionId, path, isBelow, topics, filter, isSearched, looks, outcome]);
  // Closing the dialog cancels the search.
  useEffect(() => () => stop.current?.abort(), []);
  const messages = found?.messages ?? [];
  // A search that finds all of them changes nothing.
  const search = found?.search?.of === found?.total ? undefined : found?.search;
  const list = (isAll: boolean): void => {
    // The other list would be cleared under the sentence of this one.
    setFound(undefined);
    setMatching(isAll ? found?.total : undefined);
  };
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
      <h2 className="text-base font-semibold break-words">{heading(t, asked, search?.text)}</h2>
      {search !== undefined && <p>{t.found(found?.total ?? 0, search.of, search.text)}</p>}
      {found === undefined ? (
        <p className="text-fg-2">{t.looking}</p>
      ) : messages.length === 0 ? (
        broker.outcome === undefined &&
        search === undefined && <p className="text-fg-2">{t.none}</p>
      ) : (
        <Listed found={found} />
      )}
      <p role="status" className="text-fg-2 empty:hidden">
        {broker.came === undefined
          ? broker.outcome?.kind === 'done'
            ? found?.total === 0 && search === undefined && found.after === outcome && t.askedNone
            : broker.outcome && topic.retainedList.outcome(broker.outcome, 0, 0)
          : t.asking(broker.came)}
      </p>
      {!isConnected && <p className="text-warn">{readOnly ? t.readOnly : t.notConnected}</p>}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {done !== undefined && (
          <span className="mr-auto flex items-center gap-2">
            <Progress label={t.progress} value={done} max={messages.length} />
            {t.done(done, messages.length)}
          </span>
        )}
        {topics === undefined && done === undefined && broker.outcome?.kind !== 'done' && (
          <Button
            className="mr-auto"
            icon={<Search size={14} aria-hidden />}
            disabled={!isConnected || broker.came !== undefined}
            title={topic.retainedList.askTitle}
            onClick={broker.ask}
          >
            {t.ask}
          </Button>
        )}
        <Button onClick={dropClearing}>{done === undefined ? t.cancel : t.stop}</Button>
        {search !== undefined && done === undefined && (
          <Button onClick={() => list(true)}>{t.all(search.of)}</Button>
        )}
        {matching !== undefined && found !== undefined && done === undefined && (
          <Button onClick={() => list(false)}>{t.onlyFound(matching)}</Button>
        )}
        {messages.length > 0 && (
          <Button
            look="danger"
            icon={<Eraser size={14} aria-hidden />}
            disabled={!isConnected || done !== undefined || broker.came !== undefined}
            onClick={() => void clear()}
          >
            {t.clear(messages.length)}
          </Button>
        )}
      </div>
    </div>
  );
}

/** @param search text of a search that leaves out some of the messages */
function heading(
  t: Texts['retained'],
  { path, isBelow, topics, filter }: ClearAsked,
  search: string | undefined,
): string {
  if (search !== undefined) return t.belowMatching(path, search);
  if (topics !== undefined) return t.several(topics.length);
  if (filter !== undefined) return t.matching(filter);
  return isBelow ? t.below(path) : t.one(path);
}

/** Live messages may be retained, too. The broker reports retained messages only on request. */
function useBroker({ connectionId, path, isBelow, filter }: ClearAsked) {
  const loop = useConnection(connectionId, 'loop')?.loop;
  const [came, setCame] = useState<number>();
  const [outcome, setOutcome] = useState<AskedOutcome>();
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const begin = async (): Promise<void> => {
    const { signal } = (stop.current = new AbortController());
    const since = loop?.now() ?? 0;
    const below = path === '' ? '#' : `${path}/#`;
    setCame(0);
    setOutcome(
      await askForRetained(connectionId, {
        filter: filter ?? (isBelow ? below : path),
        since,
        told: setCame,
        signal,
      }),
    );
    setCame(undefined);
  };
  // When the search ends, the known messages are counted again.
  return { came, outcome, looks: came === undefined, ask: () => void begin() };
}

function Listed({ found: { messages, total } }: { found: RetainedMessages }) {
  const t = useText().retained;
  const lacking = messages.filter(({ copy }) => copy === undefined).length;
  return (
    <>
      <p>{t.would(messages.length)}</p>
      <ul
        aria-label={t.list}
        // Focusable, because it scrolls.
        tabIndex={0}
        className="max-h-60 overflow-auto rounded-md border border-line"
      >
        {messages.map(({ topic, copy }) => (
          // There may be thousands, of which few are on screen.
          <li
            key={topic}
            className="flex h-(--h-row) items-center gap-2 px-2 [content-visibility:auto]"
          >
            <span className="min-w-0 flex-1">
              <TopicName topic={topic} />
            </span>
            <span className="shrink-0 text-fg-2">
              {copy === undefined ? t.noCopy : t.size(copy.payload.length)}
            </span>
          </li>
        ))}
      </ul>
      {total > messages.length && (
        <p className="text-warn">{t.notListed(total - messages.length)}</p>
      )}
      <p className="text-fg-2">{lacking === messages.length ? '' : t.undo}</p>
      {lacking > 0 && <p className="text-warn">{t.noCopies(lacking)}</p>}
    </>
  );
}
