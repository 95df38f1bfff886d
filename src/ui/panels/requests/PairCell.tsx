import { Ban, CircleCheck, CircleHelp, Clock, EarOff, Minus, TriangleAlert } from 'lucide-react';
import { classes, DirectionMark, rowTime, useText } from '#kit';
import { visibleName, visibleText } from '../../../base/visibleText.ts';
import { ALIBABA } from '../../../conventions/alibaba/id.ts';
import type { RequestPair } from '../../../engine/requestResponse/pair.ts';
import { duration } from '../../../i18n/durations.ts';
import { alinkKindOf, conventionName } from '../../pieces/marks/conventionName.ts';
import { useOwnDevice } from '../../session/alink/OwnDevice.tsx';
import { codeWords } from '../../session/alink/words.ts';
import { None, PacketLink } from './PacketLink.tsx';
import type { PairColumn } from './pairColumns.ts';

const NOT_SEEN = <span className="text-fg-3">?</span>;

interface CellProps {
  readonly column: PairColumn;
  readonly pair: RequestPair;
  /** ms since 1970. */
  readonly origin: number;
}

export function PairCell({ column, pair, origin }: CellProps) {
  const t = useText().pairs;
  switch (column) {
    case 'time':
      return rowTime(origin, pair.time);
    case 'direction':
      return <DirectionMark direction={pair.direction} />;
    case 'meaning':
      return <Meaning pair={pair} />;
    case 'id': {
      const id = visibleText(pair.id ?? '');
      return <span title={id}>{id === '' ? <None text={t.none} /> : <bdi>{id}</bdi>}</span>;
    }
    case 'packets':
      return (
        <>
          <PacketLink packet={pair.request} name={t.showRequest} none={NOT_SEEN} isOfTwo />
          <span className="text-fg-3"> → </span>
          <PacketLink packet={pair.reply} name={t.showReply} none={NOT_SEEN} isOfTwo />
        </>
      );
    case 'latency':
      return pair.latency === undefined ? <None text={t.none} /> : duration(pair.latency);
    case 'state':
      return <PairState pair={pair} />;
    case 'code':
      return <Code pair={pair} />;
  }
}

/** The kind first: a narrow list cuts the end. */
function Meaning({ pair }: Pick<CellProps, 'pair'>) {
  const { alink } = useText();
  const own = useOwnDevice();
  const kind = alinkKindOf(pair);
  const identifier = visibleText(pair.identifier ?? '');
  return (
    <span title={visibleName(pair.topic)}>
      <span className="font-sans">
        {kind === undefined ? visibleText(pair.kind) : alink.kinds[kind]}
      </span>{' '}
      {identifier !== '' && <bdi className="mr-1.5 text-fg-2">{identifier}</bdi>}
      {own === undefined && <bdi className="mr-1.5 text-fg-2">{visibleText(deviceOf(pair))}</bdi>}
      <span className="font-sans text-fg-2">{conventionName(pair, { alink })}</span>
    </span>
  );
}

/** In a capture of other clients there may be many; of Alibaba's the product is left out. */
const deviceOf = ({ convention, device }: RequestPair): string =>
  convention === ALIBABA ? (device.split('/')[1] ?? '') : device;

/** The code and its meaning. */
function Code({ pair }: { pair: RequestPair }) {
  const { alink } = useText();
  const { code, convention } = pair;
  const message = visibleText(pair.message ?? '');
  // The empty cell gives its room to the one before.
  if (code === undefined && message === '') return null;
  const known =
    code === undefined || convention !== ALIBABA
      ? undefined
      : codeWords(code, alinkKindOf(pair), alink);
  const title = [...new Set([known?.meaning, known?.remedy, message])].filter(Boolean).join('\n');
  return (
    <span title={title}>
      {code !== undefined && `${code} `}
      <bdi className="font-sans text-fg-2">{known?.meaning ?? message}</bdi>
    </span>
  );
}

const LOOKS = {
  waiting: { Icon: Clock, tone: 'text-accent' },
  answered: { Icon: CircleCheck, tone: 'text-ok' },
  unanswered: { Icon: TriangleAlert, tone: 'text-warn' },
  'none-wanted': { Icon: Minus, tone: 'text-fg-2' },
  'reply-alone': { Icon: CircleHelp, tone: 'text-fg-2' },
  failed: { Icon: Ban, tone: 'text-err' },
  unheard: { Icon: EarOff, tone: 'text-warn' },
} as const;

interface PairStateProps {
  readonly pair: Pick<RequestPair, 'state' | 'isFailure'>;
}

/** Icon and word for the outcome of a request. */
function PairState({ pair }: PairStateProps) {
  const t = useText().pairs;
  const { state, isFailure } = pair;
  const isFailed = state === 'answered' && isFailure;
  const { Icon, tone } = LOOKS[isFailed ? 'failed' : state];
  const word = isFailed ? t.failed : t.states[state];
  return (
    <span className={classes('flex min-w-0 items-center gap-1 font-sans', tone)}>
      <Icon size={12} aria-hidden className="shrink-0" />
      <span className="truncate" title={word}>
        {word}
      </span>
    </span>
  );
}
