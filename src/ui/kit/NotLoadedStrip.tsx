import { Component, type ReactNode } from 'react';
import { NotLoaded } from '../../mqtt/part.ts';
import { firstTexts } from './language/firstText.ts';
import { dropNotLoaded, tellNotLoaded } from './language/notLoaded.ts';

interface BoundaryProps {
  readonly children: ReactNode;
  /** Stands there while it is missing. */
  readonly instead: ReactNode;
}

interface BoundaryState {
  readonly error: unknown;
}

/** Tells that what is in it could not be loaded. All else that fails is left to others. */
export class NotLoadedStrip extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { error: undefined };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { error };
  }

  override componentDidCatch(error: unknown): void {
    if (!(error instanceof NotLoaded)) return;
    const again = () => this.setState({ error: undefined });
    tellNotLoaded({ of: this, message: error.message, again, stays: true });
  }

  override componentWillUnmount(): void {
    dropNotLoaded(({ of }) => of === this);
  }

  override render(): ReactNode {
    const { error } = this.state;
    const { children, instead } = this.props;
    if (error === undefined) return children;
    if (!(error instanceof NotLoaded)) throw error;
    return instead ?? <p className="px-3 py-2 text-fg-2">{firstTexts().kit.notLoaded.here}</p>;
  }
}
