import { useState } from 'react';
import { Button, Dialog, SelectField, TextField, useText } from '#kit';
import { utf8Length } from '../../../base/utf8.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { isReasonCodeValid, reasonCodeSender } from '../../../mqtt/tables/reasonCodes.ts';
import { order } from '../../session/broker/orders.ts';
import { shownName } from '../../session/shownName.ts';

/** Use another server, Server moved: only these may carry a server reference (MQTT 5, 3.14.2.2.5). */
const REFERRING: ReadonlySet<number> = new Set([0x9c, 0x9d]);
const ADMINISTRATIVE = 0x98;
/** Bytes of a UTF-8 string. */
const LONGEST = 65_535;

/** Those that the standard lets a server send in DISCONNECT (MQTT 5, 3.14.2.1). */
const CODES = Array.from({ length: 256 }, (_, code) => code).filter(
  (code) =>
    isReasonCodeValid('disconnect', code, 5) && reasonCodeSender('disconnect', code) !== 'client',
);

interface DisconnectDialogProps {
  readonly connectionId: string;
  readonly client: string;
  readonly version: ProtocolVersion;
  readonly isOwn: boolean;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Ends a client's connection with a chosen reason. */
export function DisconnectDialog(props: DisconnectDialogProps) {
  const t = useText().broker.disconnecting;
  return (
    <Dialog
      open={props.open}
      label={t.title(shownName(props.client))}
      onClose={props.onClose}
      className="w-110 max-w-[calc(100vw-32px)]"
    >
      <Reason {...props} />
    </Dialog>
  );
}

function Reason({ connectionId, client, version, isOwn, onClose }: DisconnectDialogProps) {
  const { broker, failures, shell } = useText();
  const labelOf = (one: number): string =>
    failures.reasonCode({ place: 'disconnect', code: one, version: 5 });
  const t = broker.disconnecting;
  const [code, setCode] = useState(ADMINISTRATIVE);
  const [reasonString, setReasonString] = useState('');
  const [reference, setReference] = useState('');
  const shown = shownName(client);
  const isTooLong = utf8Length(reasonString) > LONGEST || utf8Length(reference) > LONGEST;
  const submit = (): void => {
    if (isTooLong) return;
    onClose();
    void order(
      connectionId,
      {
        kind: 'disconnect-client',
        client,
        reasonCode: code,
        ...(reasonString === '' ? {} : { reasonString }),
        ...(REFERRING.has(code) && reference !== '' ? { serverReference: reference } : {}),
      },
      t.done(shown, labelOf(code)),
    );
  };
  return (
    <form
      className="flex flex-col gap-3 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2 className="text-base font-semibold break-words">{t.title(shown)}</h2>
      {isOwn && <p className="text-fg-2">{t.own}</p>}
      <SelectField
        label={t.reason}
        value={String(code)}
        options={CODES.map((one) => ({ value: String(one), label: labelOf(one) }))}
        hint={version === 5 ? t.five : undefined}
        onChange={(value) => setCode(Number(value))}
      />
      {version !== 5 && <p className="text-warn">{t.older(shell.mqttVersion(version))}</p>}
      <TextField
        label={t.reasonString}
        value={reasonString}
        hint={t.reasonStringHint}
        error={isTooLong ? t.tooLong : undefined}
        onChange={setReasonString}
      />
      {REFERRING.has(code) && (
        <TextField
          label={t.serverReference}
          mono
          value={reference}
          hint={t.serverReferenceHint}
          onChange={setReference}
        />
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{broker.cancel}</Button>
        <Button look="danger" type="submit">
          {t.action}
        </Button>
      </div>
    </form>
  );
}
