/** Decrypts a TLS connection with the secrets of a key log. */
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import { otherSide, type Side } from '../events/side.ts';
import type { TlsEvents, TlsStream } from './decoders.ts';
import {
  acceptsEarlyData,
  CLIENT_HELLO,
  clientRandomOf,
  ENCRYPTED_EXTENSIONS,
  END_OF_EARLY_DATA,
  FINISHED,
  HandshakeMessages,
  hexOf,
  KEY_UPDATE,
  readServerHello,
  SERVER_HELLO,
  type ServerHello,
} from './handshake.ts';
import type { KeyLog } from './keyLog.ts';
import { keyOfSecret, keysOfMaster, nextSecret, type Open } from './keys.ts';
import { OpenRecords } from './openRecords.ts';
import { type Suite, suiteOf, tlsNamed } from './suites.ts';
import { alertNamed } from './tlsAlerts.ts';
import {
  ALERT,
  APPLICATION_DATA,
  CHANGE_CIPHER_SPEC,
  HANDSHAKE,
  type TlsRecord,
  TlsRecords,
} from './tlsRecords.ts';
import { TLS_1_2, TLS_1_3 } from './versions.ts';

/** Maximum early data that waits for the server's answer. */
const MOST_HELD = 64 * 1024;

interface Held {
  readonly record: TlsRecord;
  readonly time: number;
}

interface Direction {
  readonly records: TlsRecords;
  messages: HandshakeMessages;
  /** undefined: records are unencrypted. */
  open: OpenRecords | undefined;
  /** TLS 1.2: used after ChangeCipherSpec. */
  pending: Open | undefined;
  /** TLS 1.3: traffic secret, for key updates. */
  secret: Uint8Array | undefined;
}

const heldBytesOf = ({ records, messages }: Direction): number =>
  records.heldBytes + messages.heldBytes;

/** Description of an alert (RFC 8446, 6.1). */
const CLOSE_NOTIFY = 0;

class DecryptedStream implements TlsStream {
  readonly #keys: KeyLog;
  readonly #events: TlsEvents;
  readonly #sides: Readonly<Record<Side, Direction>>;
  #client: Side | undefined;
  #clientRandom: Uint8Array | undefined;
  #suite: Suite | undefined;
  #version = 0;
  /** Version and cipher suite, once the server has chosen them. */
  #name = 'TLS';
  /** Early data of the client, until the server accepts or rejects it. */
  #held: Held[] = [];
  #heldBytes = 0;
  #isEarlyOpen = false;
  #isOver = false;
  #hasGap = false;
  #hasData = false;

  constructor(keys: KeyLog, events: TlsEvents) {
    this.#keys = keys;
    this.#events = events;
    this.#sides = { first: this.#direction('first'), second: this.#direction('second') };
  }

  get heldBytes(): number {
    const { first, second } = this.#sides;
    return this.#heldBytes + heldBytesOf(first) + heldBytesOf(second);
  }

