import { ChartLine, Check } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Popover, TextField, TopicName, useText, WaitsHere } from '#kit';
import { visibleName, visibleText } from '../../../base/visibleText.ts';
import { pathText } from '../../../payload/tree/valueTree.ts';
import { addToChart, isCharted, removeLine } from '../../session/charts/charting.ts';
import { useCharts } from '../../session/charts/charts.ts';
import { lastMessage, withPaths } from '../../session/charts/chartTopic.ts';
import { useFoundTopics } from '../../session/connection/foundTopics.ts';
import type { PlottablePaths } from '../../session/reading/plottablePaths.ts';

interface AddValueProps {
  readonly connectionId: string;
  /** Empty: the user chooses a topic first. */
  readonly topic: string;
  readonly onClose: () => void;
}

/** Topics that are offered. */
const OFFERED = 30;

/** Choice of a topic, and of a value in its last message. */
export function AddValue({ connectionId, topic: given, onClose }: AddValueProps) {
  const { charts: t, commands } = useText();
  const [topic, setTopic] = useState(given);
  const [text, setText] = useState('');
  // A blank finds nothing, a slash nearly all there is.
  const isChosen = topic !== '' && (text === '' || text === topic);
  const asked = isChosen || text.trim() === '' ? '/' : text;
  const { topics: found, isLooking } = useFoundTopics(connectionId, 'charts', asked, OFFERED);
  return (
    <Popover
      label={t.addTitle}
      onClose={onClose}
      className="top-full left-2 flex max-h-[min(480px,70vh)] w-105 flex-col gap-2 p-3"
    >
      <TextField
        label={t.findTopic}
        value={text}
        onChange={setText}
        mono
        placeholder={topic === '' ? t.findTopicHint : visibleName(topic)}
        takesFocus
      />
      {isChosen ? (
        <Values connectionId={connectionId} topic={topic} onNone={() => setTopic('')} />
      ) : (
        <ul aria-label={t.topics} className="min-h-0 overflow-auto">
          {found?.map((one) => (
            <li key={one.topic}>
              <button
                type="button"
                className="block min-h-(--h-link) w-full rounded-sm px-2 py-1 text-left hover:bg-hover"
                onClick={() => {
                  setTopic(one.topic);
                  setText(one.topic);
                }}
              >
                <TopicName topic={one.topic} />
              </button>
            </li>
          ))}
          {found?.length === 0 && text !== '' && !isLooking && (
            <li className="text-fg-3">{t.noTopic}</li>
          )}
          {isLooking && (
            <li>
              <WaitsHere text={commands.lookingForTopics} />
            </li>
          )}
        </ul>
      )}
    </Popover>
  );
}

interface ValuesProps extends Pick<AddValueProps, 'connectionId' | 'topic'> {
  /** The topic itself has no message; the topics below it are offered. */
  readonly onNone: () => void;
}

function Values({ connectionId, topic, onNone }: ValuesProps) {
  const t = useText().charts;
  const charts = useCharts(connectionId);
  const found = usePaths(connectionId, topic, onNone);
  if (found === undefined) return <p className="text-fg-3">{t.loading}</p>;
  const { paths, cutAt } = found;
  const cut = cutAt !== undefined && <p className="text-warn">{t.cutAt(cutAt)}</p>;
  if (paths.length === 0) return cut || <p className="text-fg-2">{t.noValues}</p>;
  return (
    <>
      {cut}
      <ul aria-label={t.values} className="min-h-0 overflow-auto">
        {paths.map(({ path, source }) => {
          const value = { topic, path };
          const isThere = isCharted(charts, value);
          const Icon = isThere ? Check : ChartLine;
          return (
            <li key={pathText(path)}>
              <button
                type="button"
                aria-pressed={isThere}
                className="flex min-h-(--h-link) w-full items-center gap-2 rounded-sm px-2 py-1 text-left font-mono hover:bg-hover aria-pressed:bg-sel"
                onClick={() => {
                  if (isThere) removeLine(connectionId, value);
                  else addToChart(connectionId, topic, path);
                }}
              >
                <Icon size={14} aria-hidden className="shrink-0 text-fg-3" />
                <bdi className="min-w-0 flex-1 truncate">{visibleText(pathText(path))}</bdi>
                <bdi className="max-w-40 truncate text-fg-2">{visibleText(source)}</bdi>
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** undefined: they are still read. */
function usePaths(
  connectionId: string,
  topic: string,
  onNone: () => void,
): PlottablePaths | undefined {
  const [paths, setPaths] = useState<PlottablePaths>();
  const none = useRef(onNone);
  useEffect(() => {
    none.current = onNone;
  });
  useEffect(() => {
    let isWanted = true;
    void lastMessage(connectionId, topic).then((last) => {
      if (!isWanted) return;
      if (last === undefined) {
        none.current();
        return;
      }
      withPaths(connectionId, topic, last, (read) => {
        if (isWanted) setPaths(read);
      });
    });
    return () => {
      isWanted = false;
    };
  }, [connectionId, topic]);
  return paths;
}
