/** Control line to a broker. */

import type { BrokerFacts, ControlCommand, ControlReply } from '../../../broker/control/control.ts';
import { notAsked } from '../../../broker/core/commands/lineRefusals.ts';
import type { Said } from '../../../broker/core/commands/refusals.ts';
import type { CompanionInfo } from '../../../broker/core/companionInfo.ts';
import type { ControlAccess } from '../../../connection/control/controlAccess.ts';
import {
  ControlClient,
  type ControlState,
  type Reach,
} from '../../../connection/control/controlClient.ts';
import type { ControlSurroundings } from '../../../connection/control/surroundings.ts';
import type { BrokerPlace } from './brokerPlace.ts';

export type BrokerState =
  /** The broker is not known to have a control interface. A token from the user is tried anyway. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'opening' }
  /**
   * `refused`: a token of an earlier start was given. `platform`: according to the companion, the devices' platform
   * runs there. `isPages`: serves this page.
   */
  | {
      readonly kind: 'needs-token';
      readonly refused: boolean;
      readonly platform?: true;
      readonly isPages?: true;
    }
  /** Was open or should be; the link retries. */
  | { readonly kind: 'lost'; readonly said: Said }
  | { readonly kind: 'open'; readonly facts: BrokerFacts };

/** Dependencies on the page. */
export interface Outside {
  /** Companion that serves this page. Undefined for other servers. */
  companion(): Promise<CompanionInfo | undefined>;
  /** Token for this page's own companion. Undefined if the page has none. */
  pass(): Promise<string | undefined>;
  /** The companion has accepted it. */
  acceptPass(pass: string): void;
  /** The companion has refused it. */
  forgetPass(pass: string): void;
  /** A new port to the broker in the tab. */
  tab(): MessagePort;
  /** Settled when it is time to open a line there. */
  readonly tabWanted: Promise<void>;
  /** Settles `tabWanted`. */
  wantTab(): void;
  /** In words; `address` is that of the control interface. */
  noAnswer(address: string | undefined): string;
  readonly surroundings: ControlSurroundings;
}

export class BrokerLink {
  readonly #place: BrokerPlace;
  readonly #outside: Outside;
  readonly #tell: (state: BrokerState) => void;
  #client: ControlClient | undefined;
  #state: BrokerState = { kind: 'opening' };
  /** Token from the user. */
  #given: string | undefined;
  /** The page's own. */
  #pass: string | undefined;
  /** According to the page's companion. */
  #hasPlatform = false;
  #access: ControlAccess | undefined;
  #isClosed = false;

  constructor(place: BrokerPlace, outside: Outside, tell: (state: BrokerState) => void) {
    this.#place = place;
    this.#outside = outside;
    this.#tell = tell;
    void this.#begin();
  }

  /** True for the page's own companion. */
  get isPages(): boolean {
    return this.#place.kind === 'socket' && this.#place.isPages;
  }

  giveToken(token: string): void {
    this.#given = token;
    if (this.#client === undefined) this.#open();
    else this.#client.renew(this.#reach);
  }

  /** The page has got a pass. */
  passed(): void {
    if (this.#state.kind === 'needs-token') this.#client?.renew(this.#reach);
  }

  /** Announces that a question will follow. */
  want(): void {
    if (this.#place.kind === 'tab') this.#outside.wantTab();
  }

  /** Never rejects. */
  ask(command: ControlCommand): Promise<ControlReply> {
    this.want();
    return this.#client?.ask(command) ?? Promise.resolve(notAsked('no-interface'));
  }

  /** Access for a separate control line; undefined unless this line is open. */
  access(): ControlAccess | undefined {
    if (this.#state.kind !== 'open') return undefined;
    return this.#place.kind === 'tab' ? { kind: 'port', port: this.#outside.tab() } : this.#access;
  }

  /** Retries earlier, because the broker may be back. */
  hurry(): void {
    this.#client?.hurry();
  }

  close(): void {
    this.#isClosed = true;
    this.#client?.close();
  }

  async #begin(): Promise<void> {
    if (this.#place.kind === 'tab') {
      this.#open();
      return;
    }
    const companion = this.#place.isPages ? await this.#outside.companion() : undefined;
    this.#hasPlatform = companion?.platform === true;
    // The user may have entered a token in the meantime.
    if (this.#client !== undefined || this.#isClosed) return;
    if (companion?.control === undefined) this.#become({ kind: 'elsewhere' });
    else this.#open();
  }

  #open(): void {
    if (this.#isClosed) return;
    this.#client = new ControlClient(
      this.#reach,
      { state: (state) => this.#hear(state) },
      this.#outside.surroundings,
    );
  }

  readonly #reach: Reach = async () => {
    const place = this.#place;
    if (place.kind === 'tab') {
      await this.#outside.tabWanted;
      return { kind: 'port', port: this.#outside.tab() };
    }
    if (place.isPages) this.#pass = await this.#outside.pass();
    const token = this.#pass ?? this.#given;
    if (token === undefined) return 'no-token';
    this.#access = { kind: 'socket', url: place.url, token };
    return this.#access;
  };

  #hear(state: ControlState): void {
    switch (state.kind) {
      case 'opening':
        this.#become(state);
        break;
      case 'open':
        if (this.#shownPass !== undefined) this.#outside.acceptPass(this.#shownPass);
        this.#become({ kind: 'open', facts: state.facts });
        break;
      case 'lost':
        this.#become({ kind: 'lost', said: state.said ?? { reason: this.#noAnswer() } });
        break;
      case 'refused':
        this.#refused(state.why, state.said);
    }
  }

  #refused(why: 'token' | 'version', said: Said): void {
    if (why === 'version') {
      this.#become({ kind: 'lost', said });
      return;
    }
    const shown = this.#access?.kind === 'socket' ? this.#access.token : undefined;
    this.#access = undefined;
    if (shown !== undefined && shown === this.#pass) {
      this.#outside.forgetPass(shown);
      if (shown !== this.#given) {
        // Token of an earlier start. Another page may have a valid one.
        this.#become({ kind: 'opening' });
        queueMicrotask(() => this.#client?.renew(this.#reach));
        return;
      }
    }
    this.#become({
      kind: 'needs-token',
      refused: shown !== undefined,
      ...(this.#hasPlatform && { platform: true }),
      ...(this.isPages && { isPages: true }),
    });
  }

  /** The page's own token, if it was sent. */
  get #shownPass(): string | undefined {
    return this.#access?.kind === 'socket' && this.#access.token === this.#pass
      ? this.#pass
      : undefined;
  }

  #noAnswer(): string {
    return this.#outside.noAnswer(this.#place.kind === 'tab' ? undefined : this.#place.url);
  }

  #become(state: BrokerState): void {
    if (this.#isClosed) return;
    this.#state = state;
    this.#tell(state);
  }
}
