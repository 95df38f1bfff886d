import { Clock, Copy, Eraser, Info, Layers, ListTree, Send } from 'lucide-react';
import { Fragment } from 'react';
import { utf8Length } from '../../../base/utf8.ts';
import { visibleLevel, visibleName } from '../../../base/visibleText.ts';
import type { TopicDetail } from '../../../engine/topics/tree/topicRow.ts';
import { Button } from '../../kit/Button.tsx';
import { copyAndSay } from '../../kit/copyText.ts';
import { IconButton } from '../../kit/IconButton.tsx';
import { useText } from '../../kit/language/useText.ts';
import { NARROW, useMedia } from '../../kit/useMedia.ts';
import { levelName } from '../../pieces/levelName.ts';
import { TopicMeaning } from '../../pieces/TopicMeaning.tsx';
import { isHeard, useConnection } from '../../session/connections.ts';
import { openPane } from '../../session/focusInPane.ts';
import { askForRules } from '../../session/payloadRules/asked.ts';
import { publishTo } from '../../session/publish/publishTo.ts';
import { useReadOnly } from '../../session/readOnly.ts';
import { askToClear } from '../../session/retained/asked.ts';
import { select } from '../../session/selection.ts';
import { useWindowPart } from '../../session/useWindowPart.ts';
import { clearRetained } from './actions.ts';
import { SenseLine } from './SenseLine.tsx';

/** Characters above which a topic's size is told. */
const LONG = 200;
const TITLE_LENGTH = 1024;
/** Characters of a level, and levels from the end, that are put on the page. */
const LEVEL_SHOWN = 128;
const LEVELS_SHOWN = 24;

interface TopicHeadProps {
  readonly connectionId: string;
  readonly name: string;
  /** undefined: nothing was received on this level itself. */
  readonly detail: TopicDetail | undefined;
}

export function TopicHead({ connectionId, name, detail }: TopicHeadProps) {
  const { details, topic: t, topics: tree, payloadRules } = useText();
  // Else they are beside any view.
  const isNarrow = useMedia(NARROW);
  const connection = useConnection(connectionId, 'state', 'tap');
  const state = connection?.state.kind;
  const isReadOnly = useReadOnly(connectionId);
  return (
    <div className="shrink-0 border-b border-line px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <IconButton
          small
          label={t.all}
          onClick={() => select(connectionId, { topic: undefined })}
          className="-mr-3 -ml-1"
        >
          <ListTree size={14} aria-hidden />
        </IconButton>
        <h2
          className="cut-start min-w-40 flex-1 text-lg/6"
          title={visibleName(name.slice(0, TITLE_LENGTH))}
        >
          <bdi dir="ltr">
            <Levels connectionId={connectionId} name={name} />
          </bdi>
        </h2>
        <TopicMeaning topic={name} />
        <div className="flex flex-wrap gap-2">
          <Button
            icon={<Copy size={14} aria-hidden />}
            onClick={() => void copyAndSay(name, t.copied, t.notCopied)}
          >
            {t.copy}
          </Button>
          <Button
            icon={<Layers size={14} aria-hidden />}
            onClick={() => askForRules(connectionId, name)}
          >
            {payloadRules.open}
          </Button>
          {state !== 'file' && (
            <Button
              icon={<Send size={14} aria-hidden />}
              onClick={() => publishTo(connectionId, name)}
            >
              {t.publish}
            </Button>
          )}
          {isNarrow && state !== 'file' && (
            <Button
              icon={<Info size={14} aria-hidden />}
              onClick={() => openPane(connectionId, 'details')}
            >
              {details.title}
            </Button>
          )}
          {detail?.retained === true && state !== 'file' && (
            <Button
              look="danger"
              icon={<Eraser size={14} aria-hidden />}
              title={isReadOnly ? t.clearReadOnly : t.clearRetainedTitle}
              disabled={state !== 'connected' || isReadOnly}
              onClick={() => clearRetained(connectionId, name)}
            >
              {t.clearRetained}
            </Button>
          )}
          {detail === undefined && state !== 'file' && (
            <Button
              look="danger"
              icon={<Eraser size={14} aria-hidden />}
              disabled={state !== 'connected' || isReadOnly}
              {...(isReadOnly && { title: t.clearReadOnly })}
              onClick={() => askToClear({ connectionId, path: name, isBelow: true })}
            >
              {t.clearBelow}
            </Button>
          )}
        </div>
      </div>
      {detail?.sense !== undefined && <SenseLine sense={detail.sense} />}
      {detail === undefined ? (
        <BranchLine connectionId={connectionId} path={name} />
      ) : (
        <p className="mt-1 text-xs text-fg-3">
          {t.messages(detail.messages)} · {t.rate(detail.rate)} · {t.total(detail.bytes)}
          {detail.silence !== undefined && connection !== undefined && isHeard(connection) ? (
            <span className="text-warn">
              {' · '}
              <Clock size={12} aria-hidden className="inline align-[-2px]" />{' '}
              {tree.silent(detail.silence.for, detail.silence.usually)}
            </span>
          ) : (
            detail.usually !== undefined && ` · ${t.usually(detail.usually)}`
          )}
          {name.length > LONG && ` · ${t.long(utf8Length(name))}`}
        </p>
      )}
    </div>
  );
}

/** Traffic below a level without messages of its own. */
function BranchLine({ connectionId, path }: { connectionId: string; path: string }) {
  const { topic: t, topicActions } = useText();
  const branch = useWindowPart(connectionId, 'branch', path);
  const counts = branch?.path === path ? branch.counts : null;
  return (
    counts && (
      <p className="mt-1 text-xs text-fg-3">
        {topicActions.branch(counts.topics)} · {t.messages(counts.messages)} · {t.rate(counts.rate)}
        {' · '}
        {t.total(counts.bytes)}
      </p>
    )
  );
}

/** The levels of a topic, the last one strong; of very many the last ones, of a long one its beginning. */
function Levels({ connectionId, name }: { connectionId: string; name: string }) {
  const t = useText();
  const levels = name.split('/');
  const before = Math.max(0, levels.length - LEVELS_SHOWN);
  return (
    <>
      {before > 0 && <span className="text-fg-3">… / </span>}
      {levels.slice(before).map((level, at) => {
        const depth = before + at + 1;
        const path = levels.slice(0, depth).join('/');
        return (
          // Levels have no identity but their place.
          <Fragment key={at}>
            {at > 0 && <span className="text-fg-3"> / </span>}
            {depth === levels.length ? (
              <span className="font-semibold">
                <LevelText level={level} name={name} />
              </span>
            ) : (
              <button
                type="button"
                title={t.topic.toLevel}
                className="min-h-(--h-link) min-w-(--h-link) rounded-sm text-fg-2 hover:text-accent hover:underline"
                onClick={() => select(connectionId, { topic: path })}
              >
                <LevelText level={level} name={name} />
              </button>
            )}
          </Fragment>
        );
      })}
    </>
  );
}

function LevelText({ level, name }: { level: string; name: string }) {
  const t = useText().topics;
  return level.trim() === '' ? (
    <span className="text-fg-3 italic">{levelName(level, t)}</span>
  ) : (
    <bdi className="whitespace-pre">
      {visibleLevel(level.slice(0, LEVEL_SHOWN), name)}
      {level.length > LEVEL_SHOWN && '…'}
    </bdi>
  );
}
