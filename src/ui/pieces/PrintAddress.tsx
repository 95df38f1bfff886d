import { useState } from 'react';
import { Button } from '../kit/Button.tsx';
import { useText } from '../kit/language/useText.ts';
import { askForAddress } from '../session/controlPass.ts';

/** Has the companion print an address with a code, where whoever started it sees it and this page does not. */
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
