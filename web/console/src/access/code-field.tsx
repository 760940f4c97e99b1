import { Anchor, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../texts/texts.tsx';

/** The code of the second factor: six digits of the app, or a recovery code for who has lost it. */
export function CodeField({
  value,
  change,
  isFirst = true,
}: {
  value: string;
  change: (code: string) => void;
  /** Whether typing begins here. */
  isFirst?: boolean;
}) {
  const { t } = useTexts();
  const [isRecovery, setRecovery] = useState(false);
  const swap = () => {
    setRecovery(!isRecovery);
    change('');
  };
  return (
    <Stack gap="xs">
      <TextInput
        key={String(isRecovery)}
        label={t(isRecovery ? 'signIn.recoveryCode' : 'signIn.code')}
        description={t(isRecovery ? 'signIn.recoveryHint' : 'signIn.codeHint')}
        value={value}
        onChange={(event) => change(event.currentTarget.value)}
        inputMode={isRecovery ? 'text' : 'numeric'}
        autoComplete="one-time-code"
        maxLength={20}
        required
        autoFocus={isFirst || isRecovery}
      />
      <Anchor component="button" type="button" size="sm" ta="left" onClick={swap}>
        {t(isRecovery ? 'signIn.useApp' : 'signIn.useRecovery')}
      </Anchor>
    </Stack>
  );
}
