/** The demo of one start: MQTT devices and MQTT-SN sensors, started once their ports are known. */
import type { Duplex } from 'node:stream';
import { credentialOfThisStart } from '../access/admission.ts';
import type { TlsIdentity } from '../net/tlsIdentity.ts';
import { DemoSensors } from '../sn/demoSensors.ts';
import { DemoFleet, reachable } from './demoFleet.ts';

interface DemoPorts {
  /** Host of the gateway for MQTT-SN. */
  readonly host: string;
  /** Listener of MQTT; undefined: no devices. */
  readonly mqtt: { readonly host: string; readonly port: number } | undefined;
  /** Undefined: no sensors. */
  readonly sn: number | undefined;
  /** Undefined: no encryption. */
  readonly tls: TlsIdentity | undefined;
  /** A connection inside the process if the port requires certificates. */
  readonly inside: (() => Duplex) | undefined;
}

export class Demo {
  readonly credential = credentialOfThisStart();
  #fleet: DemoFleet | undefined;
  #sensors: DemoSensors | undefined;

  isRunning(): boolean {
    return this.#fleet?.isRunning === true;
  }

  /** Connects or disconnects them. */
  run(isRunning: boolean): void {
    this.#fleet?.run(isRunning);
    this.#sensors?.run(isRunning);
  }

  /** Whether a gateway client is one of the demo's sensors. */
  isSensor(address: string): boolean {
    return this.#sensors?.isDemo(address) === true;
  }

  async begin({ host, mqtt, sn, tls, inside }: DemoPorts): Promise<void> {
    if (mqtt !== undefined) {
      const { credential } = this;
      const { host: at, port } = mqtt;
      this.#fleet = new DemoFleet({ host: at, port, tls, inside, credential });
      this.#fleet.run(true);
    }
    if (sn !== undefined) {
      this.#sensors = new DemoSensors(reachable(host), sn);
      await this.#sensors.open();
      this.#sensors.run(true);
    }
  }

  close(): void {
    this.#fleet?.close();
    this.#sensors?.close();
  }
}
