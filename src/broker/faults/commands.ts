/** Commands and replies of fault injection, in a form that a control interface can carry. */
import { base64 } from '@scure/base';
import type { ProtocolVersion, Sender } from '../../mqtt/tables/packet.ts';
import { pathText } from '../core/commands/members.ts';
import { type Refused, refused } from '../core/commands/refusals.ts';
import type { FaultLayer } from './faultLayer.ts';
import type { Direction } from './faultRule.ts';
import type { WaitingPacket } from './marks.ts';
import type { NetworkConditions } from './networkConditions.ts';
import { parseRules } from './parseRules.ts';
import type { RuleState } from './ruleSet.ts';

/** Increases with every command or reply that an older side would not understand. */
const VERSION = 1;
/** Maximum of waiting packets in one reply. */
const LISTED = 200;

/** A place of fault injection outside the broker: the host's bridge, or a device tap. */
export type FaultPlace = 'bridge' | number;

/** `at`: the place, if it is not the broker. */
export type FaultCommand = PlainCommand & { readonly at?: FaultPlace };

type PlainCommand =
  /**
   * `rules`: like in a file, `{"version": 1, "rules": [ … ], "network": { … }}`, not yet checked. Without
   * `network`, the network stays as it is; null: no simulated network.
   */
  | { readonly kind: 'set-rules'; readonly rules: unknown }
  | { readonly kind: 'list-rules' }
  | { readonly kind: 'enable-rule'; readonly rule: string; readonly enabled: boolean }
  | { readonly kind: 'list-waiting' }
  | { readonly kind: 'release'; readonly packet: number | 'all' }
  /** Shows a waiting packet in full. */
  | { readonly kind: 'show-waiting'; readonly packet: number }
  /**
   * Packets that replace a waiting one (none: it is dropped), and packets that go back to its sender; each is
   * a complete packet in Base64.
   */
  | {
      readonly kind: 'decide';
      readonly packet: number;
      readonly forward: readonly string[];
      readonly back: readonly string[];
    }
  /**
   * `withPings`: PINGREQ and PINGRESP wait too. `whileOpen`: until the requesting control line closes;
   * otherwise until `end-step`.
   */
  | {
      readonly kind: 'step';
      readonly client: string;
      readonly withPings: boolean;
      readonly whileOpen?: boolean;
    }
  | { readonly kind: 'end-step'; readonly client: string }
  /** Without a direction, the older packet of both. */
  | { readonly kind: 'let-go'; readonly client: string; readonly direction?: Direction }
  /** Without a client, all connections. Sessions are kept, like after a broker restart that keeps them. */
  | { readonly kind: 'cut'; readonly client?: string };

export type FaultReply =
  | {
      readonly kind: 'rules';
      /** Version of commands and replies. */
      readonly version: typeof VERSION;
      readonly rules: readonly RuleState[];
      /**
       * Connections that rules cannot affect, because their bytes are not (or no longer) packets. Absent:
       * none.
       */
      readonly unreadable?: number;
      /** Absent: no simulated network. */
      readonly network?: NetworkConditions;
    }
  /** The oldest, at most 200, and their total number. */
  | {
      readonly kind: 'waiting';
      readonly packets: readonly WaitingPacket[];
      readonly total: number;
      /** Clients in step mode. */
      readonly stepping: readonly { readonly client: string; readonly withPings: boolean }[];
    }
  /** `bytes`: Base64; absent if it may contain secrets, or has more than 512 KiB. */
  | {
      readonly kind: 'waiting-packet';
      readonly packet: number;
      readonly direction: Direction;
      readonly version: ProtocolVersion;
      readonly bytes?: string;
    }
  /** Number of released packets. */
  | { readonly kind: 'released'; readonly count: number }
  /** Number of ended connections. */
  | { readonly kind: 'cut'; readonly count: number }
  | { readonly kind: 'done' }
  | Refused;

/** Reply to a command without a result. */
export type Outcome = Extract<FaultReply, { readonly kind: 'done' | 'refused' }>;

/** The simulated network of the clients. */
export interface NetworkSwitch {
  readonly conditions: NetworkConditions | undefined;
  set(conditions: NetworkConditions | undefined, now: number): void;
}

/** The host takes the layer's output afterwards. `now`: the layer's time. */
export function commandFaults(
  layer: FaultLayer,
  command: FaultCommand,
  now: number,
  network?: NetworkSwitch,
): FaultReply {
  switch (command.kind) {
    case 'set-rules': {
      const parsed = parseRules(command.rules, layer.filters);
      if (!parsed.ok) {
        const { path, error: why } = parsed;
        return refused({ key: 'member', args: { why } }, { path: pathText(path) });
      }
      layer.setRules(parsed.rules);
      layer.held.releaseOrphans(new Set(parsed.rules.map(({ id }) => id)), now);
      if (parsed.network !== undefined) network?.set(parsed.network ?? undefined, now);
      return rulesOf(layer, network);
    }
    case 'list-rules':
      return rulesOf(layer, network);
    case 'enable-rule':
      return layer.enable(command.rule, command.enabled)
        ? rulesOf(layer, network)
        : refused({ key: 'no-rule', args: {} });
    case 'list-waiting':
      return { kind: 'waiting', ...layer.held.waiting(LISTED), stepping: layer.held.stepping };
    case 'show-waiting':
      return showWaiting(layer, command.packet);
    case 'decide':
      return decide(layer, command, now);
    case 'release':
      return { kind: 'released', count: layer.held.release(command.packet, now) };
    case 'step':
      layer.held.step(command.client, command.withPings);
      return { kind: 'done' };
    case 'end-step':
      layer.held.endStep(command.client, now);
      return { kind: 'done' };
    case 'cut':
      return { kind: 'cut', count: layer.ends.cut(command.client, now) };
    case 'let-go': {
      const { direction } = command;
      const sender: Sender | undefined =
        direction === undefined ? undefined : direction === 'to-client' ? 'server' : 'client';
      return { kind: 'released', count: layer.held.letGo(command.client, sender, now) ? 1 : 0 };
    }
  }
}

/** Maximum bytes of a packet in a reply; a command can hold two of them. */
const SHOWN_WHOLE = 512 << 10;

function showWaiting(layer: FaultLayer, packet: number): FaultReply {
  const found = layer.held.waitingPacket(packet);
  if (found === undefined) return refused({ key: 'not-waiting', args: {} });
  const { bytes, direction, version } = found;
  const isShown = bytes !== undefined && bytes.length <= SHOWN_WHOLE;
  const beside = { direction, version, ...(isShown && { bytes: base64.encode(bytes) }) };
  return { kind: 'waiting-packet', packet, ...beside };
}

const UNDECIDED = {
  gone: 'not-waiting',
  'no packet': 'not-one-packet',
  'too large': 'packet-too-large',
} as const;

function decide(
  layer: FaultLayer,
  { packet, forward, back }: Extract<FaultCommand, { readonly kind: 'decide' }>,
  now: number,
): FaultReply {
  const verdict = { forward: forward.map(base64.decode), back: back.map(base64.decode) };
  const why = layer.held.decide(packet, verdict, now);
  if (why !== undefined) return refused({ key: UNDECIDED[why], args: {} });
  return { kind: 'released', count: 1 };
}

function rulesOf(layer: FaultLayer, network: NetworkSwitch | undefined): FaultReply {
  const { rules, unreadable } = layer;
  return {
    kind: 'rules',
    version: VERSION,
    rules,
    ...(unreadable > 0 && { unreadable }),
    ...(network?.conditions && { network: network.conditions }),
  };
}
