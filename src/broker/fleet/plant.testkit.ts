import type { ConnectPacket } from '../../mqtt/tables/packet.ts';
import { LOCAL_PEER, Scene } from '../core/broker.testkit.ts';
import type { Output } from '../core/contract/output.ts';
import { Fleet, type FleetAction } from './fleet.ts';

/** A fleet wired to a broker, with virtual time. */
export class Plant {
  readonly connects: ConnectPacket[] = [];
  readonly scene: Scene;
  readonly fleet: Fleet;
  readonly actions: FleetAction[] = [];
  readonly #connections = new Map<number, number>();

  constructor(seed = 7) {
    const authenticate = (packet: ConnectPacket) => {
      this.connects.push(packet);
      return 'ok' as const;
    };
    this.scene = new Scene({ hooks: { authenticate } });
    this.scene.takesElsewhere = (output) => this.#hear(output);
    this.fleet = new Fleet({ seed, userName: 'demo', password: 'secret', epoch: 1.7e12 });
  }

  run(milliseconds: number): void {
    const { scene, fleet } = this;
    const end = scene.now + milliseconds;
    while (scene.now < end) {
      scene.now = Math.min(
        end,
        Math.max(scene.now, fleet.wakeAt ?? end),
        scene.broker.wakeAt ?? end,
      );
      fleet.elapse(scene.now);
      scene.broker.elapse(scene.now);
      this.exchange();
    }
  }

  exchange(): void {
    for (let isBusy = true; isBusy; ) {
      const actions = this.fleet.takeActions();
      this.actions.push(...actions);
      for (const action of actions) this.#act(action);
      this.scene.collect();
      isBusy = actions.length > 0;
    }
  }

  #hear(output: Output): boolean {
    const { now } = this.scene;
    const device = [...this.#connections].find(([, id]) => id === output.connection)?.[0];
    if (device === undefined) return false;
    if (output.kind === 'send') this.fleet.received(device, output.bytes, now);
    else {
      this.#connections.delete(device);
      this.fleet.closed(device, now);
    }
    return true;
  }

  #act(action: FleetAction): void {
    const { broker, now } = this.scene;
    const { device } = action;
    const connection = this.#connections.get(device);
    if (action.kind === 'open') {
      this.#connections.set(device, broker.open(LOCAL_PEER, now));
      this.fleet.opened(device, now);
    } else if (connection === undefined) {
      return;
    } else if (action.kind === 'send') {
      broker.receive(connection, action.bytes, now);
    } else {
      this.#connections.delete(device);
      broker.close(connection, now);
    }
  }
}
