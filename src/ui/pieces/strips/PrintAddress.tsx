import { useState } from 'react';
import { Button } from '../../kit/controls/Button.tsx';
import { useText } from '../../kit/language/useText.ts';
import { askForAddress } from '../../session/broker/controlPass.ts';

/** Makes the companion print an address with a code. Only its terminal shows the code, not this page. */
export function PrintAddress() {
  const t = useText().broker.needsCode;
  const [answer, setAnswer] = useState<Awaited<ReturnType<typeof askForAddress>> | 'none'>();
  const ask = async (): Promise<void> => {
    setAnswer((await askForAddress()) ?? 'none');
  };
  return (
    <div className="flex flex-col gap-2">
      <span>
        <Button look="primary" onClick={() => void ask()}>
          {t.print}
        </Button>
      </span>
      <p role="status" className="text-fg-2">
        {answer === 'none'
          ? t.noAnswer
          : answer && (answer.isThere ? t.isThere : t.printed)(answer.minutes)}
      </p>
    </div>
  );
}
