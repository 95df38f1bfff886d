import { FileUp, PlugZap, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, ChooseFile, focusTarget, useText } from '#kit';
import { parseTsl } from '../../../../alibaba/alink/tsl.ts';
import { JsonField } from '../../../pieces/forms/JsonField.tsx';
import { forgetModel, keepModel, useModel, useModelText } from '../../../session/alink/models.ts';
import { tslText } from '../../../session/alink/words.ts';
import { useBroker } from '../../../session/broker/brokerStates.ts';
import { askBroker } from '../../../session/broker/brokers.ts';
import { hasPlatform } from '../../../session/platform/hasPlatform.ts';
import { showPanel } from '../../../session/view/tabView.ts';

/** Name for moving the focus to the model's text. */
const TEXT_FOCUS = 'thing-model';

interface ThingModelFormProps {
  readonly connectionId: string;
  readonly productKey: string;
  readonly onClose: () => void;
}

/** The product's thing model: pasted, from a file, or from the platform at the other end. */
export function ThingModelForm({ connectionId, productKey, onClose }: ThingModelFormProps) {
  const texts = useText();
  const t = texts.alink.model;
  const kept = useModelText(productKey);
  const model = useModel(productKey);
  const [text, setText] = useState(kept ?? '');
  const [fault, setFault] = useState<string>();
  const take = (next: string) => {
    setText(next);
    const found = keepModel(productKey, next);
    setFault(
      found === undefined ? undefined : found === 'too-long' ? t.tooLong : tslText(found, texts),
    );
  };
  const other = otherProduct(text, productKey);
  return (
    <div className="flex flex-col gap-3 p-4">
      <h2 className="text-base font-semibold break-words">{t.of(productKey)}</h2>
      <p role="status">
        <span className="text-fg-2">
          {model === undefined
            ? t.none
            : t.counts(model.properties.length, model.events.length, model.services.length)}
        </span>
        {model !== undefined && <span className="block text-xs text-fg-2">{t.kept}</span>}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          disabled={text.trim() === '' || text === kept}
          keepsFocus
          onClick={() => take(text)}
        >
          {t.keep}
        </Button>
        <ChooseFile
          icon={<FileUp size={14} aria-hidden />}
          action={t.open}
          accept=".json,application/json"
          onFiles={([file]) => void file?.text().then(take, () => setFault(t.unreadable))}
        />
        <FromPlatform
          connectionId={connectionId}
          productKey={productKey}
          onText={take}
          onLeave={onClose}
        />
        {kept !== undefined && (
          <Button
            look="danger"
            icon={<Trash2 size={14} aria-hidden />}
            onClick={() => {
              forgetModel(productKey);
              setText('');
              setFault(undefined);
              focusTarget(TEXT_FOCUS);
            }}
          >
            {t.forget}
          </Button>
        )}
      </div>
      {other !== undefined && <p className="text-xs text-warn">{t.otherProduct(other)}</p>}
      <JsonField
        label={t.text}
        focusName={TEXT_FOCUS}
        value={text}
        onChange={(next) => {
          setText(next);
          setFault(undefined);
        }}
        error={fault}
        rows={10}
      />
      <div className="flex justify-end">
        <Button onClick={onClose}>{texts.kit.close}</Button>
      </div>
    </div>
  );
}

/** The product that a model names, if it is another one. */
function otherProduct(text: string, productKey: string): string | undefined {
  if (text.trim() === '') return undefined;
  const result = parseTsl(text);
  if (!result.ok || result.productKey === undefined) return undefined;
  return result.productKey === productKey ? undefined : result.productKey;
}

interface FromPlatformProps {
  readonly connectionId: string;
  readonly productKey: string;
  readonly onText: (text: string) => void;
  /** Another panel is shown. */
  readonly onLeave: () => void;
}

/** The platform of the local broker knows the models of its products. If access needs a pass, its view asks for it. */
function FromPlatform({ connectionId, productKey, onText, onLeave }: FromPlatformProps) {
  const t = useText().alink.model;
  const broker = useBroker(connectionId);
  if (!hasPlatform(broker)) return null;
  if (broker.kind !== 'open') {
    return (
      <Button
        icon={<PlugZap size={14} aria-hidden />}
        title={t.fromLockedTitle}
        onClick={() => {
          onLeave();
          showPanel(connectionId, 'platform');
        }}
      >
        {t.fromPlatform}
      </Button>
    );
  }
  const ask = async (): Promise<void> => {
    const reply = await askBroker(connectionId, { kind: 'platform' });
    if (reply.kind !== 'platform') return;
    const tsl = reply.products.find((product) => product.productKey === productKey)?.tsl;
    if (tsl !== undefined) onText(tsl);
  };
  return (
    <Button icon={<PlugZap size={14} aria-hidden />} onClick={() => void ask()}>
      {t.fromPlatform}
    </Button>
  );
}
