/** A simulated device: its client, routines, reconnects and answers to commands. */

import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import type { PublishPacket, QoS, Will } from '../../mqtt/tables/packet.ts';
import { type Property, propertyValue } from '../../mqtt/tables/properties.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import { MqttClient } from '../core/client.ts';
import type { ClientEvent, ClientOutput } from '../core/clientTypes.ts';
import type { MessageSource } from '../core/contract/message.ts';
import type { Random } from '../core/memory/random.ts';
import { bytesMessage, type DeviceModel, jsonMessage, type Moment, textMessage } from './model.ts';

export interface DeviceOptions {
  readonly model: DeviceModel;
  readonly random: Random;
  readonly userName: string;
  readonly password: string;
  /** Unix milliseconds of the wall clock at `now` = 0. */
  readonly epoch: number;
}

/** Milliseconds. */
const FIRST_RETRY = 1000;
const LONGEST_RETRY = 30_000;
/** Duration of a deliberate connection loss. */
const OUTAGE = 6000;

const commandTopic = (name: string) => `cmd/${name}/set`;
const answerTopic = (name: string) => `cmd/${name}/ack`;

export class Device {
  readonly #model: DeviceModel;
  readonly #random: Random;
  readonly #epoch: number;
  readonly #client: MqttClient;
  /** Next run of each routine; empty while not connected. */
  #due: number[] = [];
  /** When to open a transport; undefined: one is open, or the device is stopped. */
  #openAt: number | undefined;
  #loseAt: number | undefined;
  #failures = 0;
  #wantsClose = false;
  #isStopped = true;

