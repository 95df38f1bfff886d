import { Button } from '../../../kit/controls/Button.tsx';
import { TextField } from '../../../kit/controls/TextField.tsx';
import { Prose } from '../../../kit/display/Prose.tsx';
import { useText } from '../../../kit/language/useText.ts';
import { useAsked } from '../../../session/broker/brokers.ts';
import { useKeptText } from '../../../session/keptForms.ts';
import { shownName } from '../../../session/shownName.ts';
import { order } from '../calls/orders.ts';
import { readWebhook } from '../calls/readReplies.ts';
import { Block, Fact, Facts } from '../parts/Facts.tsx';

const EVERY = 2000;

/** Webhook that receives the devices' posts, and its outcomes. */
export function WebhookBlock({ connectionId }: { connectionId: string }) {
  const t = useText().firmware.webhook;
  const [url, setUrl] = useKeptText(connectionId, 'webhook', '');
  const reply = readWebhook(useAsked(connectionId, { kind: 'platform-webhook' }, EVERY));
  if (reply === undefined || !reply.isPossible) return null;
  const { webhook } = reply;
  return (
    <Block title={t.title}>
      {webhook === undefined ? (
        <p className="text-fg-2">{t.none}</p>
      ) : (
        <Facts>
          <Fact name={t.address}>
            <bdi>{shownName(webhook.address)}</bdi>
          </Fact>
          <Fact name={t.counts}>{t.told(webhook)}</Fact>
          {webhook.trouble !== undefined && (
            <Fact name={t.trouble}>
              <span className="text-err">{shownName(webhook.trouble)}</span>
            </Fact>
          )}
        </Facts>
      )}
      <form
        aria-label={t.title}
        className="flex flex-wrap items-start gap-2 pt-2"
        onSubmit={(event) => {
          event.preventDefault();
          void order(connectionId, { kind: 'set-webhook', url: url.trim() }, t.set).then(
            (isSet) => {
              if (isSet) setUrl('');
            },
          );
        }}
      >
        <TextField
          mono
          className="min-w-60 flex-1"
          label={t.url}
          placeholder="http://127.0.0.1:3000/hook"
          value={url}
          hint={<Prose text={t.hint} />}
          onChange={setUrl}
        />
        {/* In line with the field, below whose label it begins. */}
        <Button type="submit" className="mt-5" disabled={url.trim() === ''}>
          {t.apply}
        </Button>
        {webhook !== undefined && (
          <Button
            className="mt-5"
            onClick={() => void order(connectionId, { kind: 'set-webhook' }, t.removed)}
          >
            {t.remove}
          </Button>
        )}
      </form>
    </Block>
  );
}
