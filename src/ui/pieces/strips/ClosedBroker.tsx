import { KeyRound, PlugZap } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import {
  announce,
  Button,
  EmptyState,
  focusTarget,
  Prose,
  SecretField,
  Strip,
  useText,
} from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import type { Said } from '../../../broker/core/commands/refusals.ts';
import type { BrokerState } from '../../session/broker/brokerLink.ts';
import { giveToken } from '../../session/broker/brokers.ts';
import { setView } from '../../session/view/tabView.ts';

/** Explanation of the view, shown when there is no inspectable broker. */
export function NotConnected({ connectionId }: { connectionId: string }) {
  const t = useText().broker.none;
  return (
    <EmptyState icon={<PlugZap size={20} aria-hidden />} title={t.title} text={t.text}>
      <Button look="primary" onClick={() => setView(connectionId, { screen: 'editor' })}>
        {t.action}
      </Button>
    </EmptyState>
  );
}

/** Explains the limits of a broker by another vendor. A token opens an mqttscope broker. */
export function ForeignBroker({ connectionId }: { connectionId: string }) {
  const t = useText().broker.elsewhere;
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="shrink-0 border-t border-line px-4 py-3">
      <p className="text-fg-2">{t.text}</p>
      {isOpen ? (
        <div className="mt-3 w-110 max-w-full">
          <p className="mb-3 text-fg-2">{t.otherwise}</p>
          <TokenForm connectionId={connectionId} />
        </div>
      ) : (
        <Button
          look="action"
          // Its text begins where the paragraph does.
          className="-ml-2.5"
          onClick={() => {
            setOpen(true);
            requestAnimationFrame(() => focusTarget('secret'));
          }}
        >
          {t.enter}
        </Button>
      )}
    </div>
  );
}

interface AskProps {
  readonly connectionId: string;
  readonly state: Extract<BrokerState, { readonly kind: 'needs-token' }>;
}

export function AskForToken({ connectionId, state }: AskProps) {
  const { needsToken: t } = useText().broker;
  const { refused } = state;
  return (
    <>
      {refused && (
        <Strip tone="err" title={t.refused}>
          <p>
            <Prose text={t.refusedText} />
          </p>
        </Strip>
      )}
      {state.isPages === true ? (
        <AskForAccess connectionId={connectionId} refused={refused} />
      ) : (
        <Page icon={<KeyRound size={20} aria-hidden />} title={t.title} text={t.text}>
          <TokenForm connectionId={connectionId} isSecondTry={refused} />
        </Page>
      )}
    </>
  );
}

/** This page's own companion. */
function AskForAccess({ connectionId, refused }: { connectionId: string; refused: boolean }) {
  const t = useText().broker.access;
  return (
    <Page icon={<KeyRound size={20} aria-hidden />} title={t.title} text={t.text}>
      <p className="text-fg-2">
        <Prose text={t.where} />
      </p>
      <p className="text-fg-2">
        <Prose text={t.otherwise} />
      </p>
      <TokenForm connectionId={connectionId} hint={t.kept} isSecondTry={refused} look="plain" />
    </Page>
  );
}

export function Opening() {
  const t = useText().broker;
  return (
    <p role="status" className="px-4 py-6 text-center text-fg-2">
      {t.opening}
    </p>
  );
}

export function Lost({ said }: { said: Said }) {
  const { broker, explain } = useText();
  const t = broker.lost;
  // The text includes the advice.
  const isFinal = said.fact?.key === 'tab-not-loaded';
  return (
    <Strip tone="warn" title={t.title}>
      <p className="break-words">
        <Prose text={visibleText(explain.refusal(said))} />
      </p>
      {!isFinal && <p className="text-fg-2">{t.hint}</p>}
    </Strip>
  );
}

interface PageProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

function Page({ icon, title, text, children }: PageProps) {
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div className="mx-auto flex w-110 max-w-full flex-col gap-3 px-4 py-6">
        <span className="text-fg-3">{icon}</span>
        <div>
          <h2 className="text-base font-semibold">{title}</h2>
          <p className="mt-1 text-fg-2">
            <Prose text={text} />
          </p>
        </div>
        {children}
      </div>
    </div>
  );
}

/** Focus name of the parts that the token makes available. */
export const OPENED_FOCUS = 'broker-parts';

interface TokenFormProps {
  readonly connectionId: string;
  readonly hint?: string;
  /** The token before was not the right one. */
  readonly isSecondTry?: boolean;
  /** Look of the button: `plain` if there is another way. */
  readonly look?: 'primary' | 'plain';
}

function TokenForm({ connectionId, hint, isSecondTry = false, look = 'primary' }: TokenFormProps) {
  const t = useText().broker;
  const [token, setToken] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const isSent = useRef(false);
  useEffect(
    () => () => {
      // The focus was lost with the form.
      if (isSent.current && document.activeElement === document.body) focusTarget(OPENED_FOCUS);
    },
    [],
  );
  const refused = isSecondTry ? t.needsToken.refused : undefined;
  useEffect(() => {
    if (refused === undefined) return;
    announce(refused);
    // The previous form was removed, and the focus with it.
    if (document.activeElement === document.body) form.current?.querySelector('input')?.focus();
  }, [refused]);
  return (
    <form
      ref={form}
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (token.trim() === '') return;
        isSent.current = true;
        giveToken(connectionId, token.trim());
        setToken('');
      }}
    >
      <SecretField label={t.token} value={token} hint={hint ?? t.tokenHint} onChange={setToken} />
      <span>
        <Button look={look} type="submit" disabled={token.trim() === ''}>
          {t.tokenSend}
        </Button>
      </span>
    </form>
  );
}
