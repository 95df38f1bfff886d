/** Creates, changes and removes devices and products, and saves that. */
import type { DeviceName } from '../../../../alibaba/alink/deviceName.ts';
import type { Refused } from '../../../../broker/core/commands/refusals.ts';
import type { ProductFacts } from '../../../../broker/platform/devices/commands.ts';
import type { RegistryCommand } from '../../../../broker/platform/devices/registryCommands.ts';
import { announce } from '../../../kit/language/announcements.ts';
import { texts } from '../../../kit/language/useText.ts';
import { askBroker } from '../../../session/broker/brokers.ts';
import { download } from '../../../session/captures/saveTarget.ts';
import { askToConfirm } from '../../../session/dialogs/confirm.ts';
import { shownName } from '../../../session/shownName.ts';
import { order } from './orders.ts';
import { setPlatformPlace } from './place.ts';

/** A rejection is shown in the form. Undefined on success. */
export async function makeDevice(
  connectionId: string,
  command: Extract<RegistryCommand, { readonly kind: 'make-device' }>,
): Promise<Refused | undefined> {
  const reply = await askBroker(connectionId, command);
  if (reply.kind === 'refused') return reply;
  if (reply.kind === 'device-made') {
    const { productKey, deviceName } = reply;
    setPlatformPlace(connectionId, { device: { productKey, deviceName } });
    announce(texts().platformEdit.device.done(shownName(deviceName)));
  }
  return undefined;
}

export async function saveProduct(
  connectionId: string,
  command: Extract<RegistryCommand, { readonly kind: 'make-product' | 'change-product' }>,
): Promise<Refused | undefined> {
  const reply = await askBroker(connectionId, command);
  if (reply.kind === 'refused') return reply;
  const name = command.name ?? (reply.kind === 'product-made' ? reply.productKey : '');
  announce(texts().platformEdit.product.done(shownName(name)));
  return undefined;
}

export function changeSecret(connectionId: string, { productKey, deviceName }: DeviceName): void {
  const t = texts().platformEdit.secret;
  const command = { kind: 'change-secret', productKey, deviceName } as const;
  const shown = shownName(deviceName);
  askToConfirm({
    title: t.title(shown),
    text: t.text,
    action: t.confirm,
    run: () => void order(connectionId, command, t.done(shown)),
  });
}

export function removeDevice(connectionId: string, { productKey, deviceName }: DeviceName): void {
  const t = texts().platformEdit.remove;
  const command = { kind: 'remove-device', productKey, deviceName } as const;
  const shown = shownName(deviceName);
  const run = async (): Promise<void> => {
    if (await order(connectionId, command, t.done(shown))) {
      setPlatformPlace(connectionId, { device: undefined });
    }
  };
  askToConfirm({
    title: t.device(shown),
    text: t.deviceText,
    action: t.confirm,
    run: () => void run(),
  });
}

export function removeProduct(connectionId: string, { productKey, name }: ProductFacts): void {
  const t = texts().platformEdit.remove;
  const command = { kind: 'remove-product', productKey } as const;
  const shown = shownName(name);
  askToConfirm({
    title: t.product(shown),
    text: t.productText,
    action: t.confirm,
    run: () => void order(connectionId, command, t.done(shown)),
  });
}

export function saveDevices(connectionId: string): void {
  void order(connectionId, { kind: 'save-devices' }, texts().platformEdit.saving.begun);
}

const FILE_NAME = 'devices.json';

/** Includes the secrets, at the user's request. */
export async function downloadDevices(connectionId: string): Promise<void> {
  const reply = await askBroker(connectionId, { kind: 'platform-file' });
  if (reply.kind !== 'platform-file') return;
  download(new Blob([reply.text], { type: 'application/json' }), FILE_NAME);
  announce(texts().platformEdit.saving.downloaded(FILE_NAME));
}
