import { FileUp, Send, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ProductFacts } from '../../../../broker/platform/devices/commands.ts';
import type { ConfigFacts } from '../../../../broker/platform/devices/fileCommands.ts';
import { bytes } from '../../../../i18n/numbers.ts';
import { Button } from '../../../kit/controls/Button.tsx';
import { ChooseFile } from '../../../kit/controls/ChooseFile.tsx';
import { IconButton } from '../../../kit/controls/IconButton.tsx';
import { announce } from '../../../kit/language/announcements.ts';
import { texts, useText } from '../../../kit/language/useText.ts';
import { timeOfDay } from '../../../kit/page/clock.ts';
import { askBroker } from '../../../session/broker/brokers.ts';
import { useProductName } from '../../../session/platform/demoNames.ts';
import { shownName } from '../../../session/shownName.ts';
import { order, refuse } from '../calls/orders.ts';
import { uploadFile } from './uploadFile.ts';

interface ConfigLineProps {
  readonly connectionId: string;
  readonly product: ProductFacts;
  readonly config: ConfigFacts | undefined;
  readonly origin: number;
}

/** The remote configuration of a product: replaced, pushed, removed. */
export function ConfigLine({ connectionId, product, config, origin }: ConfigLineProps) {
  const t = useText().firmware.config;
  const [said, setSaid] = useState<string>();
  const name = shownName(useProductName()(product.name));
  const { productKey } = product;
  const action = config === undefined ? t.choose : t.replace;
  const tell = (text: string): void => {
    setSaid(text);
    announce(text);
  };
  const set = async (from: File): Promise<void> => {
    const uploaded = await uploadFile(connectionId, from, () => undefined);
    if (uploaded === 'unreadable') return tell(texts().firmware.unreadable);
    if ('refused' in uploaded) return refuse(connectionId, uploaded.refused);
    const { file } = uploaded.file;
    setSaid(undefined);
    await order(connectionId, { kind: 'set-config', productKey, file }, t.set(name));
    return undefined;
  };
  const push = async (): Promise<void> => {
    const reply = await askBroker(connectionId, { kind: 'push-config', productKey });
    if (reply.kind === 'refused') refuse(connectionId, reply);
    if (reply.kind === 'platform-pushed') tell(t.pushed(reply.sent, reply.missed));
  };
  return (
    <div className="flex min-h-(--h-field) min-w-0 flex-wrap items-center gap-x-3 gap-y-1 py-0.5">
      <span className="min-w-24">{name}</span>
      {config === undefined ? (
        <span className="text-fg-2">{t.none}</span>
      ) : (
        <>
          <bdi className="min-w-0 truncate font-mono">{shownName(config.name)}</bdi>
          <span className="text-fg-2">
            {bytes(config.size)}, {timeOfDay(origin + config.changed)}
          </span>
          <bdi className="min-w-0 truncate font-mono text-xs text-fg-2">{config.configId}</bdi>
        </>
      )}
      <span className="flex flex-wrap items-center gap-2">
        <ChooseFile
          icon={<FileUp size={14} aria-hidden />}
          action={action}
          field={t.file(name)}
          label={`${action} ${t.file(name)}`}
          onFiles={([file]) => file && void set(file)}
        />
        {config !== undefined && (
          <>
            <Button
              icon={<Send size={14} aria-hidden />}
              label={t.pushTo(name)}
              onClick={() => void push()}
            >
              {t.push}
            </Button>
            <IconButton
              small
              label={t.remove(name)}
              onClick={() =>
                void order(connectionId, { kind: 'set-config', productKey }, t.removed(name))
              }
            >
              <Trash2 size={14} aria-hidden />
            </IconButton>
          </>
        )}
      </span>
      {said !== undefined && (
        <span role="status" className="text-fg-2">
          {said}
        </span>
      )}
    </div>
  );
}
