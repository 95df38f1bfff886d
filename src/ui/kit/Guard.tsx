import { Component, type ReactNode } from 'react';
import { errorText } from '../../mqtt/errorText.ts';
import { Button } from './Button.tsx';
import { firstTexts } from './language/firstText.ts';
import { Strip } from './Strip.tsx';

interface GuardState {
  readonly message: string | undefined;
}

/** A view that fails says so in its place and leaves the rest alone. */
export class Guard extends Component<{ readonly children: ReactNode }, GuardState> {
  override state: GuardState = { message: undefined };

  static getDerivedStateFromError(error: unknown): GuardState {
    return { message: errorText(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === undefined) {
      return this.props.children;
    }
    const t = firstTexts().shell;
    return (
      <div>
        <Strip
          tone="err"
          title={t.brokenView}
          actions={
            <Button onClick={() => this.setState({ message: undefined })}>{t.tryAgain}</Button>
          }
        >
          <p>{t.brokenViewHint}</p>
          <p className="font-mono text-fg-2">{message}</p>
        </Strip>
      </div>
    );
  }
}