  data(side: Side, bytes: Uint8Array, time: number): void {
    if (!this.#isOver) this.#sides[side].records.data(bytes, time);
  }

  gap(side: Side, length: number, time: number): void {
    if (this.#isOver) return;
    this.#hasGap = true;
    this.#sides[side].records.gap(length, time);
    if (this.#sides[side].open) this.#events.gap(side, time);
  }

  end(): void {
    if (this.#isOver || this.#hasData) return;
    if (this.#keys.isEmpty) this.#failWith('tls-no-key-log');
    else this.#fail({ key: this.#hasGap ? 'tls-gap' : 'tls-unfinished', args: {} });
  }

  #direction(side: Side): Direction {
    return {
      records: new TlsRecords({
        record: (record, time) => {
          this.#record(side, record, time);
        },
        lost: (records, time) => {
          this.#hasGap = true;
          this.#sides[side].open?.lost(records);
          this.#sides[side].messages = this.#messages(side);
          this.#events.gap(side, time);
        },
        broken: () => {
          this.#fail({ key: 'tls-no-records', args: {} });
        },
      }),
      messages: this.#messages(side),
      open: undefined,
      pending: undefined,
      secret: undefined,
    };
  }

  #messages(side: Side): HandshakeMessages {
    return new HandshakeMessages((type, body) => {
      if (!this.#isOver) this.#message(side, type, body);
    });
  }

  #fail(why: NoteFact): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#held = [];
    this.#events.failed(why);
  }

  /** Fails with a note that names version and cipher suite. */
  #failWith(key: 'tls-no-key-log' | 'tls-no-key' | 'tls-wrong-key' | 'tls-unsupported'): void {
    this.#fail({ key, args: { tls: this.#name } });
  }

  #record(side: Side, record: TlsRecord, time: number): void {
    if (this.#isOver) return;
    const { open } = this.#sides[side];
    if (open === undefined) {
      this.#plainRecord(side, record, time);
      return;
    }
    // Meaningless in TLS 1.3 (RFC 8446, D.4).
    if (this.#version === TLS_1_3 && record.type === CHANGE_CIPHER_SPEC) return;
    if (this.#isEarly(side)) {
      this.#hold(record, time);
      return;
    }
    const opened = open.open(record);
    if (opened === 'foreign') this.#foreign();
    else if (opened === 'lost') this.#events.gap(side, time);
    else this.#content(side, opened.type, opened.content, time);
  }

  /** Reports why the first record could not be decrypted; the events before it show the cause. */
  #foreign(): void {
    if (!this.#hasData && !this.#hasGap) this.#failWith('tls-wrong-key');
    else this.#fail({ key: this.#hasData ? 'tls-changed' : 'tls-gap', args: {} });
  }

  #plainRecord(side: Side, record: TlsRecord, time: number): void {
    if (record.type === ALERT) {
      const [level = 0, description = 0] = record.body;
      if (level === 2) this.#fail({ key: 'tls-alert', args: { alert: alertNamed(description) } });
    } else if (record.type !== APPLICATION_DATA) {
      this.#content(side, record.type, record.body, time);
    } else if (side === this.#client && this.#suite === undefined) {
      this.#hold(record, time);
    } else {
      this.#fail({ key: this.#hasGap ? 'tls-gap' : 'tls-no-handshake', args: {} });
    }
  }

  #content(side: Side, type: number, bytes: Uint8Array, time: number): void {
    const direction = this.#sides[side];
    if (type === HANDSHAKE) {
      if (direction.messages.push(bytes)) return;
      if (this.#hasGap) direction.messages = this.#messages(side);
      else this.#fail({ key: 'tls-no-records', args: {} });
    } else if (type === CHANGE_CIPHER_SPEC) {
      // Ignored before the handshake is known.
      if (this.#version === TLS_1_3 || direction.pending === undefined) return;
      direction.open = new OpenRecords([direction.pending], this.#keys.tried);
      direction.messages = this.#messages(side);
    } else if (type === ALERT && bytes[1] === CLOSE_NOTIFY) {
      this.#events.closing(side, time);
    } else if (type === APPLICATION_DATA && bytes.length > 0) {
      this.#hasData = true;
      this.#events.data(side, bytes, time);
    }
  }

  #message(side: Side, type: number, body: Uint8Array): void {
    const isClient = side === this.#client;
    if (type === CLIENT_HELLO) {
      this.#client = side;
      this.#clientRandom = clientRandomOf(body);
      this.#events.client(side);
    } else if (type === SERVER_HELLO) {
      this.#serverHello(side, readServerHello(body));
    } else if (this.#version !== TLS_1_3) {
      return;
    } else if (type === ENCRYPTED_EXTENSIONS && !isClient) {
      this.#release(acceptsEarlyData(body));
    } else if (type === FINISHED || (type === END_OF_EARLY_DATA && isClient)) {
      this.#sides[side].open?.next();
    } else if (type === KEY_UPDATE) {
      this.#update(this.#sides[side]);
    }
  }

  #serverHello(side: Side, hello: ServerHello): void {
    if (hello.isRetry) {
      // The server rejected the early data.
      this.#held = [];
      return;
    }
    const isRead = hello.version === TLS_1_2 || hello.version === TLS_1_3;
    const suite = isRead ? suiteOf(hello.suite) : undefined;
    this.#name = tlsNamed(hello.version, hello.suite);
    const random = this.#clientRandom;
    this.#client ??= otherSide(side);
    if (random === undefined) this.#fail({ key: 'tls-no-handshake', args: {} });
    else if (suite === undefined) this.#failWith('tls-unsupported');
    else if (this.#keys.isEmpty) this.#failWith('tls-no-key-log');
    else {
      this.#suite = suite;
      this.#version = hello.version;
      if (hello.version === TLS_1_3) this.#begin13(suite, hexOf(random));
      else this.#begin12(suite, random, hello.random);
    }
  }

  #begin12(suite: Suite, client: Uint8Array, server: Uint8Array): void {
    const master = this.#keys.secret('CLIENT_RANDOM', hexOf(client));
    if (master === undefined || this.#client === undefined) {
      this.#failWith('tls-no-key');
      return;
    }
    const keys = keysOfMaster(suite, master, { client, server });
    this.#sides[this.#client].pending = keys.client;
    this.#sides[otherSide(this.#client)].pending = keys.server;
  }

  #begin13(suite: Suite, random: string): void {
    const client = this.#client;
    const secretOf = (label: string) => this.#keys.secret(label, random);
    const early = secretOf('CLIENT_EARLY_TRAFFIC_SECRET');
    const clientHandshake = secretOf('CLIENT_HANDSHAKE_TRAFFIC_SECRET');
    const serverHandshake = secretOf('SERVER_HANDSHAKE_TRAFFIC_SECRET');
    const clientData = secretOf('CLIENT_TRAFFIC_SECRET_0');
    const serverData = secretOf('SERVER_TRAFFIC_SECRET_0');
    if (!clientHandshake || !serverHandshake || !clientData || !serverData || !client) {
      this.#failWith('tls-no-key');
      return;
    }
    this.#isEarlyOpen = early !== undefined || this.#held.length > 0;
    const before = early ? [early] : [];
    const of = (...secrets: readonly Uint8Array[]) =>
      new OpenRecords(
        secrets.map((secret) => keyOfSecret(suite, secret)),
        this.#keys.tried,
      );
    const [out, back] = [this.#sides[client], this.#sides[otherSide(client)]];
    out.open = of(...before, clientHandshake, clientData);
    out.secret = clientData;
    back.open = of(serverHandshake, serverData);
    back.secret = serverData;
  }

  /** Key update (RFC 8446, 4.6.3). */
  #update(direction: Direction): void {
    if (direction.secret === undefined || this.#suite === undefined) return;
    direction.secret = nextSecret(this.#suite, direction.secret);
    direction.open?.replace(keyOfSecret(this.#suite, direction.secret));
  }

  #isEarly(side: Side): boolean {
    return this.#isEarlyOpen && side === this.#client;
  }

  #hold(record: TlsRecord, time: number): void {
    const { header, body } = record;
    this.#heldBytes += body.length;
    if (this.#heldBytes > MOST_HELD) {
      this.#fail({ key: 'tls-no-handshake', args: {} });
      return;
    }
    const copy = { ...record, header: header.slice(), body: body.slice() };
    this.#held.push({ record: copy, time });
  }

  /** Handles the server's answer to early data. */
  #release(isTaken: boolean): void {
    const [held, client] = [this.#held, this.#client];
    this.#held = [];
    this.#heldBytes = 0;
    if (client === undefined || !this.#isEarlyOpen) return;
    this.#isEarlyOpen = false;
    const { open } = this.#sides[client];
    for (const { record, time } of held) {
      const opened = open?.open(record);
      // Early data without a key or without the server's consent is skipped.
      if (typeof opened !== 'object') continue;
      if (isTaken || opened.type !== APPLICATION_DATA) {
        this.#content(client, opened.type, opened.content, time);
      }
    }
  }
}

export function decryptTls(keys: KeyLog, events: TlsEvents): TlsStream {
  return new DecryptedStream(keys, events);
}
