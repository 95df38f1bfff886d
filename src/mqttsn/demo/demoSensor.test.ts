import { describe, expect, it } from 'vitest';
import { decodeUtf8 } from '../../base/utf8.ts';
import { decodeSn } from '../decodeSn.ts';
import { CONNACK, fromBroker, GatewayScene } from '../gateway/gateway.testkit.ts';
import { DEMO_SENSORS, DemoSensor } from './demoSensor.ts';

/** A sensor and a gateway on a network without losses; the broker answers at once. */
class Demo {
  readonly scene = new GatewayScene();
  readonly sensor = new DemoSensor(model(), () => 0.5);
  readonly said: string[] = [];
  readonly published: string[] = [];

  pass(milliseconds: number): void {
    const end = this.scene.now + milliseconds;
    for (this.#exchange(); this.sensor.wakeAt <= end; this.#exchange()) {
      this.scene.pass(Math.max(0, this.sensor.wakeAt - this.scene.now));
      this.sensor.elapse(this.scene.now);
    }
    this.scene.pass(end - this.scene.now);
  }

  #exchange(): void {
    for (let isBusy = true; isBusy; ) {
      isBusy = false;
      for (const bytes of this.sensor.takeOutput()) {
        isBusy = true;
        this.said.push(decodeSn(bytes)?.message.type ?? '?');
        this.scene.bytes(bytes);
      }
      this.#answer();
      for (const bytes of this.scene.heardBytes()) {
        isBusy = true;
        this.sensor.receive(bytes, this.scene.now);
      }
    }
  }

  #answer(): void {
    for (const packet of this.scene.forwarded()) {
      if (packet === 'end') continue;
      if (packet.type === 'connect') this.scene.answer(CONNACK);
      else if (packet.type === 'pingreq') this.scene.answer({ type: 'pingresp' });
      else if (packet.type === 'subscribe') {
        const { packetId } = packet;
        this.scene.answer({ type: 'suback', packetId, properties: [], reasonCodes: [1] });
      } else if (packet.type === 'publish') {
        this.published.push(`${packet.topic} ${decodeUtf8(packet.payload) ?? ''}`);
        if (packet.packetId !== undefined) {
          this.scene.answer({ type: 'puback', packetId: packet.packetId });
        }
      }
    }
  }
}

function model() {
  const [first] = DEMO_SENSORS;
  if (first === undefined) throw new Error('There are no sensors.');
  return first;
}

describe('a sensor of the demo', () => {
  it('measures, sleeps and polls for messages', () => {
    const demo = new Demo();
    demo.sensor.start(demo.scene.now);
    demo.pass(1_000);
    expect(demo.published).toEqual([
      'sensors/hz-3/soil-21/status online',
      'sensors/hz-3/soil-21 {"value":30,"unit":"%"}',
    ]);
    expect(demo.scene.gateway.asleep).toBe(1);
    demo.pass(12_000);
    expect(demo.said.at(-1)).toBe('pingreq');
    demo.pass(12_000);
    expect(demo.published).toHaveLength(3);
    expect(demo.scene.gateway.asleep).toBe(1);
  });

  it('answers a command that arrived while it slept', () => {
    const demo = new Demo();
    demo.sensor.start(demo.scene.now);
    demo.pass(1_000);
    demo.scene.answer(fromBroker('cmd/soil-21/set', { text: 'water' }));
    demo.pass(12_000);
    expect(demo.published.at(-1)).toBe('cmd/soil-21/ack {"ok":true,"command":"water"}');
  });

  it('disconnects when the demo is stopped', () => {
    const demo = new Demo();
    demo.sensor.start(demo.scene.now);
    demo.pass(1_000);
    demo.sensor.stop();
    demo.pass(1_000);
    expect(demo.scene.gateway.clients).toBe(0);
    expect(demo.scene.events.at(-1)).toMatchObject({ kind: 'left', why: 'disconnect' });
  });
});
