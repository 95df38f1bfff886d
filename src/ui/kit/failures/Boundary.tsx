import { Component, type ContextType, createContext, type ReactNode } from 'react';
import { NotLoaded } from '../../../base/lazy.ts';
import { announce } from '../language/announcements.ts';
import { firstTexts, useFirstText } from '../language/firstText.ts';
import { dropNotLoaded, reportNotLoaded } from '../language/notLoaded.ts';
import { firstFocus } from '../page/focus.ts';
import { FailedPart, type FailedProps } from './FailedPart.tsx';
import type { Failure } from './failureDetails.ts';

interface BoundaryProps {
  /** The part's name in reports; not translated, and never data. */
  readonly part: string;
  /** The part's name for people, as on its tab. */
  readonly name?: string | undefined;
  readonly children: ReactNode;
  /** Drawn instead of the part; a strip, if absent. */
  readonly instead?: ((failed: FailedProps) => ReactNode) | undefined;
  /** Drawn while the code of the part cannot be fetched; one line, if absent. */
  readonly missing?: ReactNode;
  /** Content of the part. A change renders it again after a failure. */
  readonly of?: unknown;
}

interface BoundaryState {
  readonly failure: Failure | undefined;
  readonly of: unknown;
}

/** Names of the boundaries around a part, the outermost first. */
const Around = createContext('');

/**
 * Error boundary for a part of the page: catches exceptions in a render, an effect or a promise in `use()`,
 * and failed imports.
 */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  static override contextType = Around;
  declare context: ContextType<typeof Around>;

  override state: BoundaryState = { failure: undefined, of: this.props.of };

  /** Focused element when the user retried. */
  #place: Element | null | undefined;
  #tries = 0;

  static getDerivedStateFromError(error: unknown): Partial<BoundaryState> {
    return { failure: { error, part: '' } };
  }

  static getDerivedStateFromProps(
    { of }: BoundaryProps,
    before: BoundaryState,
  ): BoundaryState | null {
    return of === before.of ? null : { of, failure: undefined };
  }

  override componentDidCatch(error: unknown): void {
    if (error instanceof NotLoaded) {
      error.shown();
      const { message } = error;
      reportNotLoaded({ of: this, message, again: this.#again, stays: true, isOwn: true });
      return;
    }
    this.setState({ failure: { error, part: this.#path } });
    if (this.#tries > 0) announce(firstTexts().kit.failed.again(this.props.name));
  }

  override componentDidUpdate(_: BoundaryProps, before: BoundaryState): void {
    if (before.failure === undefined || this.state.failure !== undefined) return;
    // The button that had the focus was removed.
    const place = this.#place;
    this.#place = undefined;
    if (place instanceof HTMLElement && document.activeElement === document.body)
      firstFocus(place)?.focus();
  }

  override componentWillUnmount(): void {
    dropNotLoaded(({ of }) => of === this);
  }

  get #path(): string {
    const { context } = this;
    const { part } = this.props;
    return context === '' || part === '' ? context + part : `${context} > ${part}`;
  }

  readonly #again = (): void => {
    this.#tries += 1;
    this.#place = document.activeElement?.closest('[data-failed]')?.parentElement;
    this.setState({ failure: undefined });
  };

  override render(): ReactNode {
    const { failure } = this.state;
    const { children, name, missing, instead } = this.props;
    if (failure === undefined) return <Around value={this.#path}>{children}</Around>;
    if (failure.error instanceof NotLoaded) return missing === undefined ? <NotThere /> : missing;
    const failed = { name, failure, again: this.#again };
    return instead === undefined ? <FailedPart {...failed} /> : instead(failed);
  }
}

const NotThere = () => <p className="px-3 py-2 text-fg-2">{useFirstText().kit.notLoaded.here}</p>;
