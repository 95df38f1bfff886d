/** Device taps of a running companion: started and stopped over the control interface, shown in the app. */
import { createSecureContext } from 'node:tls';
import { errorText } from '../../base/errorText.ts';
import { type Refused, refused } from '../../broker/core/commands/refusals.ts';
import {
  type DeviceTapCommand,
  type DeviceTapRow,
  type DeviceTaps,
  type DeviceTapsReply,
  tapsOfDevices,
} from '../../broker/tap/deviceTaps.ts';
import type { Taps } from '../../broker/tap/taps.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import type { Allowed } from '../dial/allowed.ts';
import type { Report } from '../log/hostEvents.ts';
import { type ListenAddress, listenAddress, shownListen } from '../net/listenAddress.ts';
import { WireHost } from '../wires/wireHost.ts';
import { storedAuthority, usualFolder } from './authorityFiles.ts';
import { asCArray, asHex, type KeyAndCertificate } from './certificateForms.ts';
import { Tap } from './deviceTap.ts';
import { ownNames, signedIdentity } from './identity.ts';
import { type NamedTarget, namedTarget, shownTarget } from './tapTarget.ts';

/** Limit of taps. */
const MOST = 32;
const AUTHORITY = 'tap';
const EVERYWHERE = '0.0.0.0';

interface Running {
  row: DeviceTapRow;
  readonly taps: Taps;
  readonly wires: WireHost;
  tap: Tap | undefined;
  isStopped: boolean;
}

export interface CompanionTapsOptions {
  /** Undefined: everywhere except link-local. */
  readonly allowed: Allowed | undefined;
  readonly report: Report;
  /** Folder of the authority; for tests. */
  readonly folder?: string;
}

export class CompanionTaps implements DeviceTaps {
  readonly #options: CompanionTapsOptions;
  readonly #running = new Map<number, Running>();
  #count = 0;
  #isFlushing = false;

  constructor(options: CompanionTapsOptions) {
    this.#options = options;
  }

