/** Devices in Tasmota's discovery, whose topics depend on their option FullTopic. */
import { jsonOf, memberAt } from '../../payload/json/memberAt.ts';
import type { DevicesForm } from '../files/conventionFile.ts';
import { devicesUpdate } from '../files/deviceUpdates.ts';
import type { MoreByKind } from '../files/fileMeaning.ts';
import { MessageBudget } from '../files/messageBudget.ts';

const DEVICE: DevicesForm = {
  at: '',
  isOne: true,
  device: '{id}',
  root: '{root}',
  name: '.dn',
  facts: { module: '.md', version: '.sw', host: '.hn', address: '.ip', MAC: '.mac' },
};
const DEFAULT = '%prefix%/%topic%/';
const tell = devicesUpdate(DEVICE);

const textOf = (value: unknown, key: string): string | undefined => {
  const found = memberAt(value, [key]);
  return typeof found === 'string' && found !== '' ? found : undefined;
};

export const tasmotaDiscovery: MoreByKind = {
  discovery: (message, book) => {
    const value = jsonOf(message.payload);
    const topic = textOf(value, 't');
    if (topic === undefined) return;
    // Functions, because a name may contain `$&`.
    const full = (textOf(value, 'ft') ?? DEFAULT).replaceAll('%topic%', () => topic);
    // The device is named by its topics without their prefix.
    const at = (prefix: string): string =>
      full
        .replaceAll('%prefix%', () => prefix)
        .split('/')
        .filter((level) => level !== '')
        .join('/');
    const names: Readonly<Record<string, string>> = { id: at(''), root: at('tele') };
    const looked = { value, level: (name: string) => names[name], budget: MessageBudget.begun() };
    tell(looked, message, book);
  },
};
