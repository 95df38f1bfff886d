import { useId } from 'react';
import { classes, useText } from '#kit';
import type { DiagramLayout } from './diagramLayout.ts';
import { type MomentSentence, momentSentences, type SentenceContext } from './momentSentences.ts';
import { PacketLink } from './PacketLink.tsx';

interface StepListProps extends SentenceContext {
  readonly connectionId: string;
  readonly layout: DiagramLayout;
  /** Number of the selected packet. */
  readonly selected: number | undefined;
}

/** Content of the diagram as a list of sentences. */
export function StepList(props: StepListProps) {
  const t = useText().handshakes;
  const ids = useId();
  return (
    <section aria-labelledby={ids} className="border-t border-line px-3 py-2">
      <h3 id={ids} className="pb-1 text-xs font-semibold text-fg-2">
        {t.inWords}
      </h3>
      <ol aria-label={t.stepsList} className="list-decimal pl-6">
        {props.layout.placed.flatMap(({ moment }, at) =>
          momentSentences(moment, t.sentences, props).map((sentence, part) => (
            <Sentence
              key={`${moment.kind} ${at} ${part}`}
              connectionId={props.connectionId}
              sentence={sentence}
              selected={props.selected}
            />
          )),
        )}
      </ol>
    </section>
  );
}

interface SentenceProps {
  readonly connectionId: string;
  readonly sentence: MomentSentence;
  readonly selected: number | undefined;
}

function Sentence({ connectionId, sentence, selected }: SentenceProps) {
  const { before, link, after, isStep } = sentence;
  const isSelected = isStep === true && link?.packet === selected;
  return (
    <li
      aria-current={isSelected ? 'step' : undefined}
      className={classes('py-0.5 pl-1 wrap-anywhere', isSelected && 'bg-sel-2')}
    >
      {before}
      {link !== undefined && <PacketLink connectionId={connectionId} {...link} />}
      {after}
    </li>
  );
}
