import { type ReactNode, useId } from 'react';
import type { ExchangeDetail } from '../../engine/exchanges/exchange.ts';
import { visibleText } from '../../payload/text.ts';
import { classes } from '../kit/classes.ts';
import { useText } from '../text/useText.ts';
import type { DiagramLayout } from './diagramLayout.ts';
import { PacketLink } from './PacketLink.tsx';
import { sender } from './sides.ts';
import type { LossMoment, Moment, StepMoment } from './timeline.ts';
import { backWords, lossWords, stepWords } from './words.ts';

interface StepListProps {
  readonly connectionId: string;
  readonly detail: ExchangeDetail;
  readonly layout: DiagramLayout;
  /** ms since 1970. */
  readonly origin: number;
  /** µs since the capture's origin. */
  readonly now: number;
  /** Number of the selected packet. */
  readonly selected: number | undefined;
}

/** What the diagram shows, as a list of sentences. */
export function StepList(props: StepListProps) {
  const t = useText().handshakes;
  const ids = useId();
  return (
    <section aria-labelledby={ids} className="border-t border-line px-3 py-2">
      <h3 id={ids} className="pb-1 text-xs font-semibold text-fg-2">
        {t.inWords}
      </h3>
      <ol aria-label={t.stepsList} className="list-decimal pl-6">
        {props.layout.placed.map(({ moment }, at) => (
          <MomentItems key={`${moment.kind} ${at}`} moment={moment} list={props} />
        ))}
      </ol>
    </section>
  );
}

function MomentItems({ moment, list }: { moment: Moment; list: StepListProps }) {
  const t = useText().handshakes.sentences;
  switch (moment.kind) {
    case 'step':
      return <StepItem moment={moment} list={list} />;
    case 'missing':
      return <Item>{t.missingFrom(moment.packetTypes, moment.of, sender(moment.from))}</Item>;
    case 'loss':
      return <LossItems moment={moment} list={list} />;
    case 'awaited':
      return <Item>{t.awaited(moment.packetTypes, moment.from, list.now - moment.since)}</Item>;
    case 'end':
      return <Item>{t.ended[moment.state]}</Item>;
  }
}

function StepItem({ moment, list }: { moment: StepMoment; list: StepListProps }) {
  const t = useText().handshakes.sentences;
  const { step } = moment;
  const [before, link, after] = t.step(stepWords(moment, list.detail, list.origin));
  return (
    <Item selected={step.packet === list.selected}>
      {before}
      <PacketLink
        connectionId={list.connectionId}
        packet={step.packet}
        held={step.held}
        text={link}
      />
      {visibleText(after)}
    </Item>
  );
}

function LossItems({ moment, list }: { moment: LossMoment; list: StepListProps }) {
  const t = useText().handshakes.sentences;
  const back = backWords(moment, list.detail, list.origin);
  const words = back && t.back(back);
  return (
    <>
      <Item>{t.lost(lossWords(moment, list.detail, list.origin))}</Item>
      {words === undefined || back === undefined ? (
        <Item>{t.notBack}</Item>
      ) : (
        <Item>
          {words[0]}
          <PacketLink connectionId={list.connectionId} packet={back.connect} held text={words[1]} />
          {words[2]}
        </Item>
      )}
    </>
  );
}

function Item({ children, selected }: { children: ReactNode; selected?: boolean }) {
  return (
    <li
      aria-current={selected === true ? 'step' : undefined}
      className={classes('py-0.5 pl-1 wrap-anywhere', selected === true && 'bg-sel-2')}
    >
      {children}
    </li>
  );
}
