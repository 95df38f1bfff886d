/** Commands of the user to the platform. */
import type { DeviceName } from '../../../../alibaba/alink/deviceName.ts';
import type { Refused } from '../../../../broker/core/commands/refusals.ts';
import type { PlatformCommand } from '../../../../broker/platform/devices/commands.ts';
import { newClientId } from '../../../../profiles/settings/ids.ts';
import { copyAndSay } from '../../../kit/controls/copyText.ts';
import { announce } from '../../../kit/language/announcements.ts';
import { texts } from '../../../kit/language/useText.ts';
import { focusTarget } from '../../../kit/page/focus.ts';
import { askBroker } from '../../../session/broker/brokers.ts';
import { connectionById } from '../../../session/connection/connections.ts';
import { openConnection } from '../../../session/connectionTabs.ts';
import { askToConfirm } from '../../../session/dialogs/confirm.ts';
import { DEVICE_FOCUS } from '../../../session/profiles/debuggerFocus.ts';
import { emptyDraft } from '../../../session/profiles/draft.ts';
import { setDraft } from '../../../session/profiles/drafts.ts';
import { setView } from '../../../session/view/tabView.ts';
import { setPlatformPlace } from './place.ts';

/** Shows a rejection above the lists until dismissed. */
function refuse(connectionId: string, refused: Refused): void {
  const { kit, platform, explain } = texts();
  setPlatformPlace(connectionId, { refused });
  announce(`${platform.refused}${kit.colon}${explain.refusal(refused)}`);
}

/**
 * Announces `done` to assistive technology, unless a reply of the device is to follow. A rejection is shown above the
 * lists until dismissed.
 * @return the number of the call if the device is to reply
 */
export async function order(
  connectionId: string,
  command: PlatformCommand,
  done: string,
): Promise<number | undefined> {
  const reply = await askBroker(connectionId, command);
  if (reply.kind === 'refused') {
    refuse(connectionId, reply);
    return undefined;
  }
  setPlatformPlace(connectionId, { refused: undefined });
  if (reply.kind === 'platform-called') return reply.call;
  announce(done);
  return undefined;
}

/** Asks for confirmation if the device would be disconnected. */
export function setEnabled(connectionId: string, device: DeviceName, isEnabled: boolean): void {
  const t = texts().platform.enabling;
  const { deviceName } = device;
  const run = (): void =>
    void order(
      connectionId,
      {
        kind: 'enable-device',
        productKey: device.productKey,
        deviceName,
        isEnabled,
      },
      t.done(deviceName, isEnabled),
    );
  if (isEnabled) run();
  else askToConfirm({ title: t.title(deviceName), text: t.text, action: t.confirm, run });
}

async function secretOf(connectionId: string, device: DeviceName): Promise<string | undefined> {
  const { productKey, deviceName } = device;
  const reply = await askBroker(connectionId, { kind: 'platform-secret', productKey, deviceName });
  if (reply.kind === 'platform-secret') return reply.deviceSecret;
  if (reply.kind === 'refused') refuse(connectionId, reply);
  return undefined;
}

/** Resolves to whether it was copied to the clipboard. */
export async function copySecret(connectionId: string, device: DeviceName): Promise<boolean> {
  const secret = await secretOf(connectionId, device);
  if (secret === undefined) return false;
  const t = texts().platform.secret;
  return copyAndSay(secret, t.copied(device.deviceName), t.notCopied);
}

/** Opens a new connection's editor, filled for that device and this broker. The user connects. */
export async function editAs(connectionId: string, device: DeviceName): Promise<void> {
  const url = connectionById(connectionId)?.settings?.url;
  const deviceSecret = await secretOf(connectionId, device);
  if (url === undefined || deviceSecret === undefined) return;
  const { productKey, deviceName } = device;
  const id = openConnection();
  setDraft(id, {
    ...emptyDraft(newClientId()),
    url,
    version: 4,
    mode: 'alibaba',
    productKey,
    deviceName,
    deviceSecret,
    secureMode: url.startsWith('wss:') ? 2 : 3,
  });
  setView(id, { screen: 'editor' });
  // The focused element is removed with the view.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  focusTarget(DEVICE_FOCUS);
}
