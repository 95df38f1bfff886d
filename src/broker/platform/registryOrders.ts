/** Executes commands that create, change and remove devices and products. */
import { writeDevicesFile } from '../../alibaba/devicesFileEdit.ts';
import { type RefusalFact, type Refused, refused } from '../core/commands/refusals.ts';
import type { RegistryCommand, RegistryReply } from './devices/registryCommands.ts';
import type { RegistryEditor } from './devices/registryEditor.ts';
import { DEFAULT_PLATFORM_SETTINGS } from './devices/settings.ts';
import type { Platform } from './platform.ts';

type Reply = RegistryReply | { readonly kind: 'done' } | Refused;

const DONE = { kind: 'done' } as const;
const NO_DEVICE = refused({ key: 'no-device', args: {} });
const NO_PRODUCT = refused({ key: 'no-product', args: {} });

export function commandRegistry(platform: Platform, command: RegistryCommand): Reply {
  const { editor, known } = platform;
  switch (command.kind) {
    case 'make-device':
      return deviceMade(platform, editor.makeDevice(known, command));
    case 'change-secret': {
      const device = known.find(command);
      if (device === undefined) return NO_DEVICE;
      return deviceMade(platform, editor.changeSecret(device, command.deviceSecret));
    }
    case 'remove-device':
      return platform.removeDevice(command) ? DONE : NO_DEVICE;
    case 'make-product':
      return productMade(platform, editor.makeProduct(known, command));
    case 'change-product': {
      const product = known.products.get(command.productKey);
      if (product === undefined) return NO_PRODUCT;
      return productMade(platform, editor.changeProduct(product, command));
    }
    case 'remove-product': {
      if (!known.products.has(command.productKey)) return NO_PRODUCT;
      if (known.list.some(({ productKey }) => productKey === command.productKey)) {
        return refused({ key: 'product-has-devices', args: {} });
      }
      editor.setProduct(command.productKey, undefined);
      platform.renew();
      return DONE;
    }
    case 'save-devices':
      return platform.saving.begin() === undefined ? refused({ key: 'no-file', args: {} }) : DONE;
    case 'platform-file': {
      const { products, devices } = editor.registry;
      const settings = Object.entries(platform.settings).filter(
        ([name, value]) => value !== new Map<string, unknown>(DEFAULTS).get(name),
      );
      const text = writeDevicesFile(products, devices, Object.fromEntries(settings));
      return { kind: 'platform-file', text };
    }
  }
}

const DEFAULTS = Object.entries(DEFAULT_PLATFORM_SETTINGS);

function deviceMade(platform: Platform, made: ReturnType<RegistryEditor['makeDevice']>): Reply {
  if ('key' in made) return refused(made);
  platform.renew();
  const { productKey, deviceName, deviceSecret } = made;
  return { kind: 'device-made', productKey, deviceName, deviceSecret };
}

function productMade(platform: Platform, made: ReturnType<RegistryEditor['makeProduct']>): Reply {
  if (isRefusal(made)) return refused(made);
  platform.renew();
  return { kind: 'product-made', productKey: made.productKey };
}

function isRefusal(made: ReturnType<RegistryEditor['makeProduct']>): made is RefusalFact {
  return 'key' in made;
}
