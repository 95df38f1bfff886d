/** Shares of the session memory by machine, to identify those that use much. */

export interface MachineShare {
  readonly machine: string;
  bytes: number;
  sessions: number;
}

export class MachineShares {
  readonly #shares = new Map<string, MachineShare>();

  of(machine: string): number {
    return this.#shares.get(machine)?.bytes ?? 0;
  }

  /** Adds a session of this machine. */
  join(machine: string): MachineShare {
    const share = this.#shares.get(machine) ?? { machine, bytes: 0, sessions: 0 };
    share.sessions += 1;
    this.#shares.set(machine, share);
    return share;
  }

  leave(share: MachineShare): void {
    share.sessions -= 1;
    if (share.sessions === 0) this.#shares.delete(share.machine);
  }

  clear(): void {
    this.#shares.clear();
  }
}
