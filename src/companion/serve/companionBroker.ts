/** The companion's broker: its settings from the process, and its access decisions. */

import type { Peer } from '../../broker/core/contract/parties.ts';
import type { Ledger } from '../../broker/core/memory/ledger.ts';
import type { Limits } from '../../broker/core/memory/limits.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { admission } from '../access/admission.ts';
import type { Authorisation } from '../access/authorisation.ts';
import type { ConnectionLimits } from '../access/connectionLimits.ts';
import { scramSignIn } from '../access/scramSignIn.ts';
import type { ScramVerifiers } from '../access/scramVerifiers.ts';
import type { UserCheck } from '../access/userCheck.ts';
import type { BridgeListener } from '../bridge/bridgeListener.ts';
import type { DataFolder } from '../data/dataFolder.ts';
import type { EventLog } from '../log/eventLog.ts';
import { faultNotices } from '../log/faultNotices.ts';
import { commandEvent, type Report } from '../log/hostEvents.ts';
import { BrokerHost, type HostOptions } from '../mqtt/brokerHost.ts';
import type { LocalPlatform } from '../platform/localPlatform.ts';
import type { SnRecording } from '../sn/snRecording.ts';
import type { CompanionTaps } from '../tap/companionTaps.ts';
import type { CompanionOptions } from './companionSetup.ts';
import type { Demo } from './demo.ts';

export interface Surroundings {
  readonly limits: Limits;
  readonly ledger: Ledger;
  readonly seed: number;
  /** ms since 1970 at which the clock was 0. */
  readonly origin: number;
  readonly users: UserCheck;
  readonly verifiers: ScramVerifiers;
  /** Whether user names are verified; otherwise clients choose any. */
  readonly areNamesVerified: boolean;
  readonly allowed: Authorisation;
  readonly connectionLimits: ConnectionLimits;
  readonly demo: Demo | undefined;
  readonly demoPeers: WeakSet<Peer>;
  readonly local: LocalPlatform | undefined;
  readonly data: DataFolder | undefined;
  readonly recording: SnRecording | undefined;
  readonly bridge: BridgeListener | undefined;
  readonly deviceTaps: CompanionTaps | undefined;
  readonly log: EventLog | undefined;
  readonly report: Report;
  readonly failed: (where: string, error: unknown) => void;
}

export function createBroker(options: CompanionOptions, around: Surroundings): BrokerHost {
  const { tls, appVersion } = options;
  const { limits, ledger, seed, origin, users, allowed, connectionLimits, report, failed } = around;
  const { areNamesVerified } = around;
  const { demo, demoPeers, local, data, recording, log } = around;
  return new BrokerHost({
    secrets: CONVENTIONS.secrets,
    seed,
    limits,
    ...(data && { data }),
    ledger,
    version: appVersion,
    heap: () => process.memoryUsage().heapUsed,
    hostCounts: () => connectionLimits.counts(),
    facts: { programVersion: appVersion, host: 'companion', origin },
    ...(local && { platform: local.platform }),
    ...(recording && { sensors: recording }),
    ...relaysOf(around),
    ...(demo && { fleet: demo }),
    sessionsBelongToUsers: areNamesVerified,
    faults: {
      rules: options.faults,
      network: options.network,
      marked: faultNotices(options.notice),
    },
    hooks: {
      authenticate: admission({
        demo: demo?.credential,
        demoPeers,
        users,
        areCertified: tls?.clientCa !== undefined,
        allowsAnonymous: options.allowAnonymous === true,
        areWebSocketsSignedIn: options.ingress !== undefined,
      }),
      beginAuthentication: scramSignIn(users, around.verifiers),
      ...allowed.hooks,
      readmit: (session) => local?.platform.readmit(session),
      failed,
    },
    ...(log && {
      events: report,
      commanded: (from = 'http', command, reply) => {
        const event = commandEvent(from, command, reply);
        if (event !== undefined) report(event);
      },
    }),
  });
}

/** Other connections with fault rules. */
function relaysOf({
  deviceTaps,
  bridge,
}: Surroundings): Pick<HostOptions, 'deviceTaps' | 'relays'> {
  if (deviceTaps === undefined) return {};
  return {
    deviceTaps,
    relays: {
      taps: (at) => (at === 'bridge' ? bridge?.faults.taps : deviceTaps.taps(at)),
      faults: (at, command) =>
        (at === 'bridge' ? bridge?.faults.wires : deviceTaps.wires(at))?.command(command),
    },
  };
}
