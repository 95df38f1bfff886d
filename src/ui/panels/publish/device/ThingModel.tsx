import { useState } from 'react';
import { Dialog, DialogBoundary, useText } from '#kit';
import { alinkTopic } from '../../../../alibaba/alink/alinkTopic.ts';
import type { DeviceName } from '../../../../alibaba/alink/deviceName.ts';
import { isOfPlatform } from '../../../../alibaba/alink/families.ts';
import { ThingModelForm } from './ThingModelForm.tsx';

interface ThingModelProps {
  readonly connectionId: string;
  readonly topic: string;
  /** The device that the connection signs in as. */
  readonly own: DeviceName | undefined;
}

/** Opens the thing model of the topic's product, from which payloads are filled in. */
export function ThingModel({ connectionId, topic, own }: ThingModelProps) {
  const t = useText().alink.model;
  const [isOpen, setOpen] = useState(false);
  const named = isOfPlatform(topic) ? alinkTopic(topic)?.productKey : undefined;
  const productKey = named ?? own?.productKey;
  if (productKey === undefined) return null;
  const close = () => setOpen(false);
  return (
    <>
      <button
        type="button"
        title={t.actionTitle}
        className="text-action text-xs"
        onClick={() => setOpen(true)}
      >
        {t.action}
      </button>
      <DialogBoundary part="dialog thing model" isOpen={isOpen} onClose={close}>
        <Dialog
          open={isOpen}
          label={t.of(productKey)}
          onClose={close}
          className="w-140 max-w-[calc(100vw-32px)]"
        >
          <ThingModelForm
            key={productKey}
            connectionId={connectionId}
            productKey={productKey}
            onClose={close}
          />
        </Dialog>
      </DialogBoundary>
    </>
  );
}
