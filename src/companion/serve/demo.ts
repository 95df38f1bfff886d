/** The demo of one start: devices over MQTT and sensors over MQTT-SN, from when the ports are known that they connect to. */
import type { Duplex } from 'node:stream';
import { credentialOfThisStart } from '../access/admission.ts';
import type { TlsIdentity } from '../net/tlsIdentity.ts';
import { DemoSensors } from '../sn/demoSensors.ts';
import { DemoFleet, reachable } from './demoFleet.ts';

interface DemoPorts {
  /** As given by `--host`. */
  readonly host: string;
  /** Undefined: no devices. */
  readonly mqtt: number | undefined;
  /** Undefined: no sensors. */
  readonly sn: number | undefined;
  /** As it is now; undefined: nothing is encrypted. */
  readonly tls: () => TlsIdentity | undefined;
  /** A way past the port, where it asks for certificates. */
  readonly inside: (() => Duplex) | undefined;
}

export class Demo {
  readonly credential = credentialOfThisStart();
  #fleet: DemoFleet | undefined;
  #sensors: DemoSensors | undefined;

  isRunning(): boolean {
    return this.#fleet?.isRunning === true;
  }

  /** Lets them connect, or say goodbye. */
  run(isRunning: boolean): void {
    this.#fleet?.run(isRunning);
    this.#sensors?.run(isRunning);
  }

  /** Of a client of the gateway for MQTT-SN. */
  isSensor(address: string): boolean {
    return this.#sensors?.isDemo(address) === true;
  }

  async begin({ host, mqtt, sn, tls, inside }: DemoPorts): Promise<void> {
    if (mqtt !== undefined) {
      const { credential } = this;
      this.#fleet = new DemoFleet({ host, port: mqtt, tls, inside, credential });
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
