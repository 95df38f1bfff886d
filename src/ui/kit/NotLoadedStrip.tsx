import { Component, type ReactNode } from 'react';
import { NotLoaded } from './language/loading.ts';
import { NotLoadedNote } from './NotLoadedNote.tsx';

interface BoundaryState {
  readonly error: unknown;
}

/** Says that what is in it could not be loaded, and what to do. All else that fails is left to others. */
export class NotLoadedStrip extends Component<{ readonly children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { error: undefined };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    if (error instanceof NotLoaded) {
      return (
        <NotLoadedNote
          message={error.message}
          onAgain={() => this.setState({ error: undefined })}
        />
      );
    }
    throw error;
  }
}
