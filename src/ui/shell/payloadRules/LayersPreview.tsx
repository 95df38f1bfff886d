import { useEffect, useMemo, useState } from 'react';
import { formatName, Tag, useText } from '#kit';
import { visibleName } from '../../../base/visibleText.ts';
import type { TopicMessage } from '../../../engine/topics/tree/topicRow.ts';
import { ChosenFormats } from '../../../payload/chains/chosenFormats.ts';
import type { PayloadRules } from '../../../payload/chains/rules.ts';
import { isMissing } from '../../../payload/tree/format.ts';
import { askWorker } from '../../session/connection/workerQuestions.ts';
import type { LayerSummary } from '../../session/reading/layerSummaries.ts';
import { useRead } from '../../session/reading/useRead.ts';

const NOTHING = new Uint8Array();

interface LayersPreviewProps {
  readonly connectionId: string;
  readonly topic: string;
  readonly rules: PayloadRules;
}

/** Result of the rules for a topic's newest message, layer by layer. */
export function LayersPreview({ connectionId, topic, rules }: LayersPreviewProps) {
  const t = useText().payloadRules;
  const message = useNewest(connectionId, topic);
  const written = JSON.stringify(rules);
  // oxlint-disable-next-line react/exhaustive-deps -- `written` compares the rules by value
  const chosen = useMemo(() => new ChosenFormats(rules).of(topic), [written, topic]);
  const of = { payload: NOTHING, ...message, chosen };
  const told = useRead({ task: 'layers', of: [of], how: null }, undefined)?.told;
  const layers = told === undefined || isMissing(told) ? [] : told;
  return (
    <section aria-label={t.preview(visibleName(topic))} className="rounded-md border border-line">
      <h3 className="truncate border-b border-line px-3 py-1 text-fg-2">
        {t.preview(visibleName(topic))}
      </h3>
      {layers.length === 0 ? (
        <p className="px-3 py-1 text-fg-3">{t.noPreview}</p>
      ) : (
        <ol>
          {layers.map((layer, at) => (
            // Layers have no identity but their place.
            <LayerRow key={at} layer={layer} />
          ))}
        </ol>
      )}
    </section>
  );
}

function LayerRow({ layer }: { layer: LayerSummary }) {
  const { payloadRules: t, payload, formatErrors } = useText();
  const { size, format, isChosen, text, error } = layer;
  return (
    <li className="border-b border-line px-3 py-1 last:border-b-0">
      <div className="flex items-center gap-2">
        <span>{t.layer(formatName(format, payload), size)}</span>
        <Tag>{isChosen ? t.chosen : t.detected}</Tag>
      </div>
      <p className="font-mono text-xs break-all text-fg-2">
        <bdi>{text}</bdi>
      </p>
      {error !== undefined && <p className="text-xs text-err">{formatErrors.error(error)}</p>}
    </li>
  );
}

function useNewest(connectionId: string, topic: string): TopicMessage | undefined {
  const [message, setMessage] = useState<TopicMessage>();
  useEffect(() => {
    let isWanted = true;
    const request = { topic: { name: topic, history: { first: 0, count: 0 } } };
    void askWorker(connectionId, { kind: 'window', request }).then((answer) => {
      if (isWanted) setMessage(answer?.said.topic?.last);
    });
    return () => {
      isWanted = false;
    };
  }, [connectionId, topic]);
  return message;
}
