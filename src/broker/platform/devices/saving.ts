/** Writes changes to the devices file. */
import type { RegistryChanges } from '../../../alibaba/registryChanges.ts';
import type { SavingFacts } from './registryCommands.ts';
import type { RegistryEditor } from './registryEditor.ts';

/** The host's access to the devices file. */
export interface DevicesFileKeeper {
  /** For display. */
  readonly name: string;
  /** Resolves once it is written; rejects with an Error that gives the reason. */
  save(changes: RegistryChanges): Promise<void>;
}

export class Saving {
  readonly #editor: RegistryEditor;
  readonly #keeper: DevicesFileKeeper | undefined;
  #running: Promise<void> | undefined;
  #failure: string | undefined;
  /** Why the file's last change could not be read, in English; the earlier content stays. */
  unread: string | undefined;

  constructor(editor: RegistryEditor, keeper: DevicesFileKeeper | undefined) {
    this.#editor = editor;
    this.#keeper = keeper;
  }

  get facts(): SavingFacts {
    return {
      file: this.#keeper?.name,
      unsaved: this.#editor.unsaved,
      isSaving: this.#running !== undefined,
      failure: this.#failure,
      unread: this.unread,
    };
  }

  /** Saves all changes so far. undefined: there is no file. */
  begin(): Promise<void> | undefined {
    if (this.#keeper === undefined) return undefined;
    this.#running ??= this.#save(this.#keeper).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #save(keeper: DevicesFileKeeper): Promise<void> {
    const { changes } = this.#editor;
    this.#failure = undefined;
    try {
      await keeper.save(changes);
      this.#editor.saved(changes);
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : String(error);
    }
  }
}
