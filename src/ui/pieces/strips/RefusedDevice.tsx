import { type ReactNode, useId } from 'react';
import { Button, useText } from '#kit';
import { parseClientId, parseUserName } from '../../../alibaba/identity.ts';
import { factOf, knownMistake } from '../../../alibaba/mistakes.ts';
import { refusalCauses } from '../../../alibaba/otherReasons.ts';
import { say } from '../../../base/message.ts';
import type { ControlReply } from '../../../broker/control/control.ts';
import type { SignInFacts } from '../../../broker/platform/devices/commands.ts';
import type { AlibabaSignIn, ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { useBroker } from '../../session/broker/brokerStates.ts';
import { useAsked } from '../../session/broker/brokers.ts';
import { shownName } from '../../session/shownName.ts';
import { showPanel } from '../../session/view/tabView.ts';
import { differenceOf, signedPieces } from '../signedPieces.ts';
import { placeIn } from '../signedPlace.ts';

interface RefusedProps {
  readonly connectionId: string;
  readonly settings: ConnectionSettings;
  readonly signIn: AlibabaSignIn;
  /** Explanation of the code itself. */
  readonly children: ReactNode;
}

/**
 * Reason for the rejection of a device, as far as known. The local platform knows it; for the cloud it is a
 * guess.
 */
export function RefusedDevice(props: RefusedProps) {
  const { connectionId, settings, signIn, children } = props;
  const broker = useBroker(connectionId);
  const isLocal = broker.kind === 'open' && broker.facts.platform !== undefined;
  const { productKey, deviceName } = signIn;
  const device = useAsked(
    connectionId,
    isLocal ? { kind: 'platform-device', productKey, deviceName } : undefined,
    ASKED_EVERY,
  );
  const platform = useAsked(connectionId, isLocal ? { kind: 'platform' } : undefined, ASKED_EVERY);
  const isAsked = isLocal && (device === undefined || platform === undefined);
  const facts = isLocal ? foundBy(device, platform, props) : undefined;
  return facts === undefined ? (
    <>
      {children}
      {!isAsked && <LikelyCauses settings={settings} signIn={signIn} />}
    </>
  ) : (
    <>
      <PlatformsVerdict connectionId={connectionId} facts={facts} />
      {children}
    </>
  );
}

/** Finds this sign-in among the sign-ins of the device, or of unknown devices. */
function foundBy(
  device: ControlReply | undefined,
  platform: ControlReply | undefined,
  { settings, signIn }: RefusedProps,
): SignInFacts | undefined {
  if (device?.kind !== 'platform-device' || platform?.kind !== 'platform') return undefined;
  return ownSignIn(device.device?.signIns ?? platform.strangers, settings, signIn);
}

/** ms: looking for a mistake may have to wait its turn. */
const ASKED_EVERY = 2000;

function PlatformsVerdict({ connectionId, facts }: { connectionId: string; facts: SignInFacts }) {
  const { platform, signIn, failures: t, kit } = useText();
  const found = knownMistake(facts.mistake, facts.mistakeArgs);
  const faults: Readonly<Record<string, string>> = platform.faults;
  const why = (facts.fault === undefined ? undefined : faults[facts.fault]) ?? facts.why ?? '';
  const isUnexplained = facts.fault === 'wrong-sign' && found === undefined;
  return (
    <section aria-label={t.platformVerdict} className="flex flex-col gap-1">
      <p>
        <span className="font-semibold">
          {t.platformVerdict}
          {kit.colon}
        </span>
        {found === undefined ? why : shownName(say(signIn.mistakes, factOf(found)))}
      </p>
      {isUnexplained && <p>{t.secretElsewhere}</p>}
      <Nearest facts={facts} />
      <SignedOtherwise facts={facts} />
      <p>
        <Button onClick={() => showPanel(connectionId, 'platform')}>{t.showPlatform}</Button>
      </p>
    </section>
  );
}

/** A device that is known by nearly the same name. */
function Nearest({ facts: { userName = '', nearest } }: { facts: SignInFacts }) {
  const t = useText().failures;
  if (nearest === undefined) return null;
  const { at, part } = firstDifference(userName, nearest);
  return (
    <p>
      {t.nearest(part, at)} <bdi className="font-mono">{shownName(nearest)}</bdi>
    </p>
  );
}

function SignedOtherwise({ facts }: { facts: SignInFacts }) {
  const { platform, failures: t } = useText();
  const { clientId, userName, signContent, signedInstead } = facts;
  if (signContent === undefined || signedInstead === undefined) return null;
  const difference = differenceOf(signedPieces({ clientId, userName, signContent }), signedInstead);
  if (difference === undefined) return null;
  const place = placeIn(difference.piece, platform.signIn);
  return <p>{t.signedDiffers(platform.signIn.differs(difference.at + 1, place))}</p>;
}

/** Likely causes in the order to check them. */
function LikelyCauses({ settings, signIn }: Pick<RefusedProps, 'settings' | 'signIn'>) {
  const { failures: t, signIn: words } = useText();
  const id = useId();
  const { url, keepAlive, will, version } = settings;
  const causes = refusalCauses({
    productKey: signIn.productKey,
    secureMode: signIn.secureMode,
    isSecure: url === '' ? signIn.secureMode === 2 : url.startsWith('wss:'),
    keepAlive,
    hasWill: will !== undefined,
    protocolLevel: version,
  });
  return (
    <>
      <p id={id}>{t.likelyCauses}</p>
      <ol aria-labelledby={id} className="list-inside list-decimal">
        <li>{t.secretEntered}</li>
        <li>{t.namesEntered}</li>
        {causes.map((cause) => (
          <li key={cause.key}>
            {say(words.reasons, cause)}
            {cause.isLikely && <span className="font-semibold text-warn">{words.likely}</span>}
          </li>
        ))}
      </ol>
      <p className="text-fg-2">{t.madeElsewhere}</p>
    </>
  );
}

/** Undefined if it is not (or no longer) among them. */
function ownSignIn(
  signIns: readonly SignInFacts[],
  { clientId }: ConnectionSettings,
  { productKey, deviceName }: AlibabaSignIn,
): SignInFacts | undefined {
  const [last] = signIns.filter(
    (one) =>
      one.userName === `${deviceName}&${productKey}` &&
      parseClientId(one.clientId).base === clientId,
  );
  return last?.ok === false ? last : undefined;
}

interface NameDifference {
  readonly part: 'deviceName' | 'productKey';
  /** The first character that differs, from 1. */
  readonly at: number;
}

/** First position at which a user name differs from that of the device. */
function firstDifference(given: string, known: string): NameDifference {
  const one = parseUserName(given);
  const other = parseUserName(known);
  const part = one?.deviceName === other?.deviceName ? 'productKey' : 'deviceName';
  const from = Array.from(one?.[part] ?? given);
  const to = Array.from(other?.[part] ?? known);
  let at = 0;
  while (at < from.length && from[at] === to[at]) at += 1;
  return { part, at: at + 1 };
}