  constructor({ model, random, userName, password, epoch }: DeviceOptions) {
    this.#model = model;
    this.#random = random;
    this.#epoch = epoch;
    const expiry: readonly Property[] =
      model.sessionExpiry > 0
        ? [{ name: 'sessionExpiryInterval', value: model.sessionExpiry }]
        : [];
    this.#client = new MqttClient(
      {
        version: model.version,
        clientId: `demo-${model.name}`,
        cleanStart: model.cleanStart,
        keepAlive: model.keepAlive,
        userName,
        password: encodeUtf8(password),
        will: willOf(model),
        properties: expiry,
      },
      (event, now) => this.#hear(event, now),
    );
  }

  start(at: number): void {
    this.#isStopped = false;
    this.#openAt = at;
  }

  stop(now: number): void {
    this.#isStopped = true;
    this.#openAt = undefined;
    this.#rest();
    if (this.#client.isConnected) {
      const { ways, statusTopic } = this.#model;
      const offline = textMessage(statusTopic, 'offline', { retain: true });
      this.#say(ways?.farewell(this.#moment(now)) ?? [offline], now);
    }
    this.#client.disconnect(now);
  }

  opened(now: number): void {
    const will = this.#model.ways?.will(this.#moment(now));
    this.#client.opened(now, undefined, will && { ...will, properties: [] });
  }

  received(bytes: Uint8Array, now: number): void {
    this.#client.receive(bytes, now);
  }

  /** The transport is closed or could not be opened: retries with growing delays. */
  closed(now: number): void {
    this.#client.closed();
    this.#rest();
    const pause = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.min(this.#failures, 8));
    this.#failures += 1;
    this.#openAt = now + pause * (0.8 + 0.4 * this.#random.fraction());
  }

  get wakeAt(): number {
    const times = [this.#openAt, this.#loseAt, this.#client.wakeAt, ...this.#due];
    return Math.min(...times.map((time) => time ?? Number.POSITIVE_INFINITY));
  }

  /** Runs due work; returns whether a transport is to be opened. */
  elapse(now: number): 'open' | undefined {
    if (this.#openAt !== undefined && this.#openAt <= now) {
      this.#openAt = undefined;
      return 'open';
    }
    if (this.#loseAt !== undefined && this.#loseAt <= now) this.#lose(now);
    this.#model.routines.forEach((routine, at) => {
      const due = this.#due[at];
      if (due === undefined || due > now) return;
      // Random jitter around the fixed beat.
      const next = due + routine.every * (0.9 + 0.2 * this.#random.fraction());
      this.#due[at] = next > now ? next : now + routine.every;
      this.#say(routine.run(this.#moment(now)), now);
    });
    this.#client.elapse(now);
    return undefined;
  }

  takeOutput(now: number): ClientOutput[] {
    const output = this.#client.takeOutput();
    if (output.some((step) => step.kind === 'end') && !this.#isStopped) this.closed(now);
    if (this.#wantsClose) output.push({ kind: 'end' });
    this.#wantsClose = false;
    return output;
  }

  #hear(event: ClientEvent, now: number): void {
    switch (event.kind) {
      case 'connected':
        this.#begin(now);
        break;
      case 'message':
        if (event.packet.topic === commandTopic(this.#model.name)) this.#answer(event.packet, now);
        else this.#react(event.packet, now);
        break;
      case 'refused':
      case 'disconnected':
      case 'failed':
      case 'acknowledged':
      case 'lost':
      case 'subscribed':
        break;
    }
  }

  #begin(now: number): void {
    const { name, routines, statusTopic, listensTo, commandQoS, losesConnectionEvery } =
      this.#model;
    this.#failures = 0;
    if (this.#model.ways === undefined) {
      this.#say([textMessage(statusTopic, 'online', { qos: 1, retain: true })], now);
    }
    const options = { noLocal: false, retainAsPublished: false, retainHandling: 0 } as const;
    const filters: { filter: string; qos: QoS }[] = listensTo.map((filter) => ({ filter, qos: 1 }));
    if (commandQoS !== undefined) filters.push({ filter: commandTopic(name), qos: commandQoS });
    if (filters.length > 0) {
      const requests = filters.map((filter) => ({ ...filter, ...options }));
      this.#client.subscribe(requests, now);
    }
    this.#say(this.#model.atConnect(this.#moment(now)), now);
    this.#due = routines.map(({ every }) => now + every * this.#random.fraction());
    if (losesConnectionEvery !== undefined) {
      this.#loseAt = now + losesConnectionEvery * (0.5 + this.#random.fraction());
    }
  }

  #react({ topic, payload }: PublishPacket, now: number): void {
    this.#say(this.#model.ways?.hear(topic, payload, this.#moment(now)) ?? [], now);
  }

  #answer({ payload, properties }: PublishPacket, now: number): void {
    const { name, commandQoS } = this.#model;
    const moment = this.#moment(now);
    const text = decodeUtf8(payload);
    const command = text === undefined ? undefined : parseJson(text);
    const result =
      command === undefined
        ? { ok: false, error: 'The command is not JSON.' }
        : this.#model.obey(command, moment);
    const answer = { ...result, ts: moment.wall };
    const topic = propertyValue(properties, 'responseTopic');
    const correlation = propertyValue(properties, 'correlationData');
    const contentType = { name: 'contentType', value: 'application/json' } as const;
    const correlationData =
      correlation === undefined ? [] : [{ name: 'correlationData', value: correlation } as const];
    const options = { qos: commandQoS ?? 0, properties: [contentType] };
    const reply = { ...options, properties: [contentType, ...correlationData] };
    // All subscribers get the answer there; the correlation data belongs to the reply only.
    this.#say([jsonMessage(answerTopic(name), answer, options)], now);
    if (topic !== undefined) this.#say([jsonMessage(topic, answer, reply)], now);
  }

  /** Loses the connection like a bad network, without DISCONNECT. */
  #lose(now: number): void {
    this.#wantsClose = true;
    this.#client.closed();
    this.#rest();
    this.#openAt = now + OUTAGE;
  }

  #rest(): void {
    this.#due = [];
    this.#loseAt = undefined;
  }

  #say(messages: readonly MessageSource[], now: number): void {
    for (const message of messages) this.#client.publish(message, now);
  }

  #moment(now: number): Moment {
    return { wall: Math.round(this.#epoch + now), random: this.#random };
  }
}

function willOf({ statusTopic, version, willDelay }: DeviceModel): Will {
  const will = bytesMessage(statusTopic, encodeUtf8('offline'), { qos: 1, retain: true });
  const properties: readonly Property[] =
    version === 5 && willDelay > 0 ? [{ name: 'willDelayInterval', value: willDelay }] : [];
  return { ...will, properties };
}
