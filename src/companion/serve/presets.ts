/** Brokers that the app shows first: `NAME=URL` of `--broker` and `MQTTSCOPE_BROKERS`. */
import type { BrokerPreset } from '../../broker/core/companionInfo.ts';
import { parseAddress } from '../../profiles/addresses/address.ts';
import type { PageOrigin } from '../../profiles/addresses/host.ts';
import { userNameWithoutSecrets } from '../../profiles/settings/profileSecrets.ts';
import { urlWithoutSecrets } from '../../profiles/settings/urlWithoutSecrets.ts';
import { type Sentence, UsageError } from '../cli/errors.ts';
import type { Kind } from '../cli/options.ts';

/** Pages of other schemes and hosts judge an address for themselves. */
const ANY_PAGE: PageOrigin = { secure: false, host: '', hasBridge: true };

/** A name has no characters of an address, so that no part of a forgotten name's address is taken for one. */
const PRESET = /^([^\s=/@]+)=((?:mqtts?|wss?):\/\/.+)$/is;

/** `source` is for the error, which never quotes the text because it may contain a password. Throws `UsageError`. */
function parsePreset(text: string, source: Sentence): BrokerPreset {
  const [, name, address = ''] = PRESET.exec(text) ?? [];
  const { url, settings } = parseAddress(address, ANY_PAGE);
  if (name === undefined || url === undefined) {
    throw new UsageError((say) => say.notAPreset(source(say)));
  }
  return { name, url, userName: settings.userName ?? '', password: settings.password ?? '' };
}

/** Other users of the machine can read the command line. */
export const preset: Kind<BrokerPreset> = {
  read: (text, option) => {
    const parsed = parsePreset(text, () => option);
    const { url, userName, password } = parsed;
    const hasToken =
      urlWithoutSecrets(url) !== url || userNameWithoutSecrets(userName) !== userName;
    if (password === '' && !hasToken) return parsed;
    throw new UsageError((say) => say.presetWithPassword(option));
  },
};

/** All presets, those of the command line first. `variable`: entries between blanks. Throws `UsageError`. */
export function presetsOf(
  given: readonly BrokerPreset[],
  variable: string,
  hasBridge: boolean,
): readonly BrokerPreset[] {
  const entries = variable.split(/\s+/).filter((text) => text !== '');
  const inVariable = entries.map((text, index) =>
    parsePreset(text, (say) => say.entryOf('MQTTSCOPE_BROKERS', index + 1)),
  );
  const presets = [...given, ...inVariable];
  for (const [index, { name, url }] of presets.entries()) {
    if (presets.findIndex((one) => one.name === name) < index) {
      throw new UsageError((say) => say.presetTwice(name));
    }
    if (!hasBridge && url.startsWith('mqtt')) {
      throw new UsageError((say) => say.presetNeedsBridge(name));
    }
  }
  return presets;
}
