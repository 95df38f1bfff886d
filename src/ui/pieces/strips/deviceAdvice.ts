/** Explanations and advice for CONNACK and DISCONNECT codes of devices on Alibaba's platform. */
import type { PlatformNote } from '../../../alibaba/platformNotes.ts';
import { checkSignIn } from '../../../alibaba/validate.ts';
import type { Texts } from '../../../i18n/en/texts.ts';
import type { AlibabaSignIn, ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { isTabAddress } from '../../../profiles/settings/tabAddress.ts';

type Advice = keyof Texts['failures']['deviceAdvice'];

/** By return code of MQTT 3.1.1, and by reason code of MQTT 5. */
const ADVICE: ReadonlyMap<number, Advice> = new Map<number, Advice>([
  [2, 'clientId'],
  [3, 'unavailable'],
  [4, 'signature'],
  [5, 'refused'],
  [0x80, 'clientId'],
  [0x85, 'clientId'],
  [0x86, 'signature'],
  [0x87, 'refused'],
  [0x88, 'unavailable'],
  [0x89, 'unavailable'],
  [0x8a, 'refused'],
  [0x8c, 'signature'],
  [0x8e, 'takenOver'],
  [0x9f, 'unavailable'],
]);

/** For a device that signs in by an id and a token. */
const TOKEN_ADVICE: ReadonlyMap<Advice, readonly Advice[]> = new Map<Advice, readonly Advice[]>([
  ['signature', ['token']],
  ['unavailable', ['token', 'unavailable']],
  ['refused', ['token', 'disabled']],
]);

/** The fields that a refusal can be about. */
const DOUBTED: ReadonlyMap<Advice, readonly Field[]> = new Map<Advice, readonly Field[]>([
  ['clientId', ['clientIdBase', 'secureMode', 'timestamp', 'keepAlive', 'will']],
  ['signature', ['productKey', 'deviceName', 'deviceSecret']],
  ['refused', ['productKey', 'deviceName', 'deviceSecret']],
]);

type Field = keyof ReturnType<typeof checkSignIn>;

/** Undefined if the code has no special meaning for devices. */
export function deviceAdvice(
  code: number,
  settings: ConnectionSettings,
  signIn: AlibabaSignIn,
  { failures, editor, typed }: Texts,
): readonly string[] | undefined {
  const advice = ADVICE.get(code);
  if (advice === undefined) return undefined;
  const byToken = signIn.how === 'https' ? TOKEN_ADVICE.get(advice) : undefined;
  const notes = notesOf(settings, signIn);
  const names: Readonly<Record<Field, string>> = {
    productKey: editor.productKey,
    deviceName: editor.deviceName,
    deviceSecret: editor.deviceSecret,
    clientIdBase: editor.clientId,
    regionId: editor.region,
    instanceId: editor.instance,
    secureMode: editor.secureMode,
    timestamp: editor.timestamp,
    keepAlive: editor.keepAlive,
    will: editor.will,
  };
  const doubts = (DOUBTED.get(advice) ?? []).flatMap((field) =>
    (notes[field] ?? []).map((note: PlatformNote) =>
      failures.doubted(names[field], typed.platformNote(note)),
    ),
  );
  return [...(byToken ?? [advice]).map((each) => failures.deviceAdvice[each]), ...doubts];
}

/** The notes, worded as in the form. */
function notesOf(settings: ConnectionSettings, signIn: AlibabaSignIn) {
  const { url, clientId, keepAlive, will } = settings;
  return checkSignIn({
    ...signIn,
    clientIdBase: clientId,
    timestamp: signIn.timestamp.kind === 'fixed' ? signIn.timestamp.value : undefined,
    keepAlive,
    hasWill: will !== undefined,
    url: url === '' || isTabAddress(url) ? undefined : url,
  });
}