  command(command: DeviceTapCommand): DeviceTapsReply | Refused {
    if (command.kind === 'start-device-tap') {
      const listen = listenAddress(command.listen.trim());
      const bad = (what: 'listen' | 'to' | 'names' | 'identity'): Refused =>
        refused({ key: 'bad-device-tap', args: { what } });
      if (listen === undefined) return bad('listen');
      const targets = targetsOf(command.to, command.ca);
      if (targets === undefined) return bad('to');
      const names = new Set(targets.map(({ name }) => name));
      if (names.size < targets.length || (names.size > 1 && !listen.isTls)) return bad('names');
      const own = ownIdentity(command);
      if (own === 'bad' || (own !== undefined && !listen.isTls)) return bad('identity');
      if (this.#running.size >= MOST) return refused({ key: 'many-taps', args: { most: MOST } });
      this.#start(listen, targets, own);
    } else if (command.kind === 'stop-device-tap') {
      const running = this.#running.get(command.deviceTap);
      if (running === undefined) return refused({ key: 'no-device-tap', args: {} });
      void this.#stop(command.deviceTap, running);
    }
    return this.#reply();
  }

  /** Traffic of a tap; undefined if it does not exist. */
  taps(deviceTap: number): Taps | undefined {
    return this.#running.get(deviceTap)?.taps;
  }

  /** Fault rules of a tap. */
  wires(deviceTap: number): WireHost | undefined {
    return this.#running.get(deviceTap)?.wires;
  }

  async close(): Promise<void> {
    const all = [...this.#running];
    await Promise.all(all.map(([id, running]) => this.#stop(id, running)));
  }

  #reply(): DeviceTapsReply {
    const taps = [...this.#running.values()].map(({ row, tap }) => ({
      ...row,
      connections: tap?.connections ?? 0,
      count: tap?.count ?? 0,
      ...(tap !== undefined && tap.silent > 0 && { silent: tap.silent }),
    }));
    const outside = ownNames(EVERYWHERE).filter((name) => !/^(?:localhost|127\.|::1)/.test(name));
    return { kind: 'device-taps', taps, addresses: outside };
  }

  #start(
    listen: ListenAddress,
    targets: readonly NamedTarget[],
    own: KeyAndCertificate | undefined,
  ): void {
    this.#count += 1;
    const id = this.#count;
    const to = targets
      .map(({ name, target }) =>
        name === undefined ? shownTarget(target) : `${name} → ${shownTarget(target)}`,
      )
      .join(', ');
    const taps = tapsOfDevices(CONVENTIONS.secrets);
    const running: Running = {
      row: {
        deviceTap: id,
        listen: shownListen(listen),
        to,
        state: 'starting',
        connections: 0,
        count: 0,
        ...(own && { isOwn: true as const }),
      },
      taps,
      wires: new WireHost({
        marked: (mark) => {
          taps.marked(mark);
          this.#flushLater();
        },
        placed: (mark) => {
          taps.placed(mark);
          this.#flushLater();
        },
      }),
      tap: undefined,
      isStopped: false,
    };
    this.#running.set(id, running);
    this.#open(running, listen, targets, own).then(
      () => this.#options.report({ kind: 'tap-started', listen: running.row.listen, to }),
      (error: unknown) => {
        running.row = { ...running.row, state: 'failed', failure: errorText(error) };
      },
    );
  }

  async #open(
    running: Running,
    listen: ListenAddress,
    targets: readonly NamedTarget[],
    own: KeyAndCertificate | undefined,
  ): Promise<void> {
    const isMade = listen.isTls && own === undefined;
    const authority = isMade
      ? await storedAuthority(this.#options.folder ?? usualFolder(), AUTHORITY)
      : undefined;
    const { taps, wires } = running;
    const tap = new Tap(
      {
        listen,
        targets,
        identity:
          own === undefined
            ? authority && (await signedIdentity(authority, ownNames(listen.host)))
            : () => own,
        allowed: this.#options.allowed,
        wires,
        option: listen.isTls ? 'mqtts://HOST:PORT' : 'mqtt://HOST:PORT',
      },
      [
        {
          opened: (connection, peer, now) => {
            taps.opened(connection, peer, now);
            this.#flushLater();
          },
          passed: (connection, sender, bytes, now) => {
            if (sender === 'client') taps.fromClient(connection, bytes, now);
            else taps.toClient(connection, bytes, now);
            this.#flushLater();
          },
          textFrames: (connection, sender) => {
            taps.textFrames(connection, sender);
            this.#flushLater();
          },
          halfClosed: (connection, { by, cause }) => {
            taps.halfClosed(connection, { by, cause });
            this.#flushLater();
          },
          closed: (connection, { by, cause }, now) => {
            taps.closed(connection, now, { cause, ...(by !== undefined && { by }) });
            this.#flushLater();
          },
        },
      ],
    );
    await tap.open();
    running.tap = tap;
    if (running.isStopped) {
      await tap.close();
      return;
    }
    running.row = {
      ...running.row,
      listen: tap.address,
      state: 'listening',
      ...(authority && {
        authority: {
          pem: authority.cert,
          c: asCArray(authority.cert),
          hex: asHex(authority.cert),
        },
      }),
    };
  }

  async #stop(id: number, running: Running): Promise<void> {
    running.isStopped = true;
    this.#running.delete(id);
    const { listen, to } = running.row;
    if (running.row.state === 'listening')
      this.#options.report({ kind: 'tap-stopped', listen, to });
    await running.tap?.close();
    running.taps.flush();
  }

  /** Sends the events of a turn in one message. */
  #flushLater(): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    setImmediate(() => {
      this.#isFlushing = false;
      for (const { taps } of this.#running.values()) taps.flush();
    });
  }
}

/** Undefined if one is invalid. @param ca PEM for all targets with TLS */
function targetsOf(text: string, ca: string | undefined): readonly NamedTarget[] | undefined {
  const targets = text.trim().split(/\s+/).map(namedTarget);
  const known = targets.filter((target) => target !== undefined);
  if (known.length < targets.length) return undefined;
  if (ca === undefined) return known;
  return known.map(({ name, target }) => ({
    name,
    target: { ...target, tls: { ca: { text: ca } } },
  }));
}

/** Undefined: none given. */
function ownIdentity({
  cert,
  key,
}: {
  readonly cert?: string;
  readonly key?: string;
}): KeyAndCertificate | 'bad' | undefined {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) return 'bad';
  try {
    createSecureContext({ cert, key });
    return { cert, key };
  } catch {
    return 'bad';
  }
}
